import fc from "fast-check";
import { expect, test } from "vitest";
import { AUDIO_SOURCES, type AudioSource, FRAME_SAMPLES } from "../../protocol/audio.ts";
import type { AudioGap } from "../../protocol/audio-schema.ts";
import { FrameQueue } from "../../src/offscreen/frames/frame-queue.ts";
import { FrameSender } from "../../src/offscreen/frames/frame-sender.ts";
import { ModelHost } from "./model-host.ts";

const QUEUE_FRAMES = 150;
const WINDOW_FRAMES = 100;
const SILENT = new Int16Array(FRAME_SAMPLES);

const step = fc.record({
  type: fc.constantFrom(
    "push",
    "push",
    "arrive",
    "arrive",
    "acknowledge",
    "acknowledge",
    "full",
    "cut",
    "resume",
  ),
  source: fc.constantFrom(...AUDIO_SOURCES),
  count: fc.integer({ min: 1, max: 60 }),
});

/** A sender with a small queue, its host, and a clock per source that runs whether frames are kept or not. */
class Delivery {
  readonly host = new ModelHost();
  readonly sender = new FrameSender(
    "4b5a0c9e-6d0f-4c6e-9b1e-0d8d1c2f3a4b",
    { send: ({ params }) => this.host.send(params), onDropped: () => {}, newId: () => "" },
    new FrameQueue(QUEUE_FRAMES),
  );
  readonly pushed = { tab: 0, mic: 0 };

  take({ type, source, count }: typeof step extends fc.Arbitrary<infer Step> ? Step : never): void {
    if (type === "push") this.#push(source, count);
    if (type === "arrive") this.host.receive(count);
    if (type === "full") this.host.receive(count, true);
    if (type === "acknowledge") this.acknowledge(source);
    if (type === "cut") {
      this.sender.hold();
      this.host.cut();
    }
    if (type === "resume") this.sender.resume(this.host.next);
  }

  acknowledge(source: AudioSource): void {
    const { nextSeq, isResendWanted } = this.host.acknowledgement(source);
    this.sender.acknowledge(source, nextSeq, isResendWanted);
  }

  /** Everything works again: until the host has all frames. */
  drain(): void {
    this.sender.resume(this.host.next);
    for (let round = 0; round < 1 + QUEUE_FRAMES / WINDOW_FRAMES; round++) {
      this.host.receive(Number.POSITIVE_INFINITY);
      for (const source of AUDIO_SOURCES) this.acknowledge(source);
    }
  }

  #push(source: AudioSource, count: number): void {
    for (let index = 0; index < count; index++) {
      this.sender.push(source, { firstSample: this.pushed[source]++ * FRAME_SAMPLES, pcm: SILENT });
    }
  }
}

/** The stretches missing at the host, in frames; each break must say that it is one. */
function missingFrames({ host, sender }: Delivery, source: AudioSource): number {
  let end = 0;
  let missing = 0;
  for (const { first_sample, gap } of host.stored[source]) {
    expect(gap).toBe(first_sample === end ? undefined : "not_stored");
    missing += (first_sample - end) / FRAME_SAMPLES;
    end = first_sample + FRAME_SAMPLES;
  }
  const open: AudioGap | undefined = sender.openGaps.find((gap) => gap.source === source);
  if (open === undefined) return missing;
  expect(open.start_sample).toBe(end);
  return missing + (open.end_sample - open.start_sample) / FRAME_SAMPLES;
}

test("IPC-5 IPC-12 whatever the wire and the disk do, every frame is stored once or marked as missing", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 150 }), (steps) => {
      const delivery = new Delivery();
      const { sender, pushed } = delivery;
      for (const each of steps) {
        delivery.take(each);
        for (const source of AUDIO_SOURCES) {
          const { captured, acknowledged, queued, dropped, sent } = sender.counters[source];
          expect(acknowledged + queued + dropped).toBe(captured);
          expect(sent - acknowledged).toBeLessThanOrEqual(WINDOW_FRAMES);
        }
      }

      delivery.drain();

      for (const source of AUDIO_SOURCES) {
        const { acknowledged, dropped, queued } = sender.counters[source];
        expect(queued).toBe(0);
        expect(acknowledged).toBe(delivery.host.next[source]);
        expect(acknowledged + dropped).toBe(pushed[source]);
        expect(missingFrames(delivery, source)).toBe(dropped);
      }
    }),
  );
});

test("IPC-5 IPC-12 an abandoned queue counts exactly, and says what is missing after its last frame", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
      const delivery = new Delivery();
      const { sender, host, pushed } = delivery;
      for (const each of steps) delivery.take(each);

      sender.giveUp();

      for (const source of AUDIO_SOURCES) {
        const { captured, acknowledged, queued, dropped } = sender.counters[source];
        expect({ queued, captured }).toEqual({ queued: 0, captured: pushed[source] });
        expect(acknowledged + dropped).toBe(captured);
        expect(sender.next[source]).toBe(acknowledged);
        // The host may have stored more than it has reported; those are not counted as its.
        host.stored[source].length = acknowledged;
        expect(missingFrames(delivery, source)).toBe(dropped);
      }
    }),
  );
});
