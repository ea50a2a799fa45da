import { expect, test, vi } from "vitest";
import { readOutline } from "../../../src/history/listening/use-listening.ts";
import type { AudioOutline } from "../../../src/shared/audio/stored-audio.ts";

const waitFor = () => Promise.resolve();

test("UI-9 a worker that is stopped before it answers has not said that no audio is stored", async () => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
  const stored: AudioOutline = { bytes: 1, spans: [{ source: "tab", startSample: 0, endSample: 16_000 }] };
  const outline = vi
    .fn<(session: string) => Promise<AudioOutline>>()
    .mockRejectedValueOnce(new Error("the message port closed"))
    .mockResolvedValueOnce(stored);
  const never = vi.fn<() => Promise<AudioOutline>>(() => Promise.reject(new Error("no receiving end")));

  expect(await readOutline({ outline }, "a", waitFor)).toBe(stored);
  expect(outline.mock.calls).toEqual([["a"], ["a"]]);
  expect(await readOutline({ outline: never }, "a", waitFor)).toBeNull();
  expect(never).toHaveBeenCalledTimes(6);
});
