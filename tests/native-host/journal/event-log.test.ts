import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { EventLog, readSettled } from "../../../native-host/journal/event-log.ts";
import { SessionFiles } from "../../../native-host/journal/session-files.ts";
import { FolderSeal } from "../../../native-host/keys/sealing.ts";
import { SESSION } from "../frames.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const SEAL = new FolderSeal(SESSION, Buffer.alloc(32, 7));

function openLog(folder = temporaryFolder(), maxBytes?: number) {
  const files = new SessionFiles(folder);
  const log = new EventLog(files.events, SEAL, maxBytes);
  return { log, close: () => files.close() };
}

function gap(start_sample: number) {
  const data = { session: SESSION, source: "mic" as const, start_sample, end_sample: start_sample + 1600 };
  return { event: "gap" as const, data: { ...data, reason: "muted" as const } };
}

test("SEC-2 the file is bounded: what a mad sidecar says beyond is named and not kept", () => {
  const { log } = openLog(temporaryFolder(), 1000);
  const keepAll = (): void => {
    for (let index = 0; index < 100; index += 1) log.append(gap(index * 1600));
  };

  expect(keepAll).toThrow(expect.objectContaining({ code: "journal_unwritable" }) as Error);
  expect(log.nextNumber).toBeLessThan(10);
});

test("a gap settles nothing: the audio before it may still wait for its transcription", () => {
  const { log } = openLog();

  log.append(gap(16_000));

  expect(log.settled("mic")).toBe(0);
});

test("a mark that is ahead of its events, or was torn, means that nothing is acknowledged", async () => {
  const folder = temporaryFolder();
  const { log, close } = openLog(folder);
  log.append(gap(0));
  log.acknowledge(7);
  await close();

  expect(openLog(folder).log.acknowledged).toBe(0);
});

function text(event: "corrected_text" | "suppressed_text") {
  const at = { session: SESSION, source: "tab" as const, utterance: 0, revision: 0 };
  const said = { ...at, start_sample: 0, end_sample: 1600, text: "x", language: null };
  return event === "corrected_text"
    ? { event, data: { ...said, model: "small" } }
    : { event, data: { ...said, reason: "silence" as const } };
}

test("STT-2 a correction and suppressed words have numbers and settle nothing", async () => {
  const folder = temporaryFolder();
  const { log, close } = openLog(folder);

  const numbers = [log.append(text("corrected_text")), log.append(text("suppressed_text"))];
  const settled = log.settled("tab");
  await close();

  expect(numbers).toEqual([0, 1]);
  expect(settled).toBe(0);
  expect(readSettled(folder, SEAL).tab).toBe(0);
});

test("WHO-2 a label has a number and settles nothing, and the ids that were given are known after a restart", async () => {
  const folder = temporaryFolder();
  const { log, close } = openLog(folder);
  const { data } = text("corrected_text");
  const { session, source, utterance, revision, start_sample, end_sample } = data;
  const line = { session, source, utterance, revision, start_sample, end_sample };
  const label = (speaker: string) => ({ event: "speaker" as const, data: { ...line, speaker } });

  const numbers = ["s2", "s12", "s1"].map((id) => log.append(label(id)));
  await close();
  const { log: again } = openLog(folder);

  expect(numbers).toEqual([0, 1, 2]);
  expect(again.numbered(0, 3)).toEqual([label("s2"), label("s12"), label("s1")]);
  expect([again.voicesUsed, again.settled("tab")]).toEqual([12, 0]);
});

test("whoever observes receives what was kept before, by an earlier host too, and what comes", async () => {
  const folder = temporaryFolder();
  const before = openLog(folder);
  before.log.append(gap(0));
  await before.close();
  const { log } = openLog(folder);
  log.append(gap(1600));
  const received: number[] = [];

  log.observe(({ data }) => void received.push(data.start_sample));
  log.append(gap(3200));

  expect(received).toEqual([0, 1600, 3200]);
});

test("SEC-7 events that were rewritten keep their numbers, and a copy of the old file opens no more", async () => {
  const folder = temporaryFolder();
  const path = join(folder, "events.records");
  const { log, close } = openLog(folder);
  log.append(text("suppressed_text"));
  log.append(gap(1600));
  const copy = readFileSync(path);

  log.rewrite((event) => (event.event === "suppressed_text" ? gap(0) : event));
  log.append(gap(3200));
  const numbered = log.numbered(0, 3);
  await close();

  expect(numbered).toEqual([gap(0), gap(1600), gap(3200)]);
  const again = openLog(folder);
  expect(again.log.numbered(0, 3)).toEqual(numbered);
  await again.close();
  writeFileSync(path, copy);
  expect(openLog(folder).log.isEmpty).toBe(true);
});
