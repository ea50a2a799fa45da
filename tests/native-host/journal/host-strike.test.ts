import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { DurableFile } from "../../../native-host/disk/durable-files.ts";
import { EventLog } from "../../../native-host/journal/event-log.ts";
import { Journal } from "../../../native-host/journal/journal.ts";
import type { JournalEvent } from "../../../native-host/journal/journal-event.ts";
import { SessionFiles } from "../../../native-host/journal/session-files.ts";
import { KeySlots } from "../../../native-host/keys/key-slots.ts";
import { openSeal } from "../../../native-host/keys/sealing.ts";
import { FRAME_BYTES, FRAME_SAMPLES } from "../../../protocol/audio.ts";
import type { EventData } from "../../../protocol/events.ts";
import { frameAudio, framePcm, SESSION } from "../frames.ts";
import { journalStore, openedKeys } from "../keys/opened-keys.ts";
import { program, type RealHost, START, useRealHosts } from "../real-host.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const hosts = useRealHosts();
const SECOND = 16_000;
/** Utterances are a second each: this one reaches into the second and strikes the third. */
const STRIKE = { session: SESSION, start_sample: 1.5 * SECOND, end_sample: 3 * SECOND };
const STRUCK = { start_sample: SECOND, end_sample: 3 * SECOND, reason: "struck" } as const;
const SILENCE = Buffer.alloc(FRAME_BYTES);

function gaps(host: RealHost): EventData<"gap">[] {
  return host.events().flatMap((event) => (event.event === "gap" ? [event.data] : []));
}

async function events(dataDirectory: string): Promise<JournalEvent[]> {
  const folder = join(dataDirectory, "sessions", SESSION);
  const seal = openSeal(folder, SESSION, (await openedKeys(dataDirectory)).get(SESSION).journal);
  const files = new SessionFiles(folder);
  const log = new EventLog(files.events, seal);
  const stored: JournalEvent[] = [];
  log.observe((event) => void stored.push(event));
  await files.close();
  return stored;
}

function texts(stored: readonly JournalEvent[]): string[] {
  return stored.flatMap((event) => (event.event === "final_text" ? [event.data.text] : []));
}

async function recognised(host: RealHost, frames: number): Promise<void> {
  host.sendFrames("tab", 0, frames);
  await host.event("final_text", { text: `until frame ${frames - 1}` });
  // Before its end has come too, the last utterance is not settled, and another sidecar recognises it again.
  await host.event("speech_end", { end_sample: frames * FRAME_SAMPLES });
}

test("SEC-7 a strike deletes words and audio, whole lines of them, and leaves a gap of each source", async () => {
  const recordings = temporaryFolder();
  const host = await hosts.startSession({
    sidecar: program("echo-sidecar", recordings),
    acknowledges: false,
  });
  await recognised(host, 30);

  const answer = await host.request("strike", STRIKE);
  host.sendFrames("tab", 30, 40);
  await host.event("final_text", { text: "until frame 39" });

  expect(answer).toMatchObject({ type: "response", result: { session: SESSION } });
  expect(gaps(host)).toContainEqual(expect.objectContaining({ source: "tab", ...STRUCK }));
  expect(gaps(host)).toContainEqual(
    expect.objectContaining({ source: "mic", reason: "struck", end_sample: 3 * SECOND }),
  );
  const stored = await host.storedPcm("tab");
  for (let seq = 0; seq < 40; seq += 1) {
    const pcm = stored.subarray(seq * FRAME_BYTES, (seq + 1) * FRAME_BYTES);
    expect(pcm.equals(seq < 10 || seq >= 30 ? framePcm("tab", seq) : SILENCE), `frame ${seq}`).toBe(true);
  }
  await host.kill();
  expect(texts(await events(host.dataDirectory))).toEqual(["until frame 9", "until frame 39"]);
});

test("SEC-7 what of a struck span comes later is silence before it is stored", async () => {
  const host = await hosts.startSession({ sidecar: program("silent-sidecar") });
  host.sendFrames("mic", 0, 5);

  await host.request("strike", { ...STRIKE, start_sample: 0, end_sample: SECOND });
  host.sendFrames("mic", 5, 12);
  await host.acknowledged("mic", 12);

  const stored = await host.storedPcm("mic");
  expect(stored.subarray(0, 10 * FRAME_BYTES).equals(Buffer.alloc(10 * FRAME_BYTES))).toBe(true);
  expect(stored.subarray(10 * FRAME_BYTES, 11 * FRAME_BYTES).equals(framePcm("mic", 10))).toBe(true);
});

test("SEC-7 numbers stay: what was not acknowledged is sent again, its struck lines as gaps", async () => {
  const host = await hosts.startSession({ sidecar: program("echo-sidecar"), acknowledges: false });
  await recognised(host, 30);
  await host.request("strike", STRIKE);
  await host.kill();

  const next = hosts.start({ sidecar: program("echo-sidecar"), dataDirectory: host.dataDirectory });
  await next.request("resume_session", { session: SESSION, sources: ["tab", "mic"] });
  await next.request("stop_session", { session: SESSION, next: { tab: 30, mic: 0 } });

  expect(next.finals("tab")).toEqual(["until frame 9"]);
  const numbers = next.events().flatMap(({ data }) => ("number" in data ? [data.number] : []));
  expect(new Set(numbers)).toEqual(new Set([0, 1, 2, 3, 4]));
  expect(existsSync(next.sessionFile("session.record"))).toBe(false);
});

