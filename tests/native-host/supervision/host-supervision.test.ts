import { beforeEach, describe, expect, test } from "vitest";
import { PROTOCOL_VERSION } from "../../../protocol/version.ts";
import { framesPcm, SESSION } from "../frames.ts";
import { type RealHost, START, useRealHosts } from "../real-host.ts";
import { AilingSidecar, audioFrom, deaths, sidecarReport, sidecarStates } from "./ailing-sidecar.ts";

const hosts = useRealHosts();

const STOP = { session: SESSION, next: { tab: 40, mic: 0 } };
const ALL_FINALS = [9, 19, 29, 39].map((seq) => `until frame ${seq}`);

let sidecar: AilingSidecar;

beforeEach(() => {
  sidecar = new AilingSidecar();
});

/** A session of 40 frames from start to stop, whatever happens to the sidecar meanwhile. */
async function record(host: RealHost) {
  host.sendFrames("tab", 0, 40);
  await host.acknowledged("tab", 40);
  return host.request("stop_session", STOP);
}

describe("IPC-10 a sidecar that is lost in the middle of an utterance", () => {
  test.each([
    ["exits-in-utterance", "sidecar_died", "The transcription process ended with exit code 1."],
    ["exits-137", "sidecar_died", "The transcription process ended with exit code 137."],
    ["prints-10-lines", "sidecar_corrupt_output", "10 unreadable lines in a row, the last: not-json"],
  ])("%s: its audio is transcribed by the next one, every word once", async (fault, code, message) => {
    const host = await hosts.startSession({ sidecar: sidecar.command(fault, 1) });

    const stopped = await record(host);

    expect(stopped).toMatchObject({ result: { metrics: { frames_sent: 40, restarts: 1 } } });
    expect(host.finals("tab")).toEqual(ALL_FINALS);
    expect(sidecar.received(2).equals(audioFrom(10))).toBe(true);
    expect(deaths(host)).toEqual([{ code, message, recoverable: true }]);
    expect(host.errors()).toEqual([]);
  });

  test("killed by the system: the message names the signal, and the next one goes on", async () => {
    const host = await hosts.startSession({ sidecar: sidecar.command("none") });
    host.sendFrames("tab", 0, 25);
    await host.event("final_text", { end_sample: 32_000 });

    process.kill(sidecar.pidOf(1), "SIGKILL");
    const died = await host.event("process_died");
    host.sendFrames("tab", 25, 40);
    await host.request("stop_session", STOP);

    expect(died).toMatchObject({
      data: { message: "The transcription process ended with signal SIGKILL.", recoverable: true },
    });
    expect(host.finals("tab")).toEqual(ALL_FINALS);
    expect(sidecar.received(2).equals(audioFrom(20))).toBe(true);
  });

  test("one that takes no input any more is replaced", async () => {
    const host = await hosts.startSession({ sidecar: sidecar.command("closes-its-input", 1) });
    host.sendFrames("tab", 0, 14);
    await host.event("partial_text", { stable: "", tail: "half a line" });

    host.sendFrames("tab", 14, 40);
    const stopped = await host.request("stop_session", STOP);

    expect(host.finals("tab")).toEqual(ALL_FINALS);
    expect(sidecar.received(2).equals(audioFrom(10))).toBe(true);
    expect(stopped).toMatchObject({ result: { metrics: { ipc_errors: 1, restarts: 1 } } });
  });

  test("its half line ends for the extension and is not kept", async () => {
    const host = await hosts.startSession({ sidecar: sidecar.command("exits-in-utterance", 1) });

    await record(host);

    const half = host.events().filter(({ data }) => "utterance" in data && data.utterance === 13 * 1600);
    expect(half.map(({ event }) => event)).toEqual(["speech_start", "partial_text", "speech_end"]);
    expect(half.at(-1)).toMatchObject({ data: { session: SESSION, source: "tab", revision: 2 } });
  });

  test("nothing is known of the next one's model until it says so", async () => {
    const host = await hosts.startSession({ sidecar: sidecar.command("exits-in-utterance", 1) });

    await record(host);

    const report = await sidecarReport(host, "restarting");
    expect(report).toMatchObject({ model: null, recogniser: { state: "restarting", error: "sidecar_died" } });
  });
});

