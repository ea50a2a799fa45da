import { expect, it } from "vitest";
import { runEngine } from "../../../tools/bench/engine/feed.ts";
import { framesOf } from "../../../tools/materials/tracks.ts";

it("an engine gets every frame of both sources in turn, the last one filled up with silence", async () => {
  const fed: string[] = [];
  const frames = framesOf(Buffer.alloc(4000, 1), 2);
  expect(frames.map((frame) => frame.filter((byte) => byte === 1).length)).toEqual([3200, 800]);

  const { arrivals, audioMs, usage } = await runEngine(
    (onCaption) =>
      Promise.resolve({
        processId: process.pid,
        feed: (source) => {
          fed.push(source);
          return Promise.resolve();
        },
        finish: () => {
          onCaption({ source: "tab", caption: "1", text: "a", isFinal: true, startMs: 0, endMs: 100 });
          return Promise.resolve(null);
        },
        health: () => Promise.resolve(null),
        close: () => Promise.resolve(),
      }),
    { tab: frames, mic: frames },
    { pace: "at-once" },
  );

  expect(fed).toEqual(["tab", "mic", "tab", "mic"]);
  expect(audioMs).toBe(200);
  expect(arrivals).toMatchObject([{ caption: "1", isFinal: true }]);
  expect(usage.length).toBeGreaterThanOrEqual(2);
});
