import { expect, test } from "vitest";
import { FRAME_SAMPLES } from "../../protocol/audio.ts";
import { parseMessage } from "../../protocol/messages.ts";
import type { Params } from "../../protocol/requests.ts";
import { FrameSender } from "../../src/offscreen/frames/frame-sender.ts";

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
    const pcm = new Int16Array(FRAME_SAMPLES).fill(index);
    sender.push("tab", { firstSample: sender.next.tab * FRAME_SAMPLES, pcm });
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

  sender.push("mic", { firstSample: 4800, pcm, gap: "muted" });

  expect(parseMessage(structuredClone(sent[0])).kind).toBe("message");
  expect(sent[0]?.params.gap).toBe("muted");
  const bytes = Buffer.from(sent[0]?.params.pcm ?? "", "base64");
  expect(new Int16Array(bytes.buffer, bytes.byteOffset, FRAME_SAMPLES)).toEqual(pcm);
});

test("IPC-5 after a reconnect only what the host lacks is sent again", () => {
  const sent: Params<"process_audio_stream">[] = [];
  const sender = senderWith(sent);
  sender.resume({ tab: 0, mic: 0 });
  pushFrames(sender, 5);
  sender.acknowledge("tab", 2, false);
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
  sender.acknowledge("tab", 1, false);
  expect(isDrained).toBe(false);
  sender.acknowledge("tab", 2, false);

  expect(isDrained).toBe(true);
});

test("IPC-5 what the host wants again is sent again, and its acknowledgements make room for more", () => {
  const sent: Params<"process_audio_stream">[] = [];
  const sender = senderWith(sent);
  sender.resume({ tab: 0, mic: 0 });
  pushFrames(sender, 150);
  expect(sent).toHaveLength(100);

  sender.acknowledge("tab", 30, false);
  expect(sent).toHaveLength(130);
  sent.length = 0;
  sender.acknowledge("tab", 60, true);

  expect(sent.map(({ seq }) => seq)).toEqual(Array.from({ length: 90 }, (_, index) => 60 + index));
  expect(sender.counters.tab).toMatchObject({ sent: 150, resent: 70, acknowledged: 60, queued: 90 });
});

test("IPC-5 an abandoned queue is reported at once, though the host is away", () => {
  const sender = senderWith([]);
  sender.resume({ tab: 0, mic: 0 });
  pushFrames(sender, 3);
  sender.acknowledge("tab", 1, false);
  sender.hold();
  let toldTimes = 0;
  sender.whenDrained(() => {
    toldTimes++;
  });
  expect(toldTimes).toBe(0);

  sender.giveUp();
  sender.acknowledge("tab", 3, false);

  expect(toldTimes).toBe(1);
  expect(sender.next).toEqual({ tab: 1, mic: 0 });
  expect(sender.openGaps).toEqual([
    { source: "tab", start_sample: 1600, end_sample: 4800, reason: "not_stored" },
  ]);
});

test("SEC-7 what is queued of a struck span is silent, and what still comes of it", () => {
  const sent: Params<"process_audio_stream">[] = [];
  const sender = senderWith(sent);
  pushFrames(sender, 4);

  sender.strike({ startSample: 2 * FRAME_SAMPLES + 1, endSample: 5 * FRAME_SAMPLES });
  for (let index = 4; index < 6; index++)
    sender.push("tab", {
      firstSample: index * FRAME_SAMPLES,
      pcm: new Int16Array(FRAME_SAMPLES).fill(index),
    });
  sender.resume({ tab: 0, mic: 0 });

  const loud = sent.map(({ pcm }) => Buffer.from(pcm, "base64").some((byte) => byte !== 0));
  expect(loud).toEqual([false, true, false, false, false, true]);
  expect(sent.map(({ seq }) => seq)).toEqual([0, 1, 2, 3, 4, 5]);
});
