import { signal } from "@preact/signals";
import { expect, test } from "vitest";
import { changesFromNow } from "../../../src/ui/meetings/use-stored-transcript.ts";
import { finalSegment } from "../../shared/transcript-samples.ts";

const changeOf = (session: string, stable: string) =>
  ({
    type: "caption-changed",
    session,
    change: { type: "put", segment: finalSegment({ stable }) },
  }) as const;

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
