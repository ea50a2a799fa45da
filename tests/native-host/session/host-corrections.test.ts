import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { EventData } from "../../../protocol/events.ts";
import type { Params } from "../../../protocol/requests.ts";
import type { TranscriptionSettings } from "../../../protocol/settings.ts";
import { framesPcm, SESSION } from "../frames.ts";
import { program, type RealHost, START, useRealHosts } from "../real-host.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const hosts = useRealHosts();
const SETTINGS = { ...START.settings, correction_model: "small" };

interface Correcting {
  readonly host: RealHost;
  readonly folder: string;
}

/** A host whose session wants corrections, with a sidecar of that manner. */
async function start(
  manner: string,
  settings: TranscriptionSettings = SETTINGS,
  acknowledges = true,
): Promise<Correcting> {
  const folder = temporaryFolder();
  const sidecar = program("correcting-sidecar", folder, manner);
  const host = hosts.start({ sidecar, acknowledges });
  const answer = await host.request("start_session", { ...START, settings });
  expect(answer).toMatchObject({ type: "response" });
  return { host, folder };
}

/** Resumes the session in a host of its own, as after a crash of the one before. */
async function resume({ host: { dataDirectory }, folder }: Correcting): Promise<RealHost> {
  const host = hosts.start({ sidecar: program("correcting-sidecar", folder, "answers"), dataDirectory });
  await host.request("resume_session", { session: SESSION, sources: ["tab", "mic"] });
  return host;
}

/** The whole lines: the sidecar may be writing one. */
function recorded<T>(folder: string, name: string): T[] {
  const path = join(folder, name);
  if (!existsSync(path)) return [];
  return readFileSync(path, "utf8")
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as T);
}

function requested(folder: string): Params<"correct_stretch">[] {
  return recorded(folder, "utterances.jsonl");
}

function corrections(host: RealHost): EventData<"corrected_text">[] {
  return host.events().flatMap((event) => (event.event === "corrected_text" ? [event.data] : []));
}

function stop(host: RealHost, tab: number) {
  return host.request("stop_session", { session: SESSION, next: { tab, mic: 0 } });
}

test("each closed utterance is transcribed again with its audio, its language and what was said before", async () => {
  const { host, folder } = await start("answers");
  host.sendFrames("tab", 0, 20);

  await stop(host, 20);

  const asked = requested(folder);
  expect(asked.map(({ pcm: _pcm, ...request }) => request)).toEqual([
    {
      session: SESSION,
      source: "tab",
      utterance: 0,
      model: "small",
      settings: SETTINGS,
      language: "en",
      context: "",
    },
    {
      session: SESSION,
      source: "tab",
      utterance: 16_000,
      model: "small",
      settings: SETTINGS,
      language: "en",
      context: "until frame 9",
    },
  ]);
  const received = Buffer.concat(asked.map(({ pcm }) => Buffer.from(pcm, "base64")));
  expect(received.equals(framesPcm("tab", 20))).toBe(true);
});

test("a correction is numbered, delivered after its final, and the stop waits for all of them", async () => {
  const { host } = await start("answers");
  host.sendFrames("tab", 0, 30);

  const answer = await stop(host, 30);

  expect(answer).toMatchObject({ type: "response", result: { coverage: { tab: { open: 0 } } } });
  expect(corrections(host)).toMatchObject([
    { utterance: 0, start_sample: 0, end_sample: 16_000, text: "better 0", language: "en", model: "small" },
    { utterance: 16_000, text: "better 16000" },
    { utterance: 32_000, text: "better 32000" },
  ]);
  const numbers = host
    .events()
    .flatMap(({ event, data }) =>
      event === "final_text" || event === "corrected_text" ? [data.number ?? -1] : [],
    );
  expect(numbers.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5]);
  await host.close();
  expect(existsSync(host.sessionFile(""))).toBe(false);
});

test("the user is shown how far the corrections are, and what the sidecar says of itself", async () => {
  const { host } = await start("waits");
  host.sendFrames("tab", 0, 20);

  await host.waitFor(
    (message) =>
      message.type === "event" &&
      message.event === "health" &&
      message.data.corrections?.left === 2 &&
      message.data.engine?.step === "full" &&
      message.data.coverage?.tab.final === 16_000,
  );

  expect(corrections(host)).toEqual([]);
});

