import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FRAMES_PER_KEY } from "../../../native-host/journal/frame-file.ts";
import { Journal } from "../../../native-host/journal/journal.ts";
import type { SampleRange } from "../../../native-host/journal/strike-at-host.ts";
import { FRAME_BYTES, FRAME_SAMPLES } from "../../../protocol/audio.ts";
import { DEFAULT_TRANSCRIPTION_SETTINGS } from "../../../protocol/settings.ts";
import { frameAudio, framePcm, SESSION } from "../frames.ts";
import { journalStore } from "../keys/opened-keys.ts";
import { storedPcm } from "./stored-audio.ts";

const RECORD = { started_at: "2026-11-22T09:00:00Z", settings: DEFAULT_TRANSCRIPTION_SETTINGS };
const FRAMES = 2 * FRAMES_PER_KEY + 50;
const SILENCE = Buffer.alloc(FRAME_BYTES);

function samplesOf(from: number, to: number): SampleRange {
  return { start_sample: from * FRAME_SAMPLES, end_sample: to * FRAME_SAMPLES };
}

function speaker(frame: number, id: string) {
  const { start_sample, end_sample } = samplesOf(frame, frame + 5);
  const line = { source: "tab" as const, utterance: start_sample, revision: 0, start_sample, end_sample };
  return { event: "speaker" as const, data: { session: SESSION, ...line, speaker: id } };
}

test("SEC-7 struck frames are silence, the others what they were, and a copy of the old bytes opens no more", async () => {
  const store = await journalStore();
  const journal = Journal.create(store, SESSION, RECORD);
  for (let seq = 0; seq < FRAMES; seq += 1)
    journal.append("tab", { seq, firstSample: seq * 1600, ...frameAudio("tab", seq) });
  const frames = join(store.dataDirectory, "sessions", SESSION, "tab.frames");
  const copy = readFileSync(frames);
  const [from, to] = [FRAMES_PER_KEY - 20, FRAMES_PER_KEY + 580];

  journal.strikeSpan(samplesOf(from, to));

  for (let seq = 0; seq < FRAMES; seq += 1) {
    const expected = from <= seq && seq < to ? SILENCE : framePcm("tab", seq);
    expect(Buffer.from(journal.frame("tab", seq).base64, "base64").equals(expected)).toBe(true);
  }
  journal.append("tab", { seq: FRAMES, firstSample: FRAMES * 1600, ...frameAudio("tab", FRAMES) });
  await journal.close();

  // Whoever kept the old file opens the minute that nothing was struck from, and no other.
  writeFileSync(frames, copy);
  const opened = await storedPcm(store.dataDirectory, "tab");
  expect(opened).toHaveLength(50 * FRAME_BYTES);
  expect(opened.subarray(0, FRAME_BYTES).equals(framePcm("tab", 2 * FRAMES_PER_KEY))).toBe(true);
});

test("WHO-2 SEC-7 the label of a struck line goes with it, and no other voice gets its id, in a later host either", async () => {
  const store = await journalStore();
  const journal = Journal.create(store, SESSION, RECORD);
  journal.appendEvent(speaker(0, "s1"));
  journal.appendEvent(speaker(30, "s2"));
  const range = samplesOf(20, 40);
  journal.strikeSpan(range);
  await journal.close();

  const again = Journal.open(store, SESSION);

  expect(again.events.numbered(0, 2)).toMatchObject([
    speaker(0, "s1"),
    { event: "gap", data: { source: "tab", ...range, reason: "struck" } },
  ]);
  expect(again.voicesUsed).toBe(2);
  await again.close();
});

test("SEC-7 an interrupted strike loses no other frame, and is done again", async () => {
  const store = await journalStore();
  const journal = Journal.create(store, SESSION, RECORD);
  for (let seq = 0; seq < 40; seq += 1)
    journal.append("tab", { seq, firstSample: seq * 1600, ...frameAudio("tab", seq) });
  const folder = join(store.dataDirectory, "sessions", SESSION);
  const [before, keys] = [readFileSync(join(folder, "tab.frames")), readFileSync(join(folder, "tab.keys"))];
  journal.strikeSpan(samplesOf(30, 40));
  const after = readFileSync(join(folder, "tab.frames"));
  await journal.close();
  // As if it had died between the frames: some sealed again, the keys as they were.
  const half = before.length / 2;
  writeFileSync(join(folder, "tab.frames"), Buffer.concat([before.subarray(0, half), after.subarray(half)]));
  writeFileSync(join(folder, "tab.keys"), keys);

  const again = Journal.open(store, SESSION);
  again.strikeSpan(samplesOf(30, 40));

  for (let seq = 0; seq < 20; seq += 1)
    expect(Buffer.from(again.frame("tab", seq).base64, "base64").equals(framePcm("tab", seq))).toBe(true);
  for (let seq = 30; seq < 40; seq += 1)
    expect(Buffer.from(again.frame("tab", seq).base64, "base64").equals(SILENCE)).toBe(true);
  await again.close();
});
