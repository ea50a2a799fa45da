import fc from "fast-check";
import { expect, test } from "vitest";
import { FRAME_SAMPLES } from "../../protocol/audio.ts";
import { parseMessage } from "../../protocol/parse.ts";
import type { Params } from "../../protocol/requests.ts";
import { FrameQueue } from "../../src/offscreen/frame-queue.ts";
import { FrameSender } from "../../src/offscreen/frame-sender.ts";

const SESSION = "4b5a0c9e-6d0f-4c6e-9b1e-0d8d1c2f3a4b";

function senderWith(sent: Params<"process_audio_stream">[]): FrameSender {
  return new FrameSender(SESSION, {
    send(request) {
      sent.push(request.params);
    },
    onDropped: () => expect.unreachable("nothing may be dropped"),
    newId: () => crypto.randomUUID(),
  });
}

function pushFrames(sender: FrameSender, count: number): void {
  for (let index = 0; index < count; index++) {
    sender.push("tab", sender.next.tab * FRAME_SAMPLES, new Int16Array(FRAME_SAMPLES).fill(index));
  }
}

test("IPC-1 frames captured before the host is ready are sent, in order, once it is", () => {
  const sent: Params<"process_audio_stream">[] = [];
  const sender = senderWith(sent);
  pushFrames(sender, 3);
  expect(sent).toEqual([]);

  sender.resume({ tab: 0, mic: 0 });
  pushFrames(sender, 1);

  expect(sent.map(({ seq }) => seq)).toEqual([0, 1, 2, 3]);
});

test("IPC-1 a frame is a valid request whose samples survive base64", () => {
  const sent: Parameters<ConstructorParameters<typeof FrameSender>[1]["send"]>[0][] = [];
  const sender = new FrameSender(SESSION, {
    send(request) {
      sent.push(request);
    },
    onDropped: () => expect.unreachable(),
    newId: () => crypto.randomUUID(),
  });
  const pcm = Int16Array.from({ length: FRAME_SAMPLES }, (_, index) => index * 37 - 30_000);
  sender.resume({ tab: 0, mic: 0 });

  sender.push("mic", 4800, pcm);

  expect(parseMessage(structuredClone(sent[0])).kind).toBe("message");
  const bytes = Buffer.from(sent[0]?.params.pcm ?? "", "base64");
  expect(new Int16Array(bytes.buffer, bytes.byteOffset, FRAME_SAMPLES)).toEqual(pcm);
});

test("IPC-5 after a reconnect only what the host lacks is sent again", () => {
  const sent: Params<"process_audio_stream">[] = [];
  const sender = senderWith(sent);
  sender.resume({ tab: 0, mic: 0 });
  pushFrames(sender, 5);
  sender.acknowledge("tab", 2);
  sender.hold();
  pushFrames(sender, 2);
  sent.length = 0;

  sender.resume({ tab: 4, mic: 0 });

  expect(sent.map(({ seq }) => seq)).toEqual([4, 5, 6]);
  expect(sender.counters.tab).toEqual({
    captured: 7,
    sent: 7,
    resent: 1,
    acknowledged: 4,
    queued: 3,
    dropped: 0,
  });
});

test("IPC-11 a stop is reported only when the host has every frame", () => {
  const sender = senderWith([]);
  let isDrained = false;
  pushFrames(sender, 2);
  sender.whenDrained(() => {
    isDrained = true;
  });

  sender.resume({ tab: 0, mic: 0 });
  sender.acknowledge("tab", 1);
  expect(isDrained).toBe(false);
  sender.acknowledge("tab", 2);

  expect(isDrained).toBe(true);
});

test("IPC-12 captured = acknowledged + queued + dropped, and nothing is taken twice without a rewind", () => {
  const step = fc.record({
    type: fc.constantFrom("push", "push", "push", "take", "acknowledge", "rewind"),
    nextSeq: fc.nat(60),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const queue = new FrameQueue(20);
      let taken: number[] = [];
      for (const { type, nextSeq } of steps) {
        if (type === "push") queue.push("tab", queue.next.tab * FRAME_SAMPLES, "");
        if (type === "acknowledge") queue.acknowledge("tab", nextSeq);
        if (type === "take") taken.push(...queue.takeUnsent("tab").map(({ seq }) => seq));
        if (type === "rewind") {
          queue.rewind({ tab: nextSeq, mic: 0 });
          taken = [];
        }
        const { captured, acknowledged, queued, dropped } = queue.counters.tab;
        expect(acknowledged + queued + dropped).toBe(captured);
        expect(taken).toEqual([...new Set(taken)].toSorted((a, b) => a - b));
      }
    }),
  );
});

test("IPC-5 a full queue refuses frames without leaving a hole in the numbers", () => {
  const queue = new FrameQueue(2);

  const kept = [0, 1, 2].map((index) => queue.push("mic", index * FRAME_SAMPLES, ""));
  queue.acknowledge("mic", 1);
  queue.push("mic", 9 * FRAME_SAMPLES, "");

  expect(kept).toEqual([true, true, false]);
  const queued = queue.takeUnsent("mic").map(({ seq, firstSample }) => [seq, firstSample / FRAME_SAMPLES]);
  expect(queued).toEqual([
    [1, 1],
    [2, 9],
  ]);
  expect(queue.counters.mic.dropped).toBe(1);
});