test("without a model for it, or with the one that is active, nothing is transcribed again", async () => {
  for (const correction_model of [null, "demo"]) {
    const { host, folder } = await start("answers", { ...SETTINGS, correction_model });
    await host.event("health");
    await host.request("get_health", {});
    host.sendFrames("tab", 0, 20);

    await stop(host, 20);

    expect(requested(folder)).toEqual([]);
    expect(host.events().some(({ event, data }) => event === "health" && "corrections" in data)).toBe(false);
  }
});

test("IPC-11 a user who does not want to wait has what is there, and the session is over for good", async () => {
  const { host, folder } = await start("waits");
  host.sendFrames("tab", 0, 20);
  const stopped = stop(host, 20);
  await host.waitFor(() => requested(folder).length === 1 && host.finals("tab").length === 2);

  await host.request("update_settings", { settings: { ...SETTINGS, correction_model: null } });

  await expect(stopped).resolves.toMatchObject({ type: "response" });
  const { result } = (await host.request("list_sessions", {})) as { result?: object };
  expect(result).toEqual({ sessions: [] });
  expect(corrections(host)).toEqual([]);
});

test("a host that is killed makes no correction twice and forgets none", async () => {
  const correcting = await start("answers", SETTINGS, false);
  correcting.host.sendFrames("tab", 0, 20);
  await correcting.host.event("corrected_text", { utterance: 16_000 });
  await correcting.host.kill();

  const host = await resume(correcting);
  host.sendFrames("tab", 20, 30);
  await stop(host, 30);

  expect(requested(correcting.folder).map(({ utterance }) => utterance)).toEqual([0, 16_000, 32_000]);
  const delivered = corrections(host).map(({ utterance, number }) => [utterance, number]);
  expect(delivered.map(([utterance]) => utterance)).toEqual([0, 16_000, 32_000]);
  expect(new Set(delivered.map(([, number]) => number)).size).toBe(3);
});

test("what was not corrected before a crash is corrected by the next host", async () => {
  const correcting = await start("waits");
  correcting.host.sendFrames("tab", 0, 10);
  await correcting.host.event("speech_end");
  await correcting.host.kill();

  const host = await resume(correcting);
  await stop(host, 10);

  expect(corrections(host)).toMatchObject([{ text: "better 0" }]);
});

test("IPC-10 a sidecar that is lost over a correction is asked again in its next life", async () => {
  const { host, folder } = await start("dies-once");
  host.sendFrames("tab", 0, 10);

  await expect(stop(host, 10)).resolves.toMatchObject({ type: "response" });

  expect(requested(folder).map(({ utterance }) => utterance)).toEqual([0, 0]);
  expect(corrections(host)).toMatchObject([{ text: "better 0" }]);
  expect(host.errors()).toEqual([]);
});

test("IPC-10 corrections that end every sidecar are ended, not the session", async () => {
  const { host, folder } = await start("dies");
  host.sendFrames("tab", 0, 30);

  await expect(stop(host, 30)).resolves.toMatchObject({ type: "response" });

  expect(requested(folder).length).toBe(2);
  expect(host.finals("tab")).toEqual(["until frame 9", "until frame 19", "until frame 29"]);
  expect(host.errors()).toMatchObject([{ code: "sidecar_died", recoverable: true, session: SESSION }]);
});

test("a model that cannot be had is reported once and changes nothing else", async () => {
  const { host, folder } = await start("fails");
  host.sendFrames("tab", 0, 30);

  await expect(stop(host, 30)).resolves.toMatchObject({ type: "response" });

  expect(requested(folder).length).toBe(1);
  expect(host.errors()).toMatchObject([{ code: "model_not_found", recoverable: true, session: SESSION }]);
});

test("an utterance that cannot be decoded stays as it was; the others are corrected", async () => {
  const { host } = await start("cannot-decode");
  host.sendFrames("tab", 0, 20);

  await stop(host, 20);

  expect(corrections(host).map(({ utterance }) => utterance)).toEqual([16_000]);
  expect(host.errors()).toEqual([]);
});

test("STT-2 a new sidecar is sent the last audio on each source", async () => {
  const { host, folder } = await start("dies-once");
  host.sendFrames("tab", 0, 25);
  await stop(host, 25);

  const [first, second] = recorded<Params<"start_session">>(folder, "starts.jsonl");
  expect(first).not.toHaveProperty("recent");
  expect(second?.recent?.tab?.text).toMatch(/^until frame \d+$/);
  expect(second?.recent).toMatchObject({
    tab: { language: "en", end_sample: second?.settled?.tab },
    mic: null,
  });
});