test("SEC-7 a strike that comes twice, and one before anything was recognised, change nothing more", async () => {
  const host = await hosts.startSession({ sidecar: program("echo-sidecar") });

  await host.request("strike", { session: SESSION, start_sample: 0, end_sample: 0 });
  await recognised(host, 20);
  await host.request("strike", { ...STRIKE, start_sample: SECOND, end_sample: 2 * SECOND });
  const reported = gaps(host).length;
  await host.request("strike", { ...STRIKE, start_sample: SECOND, end_sample: 2 * SECOND });
  host.sendFrames("tab", 20, 30);
  await host.event("final_text", { text: "until frame 29" });

  expect(gaps(host)).toHaveLength(reported);
});

test("SEC-7 the sidecar that recognised it is replaced, and nobody is notified of a failure", async () => {
  const host = await hosts.startSession({ sidecar: program("echo-sidecar") });
  await recognised(host, 30);

  await host.request("strike", STRIKE);
  host.sendFrames("tab", 30, 40);
  await host.event("final_text", { text: "until frame 39" });

  const health = await host.request("get_health", {});
  expect(health).toMatchObject({ result: { recogniser: { state: "running", error: null } } });
  expect(host.events().filter(({ event }) => event === "process_died")).toEqual([]);
  expect(host.errors()).toEqual([]);
});

test("SEC-7 a correction under way of a struck line is not taken, and the others go on", async () => {
  const folder = temporaryFolder();
  const host = hosts.start({ sidecar: program("correcting-sidecar", folder, "answers") });
  const settings = { ...START.settings, correction_model: "small" };
  await host.request("start_session", { ...START, settings });
  await recognised(host, 30);
  await host.request("strike", STRIKE);
  const struckAt = host.messages.length;
  host.sendFrames("tab", 30, 40);

  await host.request("stop_session", { session: SESSION, next: { tab: 40, mic: 0 } });

  const later = host.messages.slice(struckAt);
  const corrected = later.flatMap((message) =>
    message.type === "event" && message.event === "corrected_text" ? [message.data.utterance] : [],
  );
  expect(corrected.filter((utterance) => utterance >= SECOND && utterance < 3 * SECOND)).toEqual([]);
  expect(corrected).toContain(3 * SECOND);
});

test("SEC-7 a host that died after its plan is followed by one that finishes the strike", async () => {
  const host = await hosts.startSession({ sidecar: program("echo-sidecar"), acknowledges: false });
  await recognised(host, 30);
  await host.kill();
  const store = { dataDirectory: host.dataDirectory, keys: await openedKeys(host.dataDirectory) };
  const planned = Journal.open(store, SESSION);
  planned.planStrike(STRIKE);
  await planned.close();

  const next = hosts.start({ sidecar: program("echo-sidecar"), dataDirectory: host.dataDirectory });
  const resumed = await next.request("resume_session", { session: SESSION, sources: ["tab", "mic"] });
  await next.event("gap", { source: "mic", reason: "struck" });

  const { start_sample, end_sample } = STRIKE;
  expect(resumed).toMatchObject({ result: { struck: [{ start_sample, end_sample }] } });

  expect(next.finals("tab")).toEqual(["until frame 9"]);
  const stored = await next.storedPcm("tab");
  expect(stored.subarray(10 * FRAME_BYTES, 30 * FRAME_BYTES).equals(Buffer.alloc(20 * FRAME_BYTES))).toBe(
    true,
  );
});

test("SEC-7 no key that is left opens a struck line in a copy of the folder", async () => {
  const store = await journalStore();
  const journal = Journal.create(store, SESSION, {
    started_at: START.started_at,
    settings: START.settings,
  });
  for (let seq = 0; seq < 30; seq += 1)
    journal.append("tab", { seq, firstSample: seq * FRAME_SAMPLES, ...frameAudio("tab", seq) });
  const of = { session: SESSION, source: "tab" as const, utterance: SECOND, revision: 1 };
  const line = { ...of, start_sample: SECOND, end_sample: 2 * SECOND, text: "the secret", language: "en" };
  journal.appendEvent({ event: "final_text", data: line });
  const folder = join(store.dataDirectory, "sessions", SESSION);
  const before = new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));

  journal.planStrike(STRIKE);
  journal.strikeSpan(STRIKE);
  await journal.close();

  expect(texts(await events(store.dataDirectory))).toEqual([]);
  const records = before.get("events.records")?.toString() ?? "";
  const seal = openSeal(folder, SESSION, store.keys.get(SESSION).journal);
  const keyFile = new DurableFile(join(folder, "events.keys"));
  const slots = new KeySlots(keyFile, "events keys", seal);
  const [index = "", , label = "", sealed = ""] = records.trim().split(" ");
  const keys = Array.from({ length: slots.count }, (_, generation) => slots.get(generation)).flat();
  await keyFile.close();
  expect(keys.length).toBeGreaterThan(0);
  for (const key of keys)
    expect(seal.unseal(`events ${index} ${label}`, Buffer.from(sealed, "base64"), key)).toBeNull();
});
