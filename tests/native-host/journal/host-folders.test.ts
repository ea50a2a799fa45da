import { randomUUID } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Journal } from "../../../native-host/journal/journal.ts";
import { frame, framesPcm, SESSION } from "../frames.ts";
import { journalStore } from "../keys/opened-keys.ts";
import { program, type RealHost, START, useRealHosts } from "../real-host.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const hosts = useRealHosts();
const ECHO = { sidecar: program("echo-sidecar") };

/** A host that was killed in the middle of a session. @returns its data directory */
async function cutOff(frames: number): Promise<string> {
  const host = await hosts.startSession({ ...ECHO, acknowledges: false });
  host.sendFrames("tab", 0, frames);
  await host.acknowledged("tab", frames);
  const utterances = Math.floor(frames / 10);
  if (utterances > 0) await host.event("speech_end", { end_sample: utterances * 16_000 });
  await host.kill();
  return host.dataDirectory;
}

/** The ids that the host reports. */
async function unfinished(host: RealHost): Promise<unknown> {
  const answer = await host.request("list_sessions", {});
  return answer.type === "response" ? answer.result["sessions"] : answer;
}

/** A folder as a host leaves it that was killed right after it began. */
async function addSession(
  dataDirectory: string,
  session: string,
  { settings, started_at }: Pick<typeof START, "settings"> & { readonly started_at: string },
): Promise<string> {
  const journal = Journal.create(await journalStore(dataDirectory), session, { started_at, settings });
  await journal.close();
  return join(dataDirectory, "sessions", session);
}

test("UI-5 an interrupted session is reported, with its frames and its lag", async () => {
  const host = hosts.start({ ...ECHO, dataDirectory: await cutOff(25) });

  await expect(unfinished(host)).resolves.toEqual([
    {
      session: SESSION,
      started_at: START.started_at,
      next: { tab: 25, mic: 0 },
      lag_samples: { tab: 8000, mic: 0 },
    },
  ]);
});

test("UI-5 it is resumed, stopped with what is on disk, and then gone", async () => {
  const host = hosts.start({ ...ECHO, dataDirectory: await cutOff(30) });

  const resumed = await host.request("resume_session", { session: SESSION, sources: ["tab", "mic"] });
  const whileRunning = await unfinished(host);
  const stopped = await host.request("stop_session", { session: SESSION, next: { tab: 30, mic: 0 } });
  await host.waitFor(() => !existsSync(host.sessionFile("")));

  expect(resumed).toMatchObject({ result: { next: { tab: 30, mic: 0 } } });
  expect(whileRunning).toEqual([]);
  expect(stopped).toMatchObject({ type: "response" });
  expect(host.finals("tab")).toEqual(["until frame 9", "until frame 19", "until frame 29"]);
  await expect(unfinished(host)).resolves.toEqual([]);
});

test("UI-5 STT-5 it is transcribed in its own language by the model of today, as that of its day may be gone", async () => {
  const dataDirectory = temporaryFolder();
  const recordings = temporaryFolder();
  const stored = { ...START.settings, model: "gone-model", language: "ja" };
  await addSession(dataDirectory, SESSION, { ...START, settings: stored });
  const host = hosts.start({ sidecar: program("echo-sidecar", recordings), dataDirectory });

  await host.request("update_settings", { settings: { ...START.settings, model: "tiny" } });
  await host.request("resume_session", { session: SESSION, sources: ["tab", "mic"] });
  await host.request("stop_session", { session: SESSION, next: { tab: 0, mic: 0 } });

  const given: unknown = JSON.parse(readFileSync(join(recordings, "settings.json"), "utf8"));
  expect(given).toEqual({ ...stored, model: "tiny" });
});

test("UI-5 the oldest come first, a hundred at a time, and folders that are no session are passed over", async () => {
  const dataDirectory = temporaryFolder();
  const ids = Array.from({ length: 103 }, () => randomUUID());
  for (const [index, id] of ids.toReversed().entries()) {
    const started_at = new Date(Date.UTC(2026, 0, 200 - index)).toISOString();
    await addSession(dataDirectory, id, { ...START, started_at });
  }
  const torn = await addSession(dataDirectory, randomUUID(), {
    ...START,
    started_at: "2020-01-01T00:00:00Z",
  });
  truncateSync(join(torn, "session.record"), 20);
  const others = ["not-a-session", randomUUID()];
  for (const name of others) mkdirSync(join(dataDirectory, "sessions", name));
  const host = hosts.start({ ...ECHO, dataDirectory });

  const reported = (await unfinished(host)) as { session: string }[];

  expect(reported.map(({ session }) => session)).toEqual(ids.slice(0, 100));
  expect(readdirSync(join(dataDirectory, "sessions"))).toHaveLength(103 + 1 + 2);
  expect(host.log().match(/session cannot be read/g)).toHaveLength(2);
});

test("UI-5 a session that another living host works on is neither reported nor deleted", async () => {
  const working = await hosts.startSession(ECHO);
  working.sendFrames("tab", 0, 3);
  await working.acknowledged("tab", 3);
  const other = hosts.start({ ...ECHO, dataDirectory: working.dataDirectory });

  const deleted = await other.request("delete_session", { session: SESSION });

  await expect(unfinished(other)).resolves.toEqual([]);
  expect(deleted).toMatchObject({ error: { code: "session_already_running" } });
  expect((await working.storedPcm("tab")).equals(framesPcm("tab", 3))).toBe(true);
});

