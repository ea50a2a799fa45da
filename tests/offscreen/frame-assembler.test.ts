import fc from "fast-check";
import { expect, test } from "vitest";
import { FRAME_SAMPLES } from "../../protocol/audio.ts";
import { type AssembledFrame, FrameAssembler } from "../../src/offscreen/worklet/frame-assembler.ts";

const QUANTUM = 128;

function assemble(feed: (assembler: FrameAssembler) => void): AssembledFrame[] {
  const frames: AssembledFrame[] = [];
  feed(
    new FrameAssembler((frame) => {
      frames.push(frame);
    }),
  );
  return frames;
}

test("CAP-4 frames are 100 ms of mono int16 with the channels averaged", () => {
  const left = new Float32Array(FRAME_SAMPLES).fill(0.5);
  const right = new Float32Array(FRAME_SAMPLES).fill(-0.25);

  const [frame] = assemble((assembler) => assembler.push([left, right], 320));

  expect(frame?.firstSample).toBe(320);
  expect(frame?.pcm).toHaveLength(1600);
  expect(new Set(frame?.pcm)).toEqual(new Set([Math.round(0.125 * 32_767)]));
  expect(frame?.level.rms).toBeCloseTo(0.125);
});

test("CAP-4 however the audio is sliced, every sample comes out once and in order", () => {
  const slices = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(slices, (lengths) => {
      const total = lengths.reduce((sum, length) => sum + length, 0);
      const samples = Float32Array.from({ length: total }, (_, index) => ((index % 997) - 498) / 500);

      const frames = assemble((assembler) => {
        let position = 0;
        for (const length of lengths) {
          assembler.push([samples.subarray(position, position + length)], position);
          position += length;
        }
        assembler.flush();
      });

      const received = frames.flatMap(({ pcm }) => [...pcm]);
      const expected = [...samples].map((value) => Math.round(value * 32_767));
      expect(received.slice(0, total)).toEqual(expected);
      expect(received.slice(total).every((value) => value === 0)).toBe(true);
      expect(frames.map(({ firstSample }) => firstSample)).toEqual(
        frames.map((_, index) => index * FRAME_SAMPLES),
      );
    }),
    { numRuns: 50 },
  );
});

test("CAP-4 samples beyond full scale are clipped, not wrapped", () => {
  const loud = new Float32Array(FRAME_SAMPLES).fill(1.7);

  const [frame] = assemble((assembler) => assembler.push([loud], 0));

  expect(frame?.pcm[0]).toBe(32_767);
  expect(frame?.level.peak).toBe(1);
});

test("a flush without begun audio delivers nothing", () => {
  const frames = assemble((assembler) => {
    assembler.push([new Float32Array(QUANTUM)], 0);
    assembler.flush();
    assembler.flush();
  });

  expect(frames).toHaveLength(1);
});

/** What a source sounds like at `position`; never silence. */
const soundAt = (position: number) => (1 + (position % 997)) / 1000;

function quantumOfSound(firstSample: number): Float32Array {
  return Float32Array.from({ length: QUANTUM }, (_, index) => soundAt(firstSample + index));
}

test("CAP-6 a source that is interrupted and comes back has every sample at its own time", () => {
  // Whether each render quantum has sound, in stretches of equal ones.
  const stretches = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(stretches, (lengths) => {
      const hasSound = lengths.flatMap((length, index) => Array.from({ length }, () => index % 2 === 0));

      const frames = assemble((assembler) => {
        for (const [index, isHeard] of hasSound.entries()) {
          if (isHeard) assembler.push([quantumOfSound(index * QUANTUM)], index * QUANTUM);
          else assembler.advance(index * QUANTUM);
        }
        assembler.flush();
      });

      let heardSamples = 0;
      let end = 0;
      for (const { firstSample, pcm } of frames) {
        expect(firstSample).toBeGreaterThanOrEqual(end);
        end = firstSample + FRAME_SAMPLES;
        const isHeard = (index: number) => hasSound[Math.floor((firstSample + index) / QUANTUM)] === true;
        const expected = [...pcm.keys()].map((index) =>
          isHeard(index) ? Math.round(Math.fround(soundAt(firstSample + index)) * 32_767) : 0,
        );
        expect([...pcm]).toEqual(expected);
        heardSamples += expected.filter((value) => value !== 0).length;
      }
      expect(heardSamples).toBe(hasSound.filter(Boolean).length * QUANTUM);
    }),
    { numRuns: 50 },
  );
});

test("CAP-6 the last words before a mute are not kept back until it ends", () => {
  const frames = assemble((assembler) => {
    assembler.push([new Float32Array(QUANTUM).fill(0.5)], 0);
    assembler.advance(FRAME_SAMPLES - QUANTUM);
    assembler.advance(FRAME_SAMPLES);
  });

  expect(frames).toHaveLength(1);
});

test("CAP-8 nothing that is rendered after the flush becomes a frame", () => {
  const frames = assemble((assembler) => {
    assembler.push([new Float32Array(QUANTUM)], 0);
    assembler.flush();
    for (let position = QUANTUM; position < 3 * FRAME_SAMPLES; position += QUANTUM) {
      assembler.push([new Float32Array(QUANTUM)], position);
      assembler.advance(position + QUANTUM);
    }
  });

  expect(frames.map(({ firstSample }) => firstSample)).toEqual([0]);
});
