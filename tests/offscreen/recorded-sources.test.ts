import fc from "fast-check";
import { expect, test } from "vitest";
import { FRAME_SAMPLES } from "../../protocol/audio.ts";
import { RecordedSources } from "../../src/offscreen/recorded-sources.ts";
import { type AssembledFrame, FrameAssembler } from "../../src/offscreen/worklet/frame-assembler.ts";
import type { SourceState } from "../../src/shared/status.ts";

const QUANTUM = 128;

/** The microphone's input, as a switch that tells whether it is on. */
class Wire {
  isConnected = false;
  isClosed = false;
  readonly connect = () => {
    this.isConnected = true;
  };
  readonly disconnect = () => {
    this.isConnected = false;
  };
  readonly close = () => {
    this.isConnected = false;
    this.isClosed = true;
  };
}

function sourcesWith(position = () => 0): { sources: RecordedSources; states: SourceState[] } {
  const states: SourceState[] = [];
  const sources = new RecordedSources({
    position,
    onChanged(_, state) {
      states.push(state);
    },
  });
  return { sources, states };
}

test("CAP-6 a source is recorded only while nothing speaks against it", () => {
  const { sources, states } = sourcesWith();
  const wire = new Wire();
  sources.open("mic", wire, "Headset");

  sources.silence("mic", "muted");
  sources.silence("mic", "paused");
  sources.silence("mic", "paused");
  sources.unsilence("mic", "muted");
  expect(wire.isConnected).toBe(false);
  sources.unsilence("mic", "paused");

  expect(wire.isConnected).toBe(true);
  expect(states).toEqual([
    { name: "live", label: "Headset" },
    { name: "silenced", reasons: ["muted"] },
    { name: "silenced", reasons: ["muted", "paused"] },
    { name: "silenced", reasons: ["paused"] },
    { name: "live", label: "Headset" },
  ]);
});

test("CAP-6 a mute that comes before the microphone, or while it is away, holds when it is there", () => {
  const { sources } = sourcesWith();
  sources.silence("mic", "muted");
  expect(sources.states.mic).toEqual({ name: "off" });
  const first = new Wire();
  sources.open("mic", first, "Headset");
  expect(first.isConnected).toBe(false);

  sources.lose("mic", "microphone_lost");
  expect(sources.states.mic).toEqual({ name: "unavailable", reason: "microphone_lost" });
  const second = new Wire();
  sources.open("mic", second, "Webcam");

  expect(second.isConnected).toBe(false);
  expect(sources.states.mic).toEqual({ name: "silenced", reasons: ["muted"] });
  sources.unsilence("mic", "muted");
  expect(second.isConnected).toBe(true);
  expect(first).toMatchObject({ isConnected: false, isClosed: true });
});

test("CAP-6 however silences fall, every sample is at its time and every gap has a reason that held", () => {
  const toggle = fc.record({
    /** Quanta until the next command. */
    after: fc.integer({ min: 1, max: 60 }),
    reason: fc.constantFrom("muted", "paused"),
  });
  const delayQuanta = fc.integer({ min: 0, max: 5 });
  fc.assert(
    fc.property(fc.array(toggle, { minLength: 1, maxLength: 25 }), delayQuanta, (toggles, delay) => {
      let now = 0;
      const { sources } = sourcesWith(() => now);
      const wire = new Wire();
      const held = new Set<string>();
      /** Which reasons held in each quantum. */
      const history: ReadonlySet<string>[] = [];
      const onTheWay: { frame: AssembledFrame; arrivesAt: number }[] = [];
      let end = 0;
      const arrive = ({ firstSample }: AssembledFrame) => {
        const reason = sources.gapBefore("mic", firstSample);
        expect(firstSample).toBeGreaterThanOrEqual(end);
        expect(reason === undefined).toBe(firstSample === end);
        const missing = history.slice(Math.floor(end / QUANTUM), Math.ceil(firstSample / QUANTUM));
        expect(reason === undefined || missing.every(({ size }) => size > 0)).toBe(true);
        expect(reason === undefined || missing.some((reasons) => reasons.has(reason))).toBe(true);
        end = firstSample + FRAME_SAMPLES;
      };
      const assembler = new FrameAssembler((frame) => {
        onTheWay.push({ frame, arrivesAt: now + delay * QUANTUM });
      });
      sources.open("mic", wire, "");

      for (const { after, reason } of toggles) {
        for (let quantum = 0; quantum < after; quantum++, now += QUANTUM) {
          while ((onTheWay[0]?.arrivesAt ?? Number.POSITIVE_INFINITY) <= now) {
            const next = onTheWay.shift();
            if (next !== undefined) arrive(next.frame);
          }
          history.push(new Set(held));
          if (wire.isConnected) assembler.push([new Float32Array(QUANTUM).fill(0.5)], now);
          else assembler.advance(now);
        }
        if (held.delete(reason)) sources.unsilence("mic", reason);
        else {
          held.add(reason);
          sources.silence("mic", reason);
        }
      }
      assembler.flush();
      for (const { frame } of onTheWay) arrive(frame);

      const open = sources.openGaps(now).map(({ start_sample, end_sample }) => [start_sample, end_sample]);
      expect(open).toEqual(end < now ? [[end, now]] : []);
    }),
  );
});