const A_MINUTE_AGO = Date.now() / 1000 - 61;

test.each([
  ["of a process that is no more", {}, null],
  ["from before the machine was started", { pid: process.pid, booted_at_ms: 0 }, null],
  ["whose number another process has by now", { pid: process.pid }, A_MINUTE_AGO],
])("UI-5 a lock %s holds nobody up", async (_whose, changes, shownAt) => {
  const dataDirectory = await cutOff(3);
  const path = join(dataDirectory, "sessions", SESSION, "lock.json");
  const left: unknown = JSON.parse(readFileSync(path, "utf8"));
  writeFileSync(path, JSON.stringify(Object.assign({}, left, changes)));
  if (shownAt !== null) utimesSync(path, shownAt, shownAt);
  const host = hosts.start({ ...ECHO, dataDirectory });

  await expect(unfinished(host)).resolves.toMatchObject([{ session: SESSION }]);
});

test("a host whose session was taken over leaves the folder to the new one", async () => {
  const old = await hosts.startSession({ ...ECHO, acknowledges: false });
  old.sendFrames("tab", 0, 10);
  await old.acknowledged("tab", 10);
  await old.event("final_text");
  const host = hosts.start({ ...ECHO, dataDirectory: old.dataDirectory });
  const resumed = await host.request("resume_session", { session: SESSION, sources: ["tab"] });

  const oldStop = old.request("stop_session", { session: SESSION, next: { tab: 10, mic: 0 } });
  old.send("acknowledge_events", { session: SESSION, next_number: 1 });
  await oldStop;
  await old.close();
  host.sendFrames("tab", 10, 20);
  await host.acknowledged("tab", 20);

  expect(resumed).toMatchObject({ result: { next: { tab: 10 } } });
  expect((await host.storedPcm("tab")).equals(framesPcm("tab", 20))).toBe(true);
  expect(existsSync(host.sessionFile("lock.json"))).toBe(true);
});

test("a deleted session is gone, and deleting it twice is no error; a running one stays", async () => {
  const host = hosts.start({ ...ECHO, dataDirectory: await cutOff(3) });

  const answers = [
    await host.request("delete_session", { session: SESSION }),
    await host.request("delete_session", { session: SESSION }),
  ];
  const running = randomUUID();
  await host.request("start_session", { ...START, session: running });
  const refused = await host.request("delete_session", { session: running });

  expect(answers).toMatchObject([{ type: "response" }, { type: "response" }]);
  expect(refused).toMatchObject({ error: { code: "session_already_running" } });
  expect(existsSync(host.sessionFile("tab.frames"))).toBe(false);
  expect(existsSync(host.sessionFile(`../${running}/tab.frames`))).toBe(true);
});

test("UI-5 an abandoned session stays, its stop says so, and the next session can begin at once", async () => {
  const host = await hosts.startSession({ ...ECHO, acknowledges: false });
  host.sendFrames("tab", 0, 10);
  await host.event("speech_end");
  const stopped = host.request("stop_session", { session: SESSION, next: { tab: 20, mic: 0 } });
  const ended = host.request("end_of_source", { session: SESSION, source: "mic", next_seq: 5 });

  const abandoned = await host.request("abandon_session", { session: SESSION });
  const next = await host.request("start_session", { ...START, session: randomUUID() });

  expect(abandoned).toMatchObject({ type: "response", result: { session: SESSION } });
  await expect(stopped).resolves.toMatchObject({ error: { code: "session_unknown", session: SESSION } });
  await expect(ended).resolves.toMatchObject({ error: { code: "session_unknown", session: SESSION } });
  expect(next).toMatchObject({ type: "response" });
  await expect(unfinished(host)).resolves.toMatchObject([{ session: SESSION, next: { tab: 10, mic: 0 } }]);
});

test("an abandoned session goes on where it was, in the same host", async () => {
  const host = await hosts.startSession(ECHO);
  host.sendFrames("tab", 0, 10);
  await host.event("speech_end");
  await host.request("abandon_session", { session: SESSION });

  await host.request("resume_session", { session: SESSION, sources: ["tab"] });
  host.sendFrames("tab", 10, 20);
  await host.request("stop_session", { session: SESSION, next: { tab: 20, mic: 0 } });

  expect(host.finals("tab")).toEqual(["until frame 9", "until frame 19"]);
});

test("a session without any audio leaves nothing when it is abandoned", async () => {
  const host = await hosts.startSession(ECHO);

  await host.request("abandon_session", { session: SESSION });

  expect(existsSync(host.sessionFile(""))).toBe(false);
});

test("a session whose record was torn can neither be resumed nor keep another from running", async () => {
  const dataDirectory = await cutOff(3);
  truncateSync(join(dataDirectory, "sessions", SESSION, "session.record"), 10);
  const host = hosts.start({ ...ECHO, dataDirectory });

  const resumed = await host.request("resume_session", { session: SESSION, sources: ["tab"] });
  const other = randomUUID();
  await host.request("start_session", { ...START, session: other });
  const answer = await host.request("process_audio_stream", frame("tab", 0, SESSION));

  expect(resumed).toMatchObject({ error: { code: "session_unknown" } });
  expect(answer).toMatchObject({ error: { code: "session_unknown" } });
  expect((await host.storedPcm("tab")).equals(framesPcm("tab", 3))).toBe(true);
});
