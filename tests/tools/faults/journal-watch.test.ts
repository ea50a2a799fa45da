import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { Journal } from "../../../native-host/journal/journal.ts";
import { FRAME_BYTES } from "../../../protocol/audio.ts";
import { DEFAULT_TRANSCRIPTION_SETTINGS } from "../../../protocol/settings.ts";
import { JournalWatch } from "../../../tools/faults/watch/journal-watch.ts";
import { eventually } from "../../eventually.ts";
import { frameAudio, framePcm, SESSION } from "../../native-host/frames.ts";
import { journalStore } from "../../native-host/keys/opened-keys.ts";

const RECORD = { started_at: "2026-11-22T09:00:00Z", settings: DEFAULT_TRANSCRIPTION_SETTINGS };

test("IPC-10 the suite's undisturbed run gets every frame in its place, lost time as it was", async () => {
  const store = await journalStore();
  const watch = new JournalWatch(store.dataDirectory);
  onTestFinished(() => watch.close());
  const journal = Journal.create(store, SESSION, RECORD);
  journal.append("tab", { seq: 0, firstSample: 480, ...frameAudio("tab", 0) });
  journal.append("tab", { seq: 1, firstSample: 2080, ...frameAudio("tab", 1) });
  journal.append("tab", { seq: 2, firstSample: 4640, ...frameAudio("tab", 2) }, "overload");
  appendFileSync(join(store.dataDirectory, "sessions", SESSION, "tab.frames"), Buffer.alloc(7));

  await eventually(() => expect(watch.fingerprints("tab")).toHaveLength(3));
  await journal.close();
  journal.delete();

  const placed = watch.placedFrames("tab");
  expect(placed.map(({ firstSample }) => firstSample)).toEqual([480, 2080, 4640]);
  expect(placed.map(({ isAfterLostTime }) => isAfterLostTime)).toEqual([false, false, true]);
  expect(placed.map(({ pcm }) => pcm.length)).toEqual([FRAME_BYTES, FRAME_BYTES, FRAME_BYTES]);
  expect(placed[1]?.pcm.equals(framePcm("tab", 1))).toBe(true);
});
