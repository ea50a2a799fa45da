import { randomUUID } from "node:crypto";
import { appendFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { frame, SESSION } from "../frames.ts";
import { program, type RealHost, START, useRealHosts } from "../real-host.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const hosts = useRealHosts();

/** Planted in every channel; they stand in no source of ours. */
const CANARY = "zebrafish marmalade";
const PARTS = /zebrafish|marmalade/iu;

/** Every line that a log or stderr of the host has with a planted word in it. */
function leaks(host: RealHost): string[] {
  const logs = filesBelow(join(host.dataDirectory, "logs")).map((file) => readFileSync(file, "utf8"));
  return [...logs, host.stderr]
    .join("\n")
    .split("\n")
    .filter((line) => PARTS.test(line));
}

/** What went to the extension beside captions and what answers by their own words. */
function wordsInErrors(host: RealHost): unknown[] {
  const captions = ["partial_text", "final_text", "corrected_text", "suppressed_text"];
  return host.messages.filter(
    (message) =>
      !("event" in message && captions.includes(message.event)) && PARTS.test(JSON.stringify(message)),
  );
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

function raw(method: string, params: object, more: object = {}): object {
  return { id: randomUUID(), type: "request", version: "1.0", method, params, ...more };
}

describe("SEC-2 no log, error or stderr of the host holds a word that was planted", () => {
  test("by a hostile sidecar, in captions, event names, versions, errors, answers, damaged lines and stderr", async () => {
    const settings = { ...START.settings, vocabulary: [CANARY, "zebrafish"], model: "local-zebrafish" };
    const host = hosts.start({ sidecar: program("hostile-sidecar", CANARY) });
    await host.request("start_session", { ...START, settings });

    host.sendFrames("mic", 0, 3);
    host.sendFrames("tab", 0, 3);
    await host.failure("transcription_failed");
    await host.request("list_models", {});
    host.send("remove_model", { model: "zebrafish" });
    await host.event("process_died");
    await host.close();

    expect(host.finals("mic")).toContain(CANARY);
    expect(wordsInErrors(host)).toEqual([]);
    expect(leaks(host)).toEqual([]);
    // The log did report it.
    expect(host.log()).toContain('"part":"model_failed"');
    expect(host.log()).toContain("corrupt line");
  });

  test("by malformed messages in the extension's place", async () => {
    const host = await hosts.startSession({ sidecar: program("echo-sidecar") });
    const { params } = { params: frame("mic", 0) };

    for (const message of [
      CANARY,
      { [CANARY]: CANARY },
      raw(CANARY, {}),
      raw("start_session", { ...START, session: CANARY }),
      raw("start_session", { ...START, settings: { ...START.settings, model: CANARY, [CANARY]: 1 } }),
      raw("start_session", { ...START, started_at: CANARY }),
      raw("process_audio_stream", { ...params, pcm: CANARY.padEnd(4268, "A") }),
      raw("process_audio_stream", { ...params, session: CANARY, source: CANARY, gap: CANARY }),
      raw("get_health", {}, { version: CANARY }),
      raw("get_health", {}, { id: CANARY }),
      { type: "event", event: CANARY, data: { text: CANARY } },
      { type: CANARY, text: CANARY },
    ])
      host.sendJson(message);
    for (const body of [CANARY, `{"text":"${CANARY}`, `["${CANARY}",`]) host.sendBody(Buffer.from(body));
    host.send("get_health", {});
    await host.failure("incompatible_protocol_version");
    await host.close();

    expect(wordsInErrors(host)).toEqual([]);
    expect(leaks(host)).toEqual([]);
    expect(host.log()).toContain("message refused");
  });

  test("in a configuration, a caller's name and a folder's name", async () => {
    const written = hosts.start({ sidecar: [], configuration: `{"extensionId": ${CANARY}}` });
    await written.failureOf("get_health");
    const keyed = hosts.start({
      sidecar: [],
      configuration: JSON.stringify({ [CANARY]: { [CANARY]: CANARY } }),
    });
    await keyed.failureOf("get_health");
    const called = hosts.start({ sidecar: [], origin: `chrome-extension://${CANARY}/` });
    await called.failureOf("get_health");
    const dataDirectory = temporaryFolder();
    mkdirSync(join(dataDirectory, "sessions", CANARY), { recursive: true });
    const missing = hosts.start({ sidecar: [`/nowhere/${CANARY}`, CANARY], dataDirectory });
    await missing.request("list_sessions", {});
    await missing.event("process_died");
    await missing.close();

    expect([written, keyed, called, missing].flatMap(wordsInErrors)).toEqual([]);
    expect([written, keyed, called].map(({ stderr }) => PARTS.test(stderr))).toEqual([false, false, false]);
    expect(leaks(missing)).toEqual([]);
  });

  test("in damaged records of a journal", async () => {
    const first = await hosts.startSession({ sidecar: program("talking-sidecar"), acknowledges: false });
    first.sendFrames("mic", 0, 3);
    await first.acknowledged("mic", 3);
    await first.kill();
    const { dataDirectory } = first;
    for (const name of [
      "events.records",
      "mic-breaks.records",
      "tab-breaks.records",
      "acknowledged",
      "session.record",
    ]) {
      const host = hosts.start({ sidecar: program("talking-sidecar"), dataDirectory });
      appendFileSync(
        first.sessionFile(name),
        `{"event":"final_text","data":{"text":"${CANARY}" ${CANARY}}\n`,
      );
      host.send("list_sessions", {});
      host.send("resume_session", { session: SESSION, sources: ["tab", "mic"] });
      host.sendFrames("mic", 3, 4);
      await host.close();

      expect(wordsInErrors(host)).toEqual([]);
      expect(leaks(host)).toEqual([]);
    }
  });

  test("in an error that nobody expected, whose text quotes what was being read", async () => {
    const host = await hosts.startSession({ sidecar: program("echo-sidecar") });
    const folder = join(host.dataDirectory, "sessions", SESSION);
    writeFileSync(join(folder, "lock.json"), `{"${CANARY}": ${CANARY}`);

    host.sendFrames("mic", 0, 2);
    host.send("list_sessions", {});
    host.send("delete_session", { session: SESSION });
    await host.close();

    expect(wordsInErrors(host)).toEqual([]);
    expect(leaks(host)).toEqual([]);
  });
});