describe("IPC-9 lines that are no messages", () => {
  test("nine in a row are counted and end nothing", async () => {
    const host = await hosts.startSession({ sidecar: sidecar.command("prints-9-lines", 1) });

    const stopped = await record(host);

    expect(stopped).toMatchObject({ result: { metrics: { parse_errors: 9, restarts: 0 } } });
    expect(host.finals("tab")).toEqual(ALL_FINALS);
    expect([sidecar.lives, deaths(host)]).toEqual([1, []]);
  });

  test("garbage from every one of them ends transcription after three restarts, and the session goes on", async () => {
    const host = await hosts.startSession({ sidecar: sidecar.command("prints-garbage") });
    await sidecarReport(host, "failed");

    host.sendFrames("tab", 0, 40);
    await host.acknowledged("tab", 40);

    expect((await host.storedPcm("tab")).equals(framesPcm("tab", 40))).toBe(true);
    expect(deaths(host)).toHaveLength(4);
    expect(deaths(host).at(-1)).toMatchObject({ code: "sidecar_corrupt_output", recoverable: false });
  });
});

describe("IPC-10 a sidecar that cannot be started", () => {
  test.each([1, 2, 3])("%i times in a row delays the captions and loses nothing", async (times) => {
    const host = await hosts.startSession({ sidecar: sidecar.command("exits-at-start", times) });

    const stopped = await record(host);

    expect(stopped).toMatchObject({ type: "response", result: { metrics: { frames_sent: 40 } } });
    expect(sidecar.lives).toBe(times + 1);
    expect(deaths(host)).toHaveLength(times);
    expect(sidecar.received(times + 1).equals(audioFrom(0))).toBe(true);
    expect(host.finals("tab")).toEqual(ALL_FINALS);
  });

  test("four times in a row is final, reported once, and tried again when asked for", async () => {
    const host = await hosts.startSession({ sidecar: sidecar.command("exits-at-start", 4) });
    host.sendFrames("tab", 0, 20);
    await sidecarReport(host, "failed");
    expect(sidecar.lives).toBe(4);
    expect(deaths(host).map(({ recoverable }) => recoverable)).toEqual([true, true, true, false]);
    // It never ran, so steps mend it and no smaller model.
    expect(deaths(host).map(({ code }) => code)).toEqual([
      "sidecar_died",
      "sidecar_died",
      "sidecar_died",
      "sidecar_start_failed",
    ]);

    host.sendFrames("tab", 20, 40);
    await host.acknowledged("tab", 40);
    await host.request("retry_transcription", {});
    const stopped = await host.request("stop_session", STOP);

    expect(stopped).toMatchObject({ type: "response" });
    expect(sidecarStates(host).slice(0, 5)).toEqual([
      "starting",
      "restarting",
      "failed",
      "starting",
      "running",
    ]);
    expect(sidecar.received(5).equals(audioFrom(0))).toBe(true);
    expect(host.finals("tab")).toEqual(ALL_FINALS);
  });

  test("a program that is not there does not prevent recording, and stop says why it cannot end well", async () => {
    const host = await hosts.startSession({ sidecar: ["/nowhere/python", "-m", "earshot_stt"] });
    host.sendFrames("tab", 0, 40);
    await sidecarReport(host, "failed");

    const stopped = await host.request("stop_session", STOP);

    expect(deaths(host)).toHaveLength(4);
    expect(deaths(host).at(-1)).toMatchObject({ code: "sidecar_start_failed", recoverable: false });
    expect(stopped).toMatchObject({ error: { code: "sidecar_start_failed" } });
    expect((await host.storedPcm("tab")).equals(framesPcm("tab", 40))).toBe(true);
  });

  test("the next session tries one again that was lost for good", async () => {
    const host = hosts.start({ sidecar: sidecar.command("exits-at-start", 4) });
    await sidecarReport(host, "failed");

    await host.request("start_session", START);
    await record(host);

    expect(host.finals("tab")).toEqual(ALL_FINALS);
  });

  test("settings said before it was lost are said to the next one", async () => {
    const host = hosts.start({ sidecar: sidecar.command("exits-at-start", 1) });

    const answer = await host.request("update_settings", { settings: START.settings });
    await sidecarReport(host, "running");

    expect(answer).toMatchObject({ type: "response" });
  });
});

