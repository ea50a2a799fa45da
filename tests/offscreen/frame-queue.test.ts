import fc from "fast-check";
import { expect, test } from "vitest";
import { FRAME_SAMPLES } from "../../protocol/audio.ts";
import { FrameQueue } from "../../src/offscreen/frames/frame-queue.ts";

/** Pushes frame number `index` of the source's timeline. */
function push(queue: FrameQueue, index: number, source: "tab" | "mic" = "mic"): boolean {
  return queue.push(source, { firstSample: index * FRAME_SAMPLES, pcm: "" });
}

function taken(queue: FrameQueue, source: "tab" | "mic" = "mic") {
  return queue.takeUnsent(source).map(({ seq, firstSample, gap }) => [seq, firstSample / FRAME_SAMPLES, gap]);
}

test("IPC-12 captured = acknowledged + queued + dropped, and nothing is taken twice without a rewind", () => {
  const step = fc.record({
    type: fc.constantFrom("push", "push", "push", "take", "acknowledge", "rewind", "give up"),
    nextSeq: fc.nat(60),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const queue = new FrameQueue(20);
      let sent: number[] = [];
      for (const { type, nextSeq } of steps) {
        if (type === "push") push(queue, queue.counters.tab.captured, "tab");
        if (type === "acknowledge") queue.acknowledge("tab", nextSeq);
        if (type === "take") sent.push(...queue.takeUnsent("tab").map(({ seq }) => seq));
        if (type === "rewind") queue.rewind("tab", nextSeq);
        if (type === "give up") queue.giveUp();
        // What is given up frees its numbers, and both begin again.
        if (type === "rewind" || type === "give up") sent = [];
        const { captured, acknowledged, queued, dropped } = queue.counters.tab;
        expect(acknowledged + queued + dropped).toBe(captured);
        expect(queue.next.tab).toBe(acknowledged + queued);
        expect(sent).toEqual([...new Set(sent)].toSorted((a, b) => a - b));
      }
    }),
  );
});

test("IPC-5 a full queue refuses frames, and the next one it takes names the gap", () => {
  const queue = new FrameQueue(2);

  const kept = [0, 1, 2].map((index) => push(queue, index));
  queue.acknowledge("mic", 1);
  push(queue, 3);

  expect(kept).toEqual([true, true, false]);
  expect(taken(queue)).toEqual([
    [1, 1, undefined],
    [2, 3, "not_stored"],
  ]);
  expect(queue.counters.mic.dropped).toBe(1);
  expect(queue.openGaps).toEqual([]);
});

test("IPC-5 audio that could not be stored is reported even where silence was wanted before it", () => {
  const queue = new FrameQueue(1);

  push(queue, 0);
  queue.push("mic", { firstSample: 5 * FRAME_SAMPLES, pcm: "", gap: "muted" });
  queue.acknowledge("mic", 1);
  push(queue, 6);

  expect(taken(queue)).toEqual([[1, 6, "not_stored"]]);
});

test("IPC-5 audio that was dropped to the very end is an open gap of its exact length", () => {
  const queue = new FrameQueue(2);

  for (let index = 0; index < 7; index++) push(queue, index);

  expect(queue.openGaps).toEqual([
    { source: "mic", start_sample: 3200, end_sample: 11_200, reason: "not_stored" },
  ]);
});

test("IPC-5 an abandoned queue leaves the host's count, and a gap after what the host has", () => {
  const queue = new FrameQueue();
  for (let index = 0; index < 7; index++) push(queue, index);
  push(queue, 0, "tab");
  queue.acknowledge("mic", 3);
  queue.acknowledge("tab", 1);

  queue.giveUp();

  expect(queue.next).toEqual({ tab: 1, mic: 3 });
  expect(queue.isEmpty).toBe(true);
  expect(queue.openGaps).toEqual([
    { source: "mic", start_sample: 4800, end_sample: 11_200, reason: "not_stored" },
  ]);
  expect(queue.counters.mic).toMatchObject({ captured: 7, acknowledged: 3, queued: 0, dropped: 4 });
});

test("IPC-5 at most 100 frames per source are on their way", () => {
  const queue = new FrameQueue();
  for (let index = 0; index < 250; index++) push(queue, index);

  expect(taken(queue)).toHaveLength(100);
  expect(taken(queue)).toHaveLength(0);
  queue.acknowledge("mic", 40);

  expect(taken(queue).map(([seq]) => seq)).toEqual(Array.from({ length: 40 }, (_, index) => 100 + index));
});

test("IPC-5 a host that claims frames which were never captured is given every frame there is", () => {
  const queue = new FrameQueue();
  push(queue, 0);

  queue.rewind("mic", 5);
  push(queue, 1);

  expect(taken(queue)).toEqual([[1, 1, undefined]]);
});

test("IPC-5 the queue holds ten minutes and not one frame more", () => {
  const queue = new FrameQueue();

  const kept = Array.from({ length: 6001 }, (_, index) => push(queue, index));

  expect(kept.lastIndexOf(true)).toBe(5999);
  expect(kept[6000]).toBe(false);
});
