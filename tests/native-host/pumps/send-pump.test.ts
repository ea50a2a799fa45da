import { beforeEach, expect, test } from "vitest";
import { type AudioQueue, SendPump } from "../../../native-host/pumps/send-pump.ts";
import type { AudioSource, NextFrames } from "../../../protocol/audio.ts";
import { MAX_FRAMES_IN_FLIGHT } from "../../../protocol/limits.ts";

const FROM_THE_BEGINNING = { tab: 0, mic: 0 };

let sent: string[];
let roomFor: number;
let next: Record<AudioSource, number>;

beforeEach(() => {
  sent = [];
  roomFor = Number.POSITIVE_INFINITY;
  next = { tab: 0, mic: 0 };
});

function createPump(start: NextFrames = FROM_THE_BEGINNING): SendPump {
  const queue: AudioQueue = {
    get next() {
      return next;
    },
    firstSample: (_source, seq) => seq * 1600,
    frame: (_source, seq) => ({ seq, firstSample: seq * 1600, base64: "" }),
  };
  return new SendPump(queue, start, {
    get isFull() {
      return sent.length >= roomFor;
    },
    send: (source, { seq }) => {
      sent.push(`${source} ${seq}`);
    },
  });
}

test("IPC-2 it sends what is there without waiting for anything", () => {
  next.tab = 3;

  createPump().wake();

  expect(sent).toEqual(["tab 0", "tab 1", "tab 2"]);
});

test("IPC-5 it stops at 100 frames in flight and goes on with the credit that comes back", () => {
  next.tab = 300;
  const pump = createPump();

  pump.wake();
  expect(sent).toHaveLength(MAX_FRAMES_IN_FLIGHT);

  pump.returnCredit("tab", 30);
  expect(sent).toHaveLength(MAX_FRAMES_IN_FLIGHT + 30);
});

test("one source without credit does not hold up the other", () => {
  next.tab = 300;
  const pump = createPump();
  pump.wake();

  next.mic = 1;
  pump.wake();

  expect(sent.at(-1)).toBe("mic 0");
});

test("it stops while the pipe is full and misses nothing", () => {
  next.tab = 4;
  roomFor = 2;
  const pump = createPump();
  pump.wake();

  roomFor = 10;
  pump.wake();

  expect(sent).toEqual(["tab 0", "tab 1", "tab 2", "tab 3"]);
});

test("both sources go side by side in time", () => {
  next = { tab: 2, mic: 2 };

  createPump().wake();

  expect(sent).toEqual(["tab 0", "mic 0", "tab 1", "mic 1"]);
});

test("a resumed session begins where it is requested to", () => {
  next = { tab: 9, mic: 0 };
  const pump = createPump({ tab: 7, mic: 0 });

  pump.wake();

  expect(sent).toEqual(["tab 7", "tab 8"]);
  expect(pump.sent).toEqual({ tab: 9, mic: 0 });
});

test("credit for frames that were never sent is not believed", () => {
  next.tab = 1;
  const pump = createPump();
  pump.wake();

  pump.returnCredit("tab", 1000);
  next.tab = 500;
  pump.wake();

  expect(sent).toHaveLength(1 + MAX_FRAMES_IN_FLIGHT);
});