describe("IPC-11 a sidecar that is lost while the session", () => {
  test.each([
    ["opens", "exits-opening"],
    ["drains", "exits-draining"],
    ["stops", "exits-stopping"],
  ])("%s is followed by one that ends it well", async (_when, fault) => {
    const host = await hosts.startSession({ sidecar: sidecar.command(fault, 2) });

    const stopped = await record(host);

    expect(stopped).toMatchObject({ type: "response", result: { metrics: { restarts: 2 } } });
    expect(host.finals("tab")).toEqual(ALL_FINALS);
    expect(deaths(host)).toHaveLength(2);
    expect(host.errors()).toEqual([]);
  });

  test("stops, again and again, ends it with the error and keeps its audio", async () => {
    const host = await hosts.startSession({ sidecar: sidecar.command("exits-stopping") });

    const stopped = await record(host);

    expect(stopped).toMatchObject({ error: { code: "sidecar_died" } });
    expect(sidecar.lives).toBe(4);
    expect(host.errors()).toHaveLength(1);
    expect((await host.storedPcm("tab")).equals(framesPcm("tab", 40))).toBe(true);
  });
});

test("IPC-10 a sidecar that gets on between its deaths is started again without end", async () => {
  const host = await hosts.startSession({ sidecar: sidecar.command("exits-after-utterance", 7) });

  host.sendFrames("tab", 0, 100);
  const stopped = await host.request("stop_session", { session: SESSION, next: { tab: 100, mic: 0 } });

  expect(stopped).toMatchObject({ result: { metrics: { frames_sent: 100, restarts: 7 } } });
  expect(host.finals("tab")).toEqual(
    Array.from({ length: 10 }, (_, index) => `until frame ${index * 10 + 9}`),
  );
  for (let life = 2; life <= 7; life += 1)
    expect(sidecar.received(life).equals(audioFrom((life - 1) * 10, life * 10))).toBe(true);
});

test("IPC-10 without a session, one that dies as soon as its model is ready is lost for good", async () => {
  const host = hosts.start({ sidecar: sidecar.command("exits-once-ready") });

  await sidecarReport(host, "failed");

  expect(deaths(host).map(({ recoverable }) => recoverable)).toEqual([true, true, true, false]);
  expect(deaths(host).at(-1)).toMatchObject({ code: "sidecar_died" });
});

describe("VER-2 IPC-10 a sidecar that answers another major", () => {
  test("after a restart is restarted once more, and the session goes on", async () => {
    const host = await hosts.startSession({ sidecar: sidecar.command("exits-after-utterance-then-2.0", 2) });

    const stopped = await record(host);

    expect(stopped).toMatchObject({ type: "response" });
    expect(deaths(host)).toMatchObject([
      { code: "sidecar_died", recoverable: true },
      {
        code: "incompatible_protocol_version",
        message: `host ${PROTOCOL_VERSION}, sidecar 2.0`,
        recoverable: true,
      },
    ]);
    expect(host.finals("tab")).toEqual(ALL_FINALS);
  });

  test("at its first start is not tried again: it is the wrong one", async () => {
    const host = hosts.start({ sidecar: sidecar.command("speaks-2.0") });

    const refused = await host.request("start_session", START);

    expect(refused).toMatchObject({ error: { code: "incompatible_protocol_version" } });
    await host.event("process_died");
    expect(deaths(host)).toMatchObject([{ code: "incompatible_protocol_version", recoverable: false }]);
    expect(sidecar.lives).toBe(1);
  });
});
