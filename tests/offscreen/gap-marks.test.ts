import { expect, test } from "vitest";
import { FRAME_SAMPLES } from "../../protocol/audio.ts";
import { GapMarks } from "../../src/offscreen/frames/gap-marks.ts";

/** Marks whose microphone has delivered its first ten frames. */
function recording(): GapMarks {
  const marks = new GapMarks();
  for (let index = 0; index < 10; index++) marks.frame("mic", index * FRAME_SAMPLES);
  return marks;
}

test("CAP-6 the frame after a mute says so, and no frame before or after it", () => {
  const marks = recording();

  marks.begin("mic", "muted", 16_000);
  // Begun before the mute and still on its way.
  expect(marks.frame("mic", 16_000)).toBeUndefined();
  marks.end("mic", "muted", 48_000);

  expect(marks.frame("mic", 48_128)).toBe("muted");
  expect(marks.frame("mic", 48_128 + FRAME_SAMPLES)).toBeUndefined();
  expect(marks.frame("mic", 90_000)).toBeUndefined();
});

test("CAP-6 a mute within one frame is no gap, and none is blamed on it later", () => {
  const marks = recording();
  marks.begin("mic", "muted", 16_200);
  marks.end("mic", "muted", 16_900);
  marks.frame("mic", 16_000);

  expect(marks.frame("mic", 17_600)).toBeUndefined();
  marks.begin("mic", "paused", 19_200);
  marks.end("mic", "paused", 40_000);

  expect(marks.frame("mic", 40_000)).toBe("paused");
});

test("CAP-6 of several reasons the one that covers most of the gap is named", () => {
  const marks = recording();
  marks.begin("mic", "muted", 16_000);
  marks.begin("mic", "paused", 20_000);
  marks.lose("asleep", 60_000);
  marks.end("mic", "muted", 70_000);
  marks.end("mic", "paused", 80_000);

  expect(marks.frame("mic", 80_000)).toBe("paused");
  expect(marks.openAt(90_000)).toEqual([]);
});

test("CAP-7 lost time is reported by both sources, except one that was never wanted", () => {
  const marks = recording();
  marks.lose("overload", 32_000);

  expect(marks.frame("mic", 31_900)).toBe("overload");
  expect(marks.frame("mic", 31_900 + FRAME_SAMPLES)).toBeUndefined();
  expect(marks.frame("tab", 32_000)).toBeUndefined();
});

test("CAP-6 CAP-7 what began after lost time is not blamed for it", () => {
  const marks = recording();
  marks.begin("mic", "muted", 17_600);
  // The hole is noticed on a frame that was on its way when the user muted.
  marks.lose("overload", 24_000, 8000);

  expect(marks.frame("mic", 24_000)).toBe("overload");
  marks.end("mic", "muted", 60_000);
  expect(marks.frame("mic", 60_000)).toBe("muted");
});

test("CAP-6 a microphone that takes a moment to open misses nothing; one that comes later does", () => {
  const quick = new GapMarks();
  quick.begin("mic", "microphone_off", 0);
  quick.end("mic", "microphone_off", 5000);
  expect(quick.frame("mic", 5120)).toBeUndefined();

  const late = new GapMarks();
  late.begin("mic", "microphone_off", 0);
  late.end("mic", "microphone_off", 160_000);
  expect(late.frame("mic", 160_000)).toBe("microphone_off");
});

test("CAP-6 a gap that the end of the capture leaves open has its exact samples", () => {
  const marks = recording();
  marks.begin("mic", "muted", 16_500);
  marks.frame("mic", 16_000);
  marks.begin("tab", "paused", 0);

  expect(marks.openAt(64_123)).toEqual([
    { source: "tab", start_sample: 0, end_sample: 64_123, reason: "paused" },
    { source: "mic", start_sample: 17_600, end_sample: 64_123, reason: "muted" },
  ]);
});

test("CAP-6 a capture that ends with its sources live leaves no gap, whatever was before", () => {
  const marks = recording();
  marks.begin("mic", "muted", 16_000);
  marks.end("mic", "muted", 30_000);
  marks.frame("mic", 30_080);

  expect(marks.openAt(32_000)).toEqual([]);
});

test("WHO-4 who joins muted in the meeting was muted there, and not without a microphone", () => {
  const marks = new GapMarks();
  marks.begin("mic", "microphone_off", 0);
  marks.begin("mic", "muted_in_meeting", 0);
  marks.end("mic", "microphone_off", 5000);
  marks.end("mic", "muted_in_meeting", 160_000);

  expect(marks.frame("mic", 160_000)).toBe("muted_in_meeting");
});

test("WHO-4 CAP-6 a microphone that opens late, long before the mute ends, is not what is named", () => {
  const marks = new GapMarks();
  marks.begin("mic", "microphone_off", 0);
  marks.end("mic", "microphone_off", 20_000);
  marks.begin("mic", "muted_in_meeting", 20_000);
  marks.end("mic", "muted_in_meeting", 160_000);

  expect(marks.frame("mic", 160_000)).toBe("muted_in_meeting");
});

test("CAP-6 of reasons that cover as much the first is named", () => {
  const marks = recording();
  marks.begin("mic", "muted", 16_000);
  marks.begin("mic", "paused", 16_000);
  marks.end("mic", "paused", 60_000);
  marks.end("mic", "muted", 60_000);

  expect(marks.frame("mic", 60_000)).toBe("muted");
});
