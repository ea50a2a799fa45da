import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { journalError } from "../../../native-host/disk/storage.ts";
import { Journal } from "../../../native-host/journal/journal.ts";
import { DEFAULT_TRANSCRIPTION_SETTINGS } from "../../../protocol/settings.ts";
import { frameAudio, framePcm, framesPcm, SESSION } from "../frames.ts";
import { journalStore } from "../keys/opened-keys.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { storedPcm } from "./stored-audio.ts";

const RECORD = { started_at: "2026-11-22T09:00:00Z", settings: DEFAULT_TRANSCRIPTION_SETTINGS };

function fill(journal: Journal, count: number): void {
  for (let seq = 0; seq < count; seq += 1) {
    journal.append("tab", { seq, firstSample: seq * 1600, ...frameAudio("tab", seq) });
  }
}

function final(start_sample: number, end_sample: number) {
  const at = { session: SESSION, source: "tab" as const, utterance: start_sample, start_sample, end_sample };
  return { event: "final_text" as const, data: { ...at, revision: 2, text: "x", language: null } };
}

test("IPC-5 only the wanted frame is stored; a duplicate and an early one change nothing", async () => {
  const journal = Journal.create(await journalStore(), SESSION, RECORD);
  fill(journal, 2);

  const outcomes = [0, 1, 3, 2].map((seq) =>
    journal.append("tab", { seq, firstSample: seq * 1600, ...frameAudio("tab", seq) }),
  );

  expect(outcomes).toEqual(["duplicate", "duplicate", "early", "stored"]);
  expect(journal.next).toEqual({ tab: 3, mic: 0 });
});

test("a frame comes back as it was stored, from memory and from the disk", async () => {
  const journal = Journal.create(await journalStore(), SESSION, RECORD);
  fill(journal, 150);

  for (const seq of [0, 49, 50, 149]) {
    expect(Buffer.from(journal.frame("tab", seq).base64, "base64").equals(framePcm("tab", seq))).toBe(true);
  }
});

test("IPC-5 a frame that was being written when the host died is removed and wanted again", async () => {
  const dataDirectory = temporaryFolder();
  const died = Journal.create(await journalStore(dataDirectory), SESSION, RECORD);
  fill(died, 3);
  await died.close();
  const path = join(dataDirectory, "sessions", SESSION, "tab.frames");
  appendFileSync(path, framePcm("tab", 3).subarray(0, 1000));

  const journal = Journal.open(await journalStore(dataDirectory), SESSION);
  journal.append("tab", { seq: 3, firstSample: 4800, ...frameAudio("tab", 3) });

  expect(journal.next.tab).toBe(4);
  expect((await storedPcm(dataDirectory, "tab")).equals(framesPcm("tab", 4))).toBe(true);
});

test("where the source paused is known after a restart, even when the last record is torn", async () => {
  const dataDirectory = temporaryFolder();
  const died = Journal.create(await journalStore(dataDirectory), SESSION, RECORD);
  died.append("mic", { seq: 0, firstSample: 48_000, ...frameAudio("mic", 0) });
  died.append("mic", { seq: 1, firstSample: 96_000, ...frameAudio("mic", 1) });
  await died.close();
  appendFileSync(join(dataDirectory, "sessions", SESSION, "mic-breaks.records"), "2 0 - c2Vx");

  const journal = Journal.open(await journalStore(dataDirectory), SESSION);
  journal.append("mic", { seq: 2, firstSample: 200_000, ...frameAudio("mic", 2) });
  await journal.close();

  const again = Journal.open(await journalStore(dataDirectory), SESSION);
  expect([0, 1, 2].map((seq) => again.firstSample("mic", seq))).toEqual([48_000, 96_000, 200_000]);
});

test("a resumed session goes on at the frame boundary at or before its last final", async () => {
  const dataDirectory = temporaryFolder();
  const died = Journal.create(await journalStore(dataDirectory), SESSION, RECORD);
  fill(died, 10);
  died.appendEvent(final(0, 8000));
  died.appendEvent(final(8000, 12_000));
  await died.close();

  const journal = Journal.open(await journalStore(dataDirectory), SESSION);

  expect(journal.resumeFrom).toEqual({ tab: 7, mic: 0 });
  expect(journal.record).toEqual(RECORD);
  expect(journal.events.numbered(0, 9)).toEqual([final(0, 8000), final(8000, 12_000)]);
});

test("the lag is what is stored and not covered by a final or a verdict of silence", async () => {
  const journal = Journal.create(await journalStore(), SESSION, RECORD);
  fill(journal, 10);

  journal.appendEvent(final(0, 12_000));

  expect(journal.lagSamples("tab")).toBe(4000);
  expect(journal.lagSamples("mic")).toBe(0);
});

test("a deleted journal leaves nothing behind", async () => {
  const dataDirectory = temporaryFolder();
  const journal = Journal.create(await journalStore(dataDirectory), SESSION, RECORD);
  fill(journal, 2);
  await journal.files.sync();
  await journal.close();

  journal.delete();

  expect(existsSync(join(dataDirectory, "sessions", SESSION))).toBe(false);
});

test.skipIf(process.platform !== "linux")(
  "IPC-5 a full disk is named, and the frame counts as not stored",
  async () => {
    const dataDirectory = temporaryFolder();
    const folder = join(dataDirectory, "sessions", SESSION);
    mkdirSync(folder, { recursive: true });
    symlinkSync("/dev/full", join(folder, "tab.frames"));
    const journal = Journal.create(await journalStore(dataDirectory), SESSION, RECORD);

    const codes: string[] = [];
    try {
      fill(journal, 1);
    } catch (error) {
      codes.push(journalError(error).code);
    }

    expect(codes).toEqual(["disk_full"]);
    expect(journal.next.tab).toBe(0);
  },
);

test("a span comes back to the sample, from the middle of a frame and across a jitter of the clock", async () => {
  const journal = Journal.create(await journalStore(), SESSION, RECORD);
  journal.append("tab", { seq: 0, firstSample: 0, ...frameAudio("tab", 0) });
  journal.append("tab", { seq: 1, firstSample: 1610, ...frameAudio("tab", 1) });

  const span = journal.span("tab", 1500, 1710);

  const parts = [framePcm("tab", 0).subarray(3000), Buffer.alloc(20), framePcm("tab", 1).subarray(0, 200)];
  expect(span.equals(Buffer.concat(parts))).toBe(true);
});

// What a process has open is read in /proc.
test.runIf(process.platform === "linux").each(["events.records", "mic.frames", "acknowledged"])(
  "a folder whose %s cannot be opened is left as it was: nothing open, not locked",
  async (name) => {
    const dataDirectory = temporaryFolder();
    const folder = join(dataDirectory, "sessions", SESSION);
    const store = await journalStore(dataDirectory);
    await Journal.create(store, SESSION, RECORD).close();
    rmSync(join(folder, name));
    mkdirSync(join(folder, name));

    expect(() => Journal.open(store, SESSION)).toThrow(/EISDIR/u);
    await expect.poll(() => openWithin(folder)).toEqual([]);
    expect(existsSync(join(folder, "lock.json"))).toBe(false);
  },
);

/** What this process has open in a folder. */
function openWithin(folder: string): string[] {
  return readdirSync("/proc/self/fd").flatMap((descriptor) => {
    try {
      const path = readlinkSync(join("/proc/self/fd", descriptor));
      return path.startsWith(folder) ? [path] : [];
    } catch {
      // It was closed meanwhile, as the one that lists them is.
      return [];
    }
  });
}
