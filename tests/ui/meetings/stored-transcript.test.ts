import { signal } from "@preact/signals";
import { expect, test, vi } from "vitest";
import type { StoredTranscript } from "../../../src/shared/messages/to-views.ts";
import { changesFromNow, readStored } from "../../../src/ui/meetings/use-stored-transcript.ts";
import { finalSegment, transcriptOf } from "../../shared/transcript-samples.ts";

const changeOf = (session: string, stable: string) =>
  ({
    type: "caption-changed",
    session,
    change: { type: "put", segment: finalSegment({ stable }) },
  }) as const;

const waitFor = () => Promise.resolve();

test("UI-8 UI-5 what is changed in a meeting while it is being read is not lost, and nothing else is taken for it", () => {
  const before = changeOf("a", "Before.");
  const changed = signal<ReturnType<typeof changeOf> | null>(before);
  const { changes, stop } = changesFromNow(changed, "a");
  const [first, other, second, late] = [
    changeOf("a", "First."),
    changeOf("b", "Another meeting."),
    changeOf("a", "Second."),
    changeOf("a", "Late."),
  ];

  for (const next of [first, other, second]) changed.value = next;
  stop();
  changed.value = late;

  expect(changes).toEqual([first.change, second.change]);
});

test("UI-5 a worker that is stopped before it answers has not said that the meeting is deleted", async () => {
  const read: StoredTranscript = { name: "read", transcript: transcriptOf([]) };
  const ask = vi
    .fn<(session: string) => Promise<StoredTranscript>>()
    .mockRejectedValueOnce(new Error("the message port closed"))
    .mockResolvedValueOnce(read);
  const never = vi.fn<() => Promise<StoredTranscript>>(() => Promise.reject(new Error("no receiving end")));

  expect(await readStored(ask, "a", waitFor)).toBe(read);
  expect(await readStored(never, "a", waitFor)).toMatchObject({
    name: "unreadable",
    error: { code: "internal_error" },
  });
  expect(never).toHaveBeenCalledTimes(6);
});
