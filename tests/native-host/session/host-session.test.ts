import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { frame, framesPcm, SESSION, sha256 } from "../frames.ts";
import { program, START, useRealHosts } from "../real-host.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const hosts = useRealHosts();

describe("a session from start to stop", () => {
  test("IPC-1 IPC-8 200 concurrent frames arrive at the sidecar in order, none lost, none duplicated", async () => {
    const recordings = temporaryFolder();
    const host = await hosts.startSession({ sidecar: program("echo-sidecar", recordings) });

    host.sendFrames("tab", 0, 100);
    host.sendFrames("mic", 0, 100);
    const stopped = await host.request("stop_session", { session: SESSION, next: { tab: 100, mic: 100 } });

    expect(stopped).toMatchObject({ type: "response", result: { metrics: { frames_sent: 200 } } });
    for (const source of ["tab", "mic"] as const) {
      expect(sha256(readFileSync(join(recordings, `${source}.pcm`)))).toBe(sha256(framesPcm(source, 100)));
    }
  });

  test("IPC-11 stop delivers the last finals, then metrics, then its answer, and leaves no audio behind", async () => {
    const host = await hosts.startSession({ sidecar: program("echo-sidecar") });
    host.sendFrames("tab", 0, 30);

    const stopped = await host.request("stop_session", { session: SESSION, next: { tab: 30, mic: 0 } });
    await host.close();

    expect(host.finals("tab")).toEqual(["until frame 9", "until frame 19", "until frame 29"]);
    const order = [
      await host.event("final_text", { end_sample: 48_000 }),
      await host.event("metrics"),
      stopped,
    ];
    expect(host.messages.filter((message) => order.includes(message))).toEqual(order);
    expect(existsSync(host.sessionFile(""))).toBe(false);
  });

  test("IPC-11 stop waits for frames that are still on their way", async () => {
    const host = await hosts.startSession({ sidecar: program("echo-sidecar") });

    const stopped = host.request("stop_session", { session: SESSION, next: { tab: 10, mic: 0 } });
    host.sendFrames("tab", 0, 10);

    await expect(stopped).resolves.toMatchObject({ result: { metrics: { sources: { tab: { sent: 10 } } } } });
    expect(host.finals("tab")).toEqual(["until frame 9"]);
  });

  test("IPC-12 the metrics add up and name both processes", async () => {
    const host = await hosts.startSession({ sidecar: program("echo-sidecar") });
    host.sendFrames("tab", 0, 20);
    host.sendFrames("tab", 5, 8);

    const stopped = await host.request("stop_session", { session: SESSION, next: { tab: 20, mic: 0 } });

    expect(stopped).toMatchObject({
      result: {
        metrics: {
          frames_sent: 20,
          frames_dropped: 0,
          events_received: 28,
          parse_errors: 0,
          ipc_errors: 0,
          sources: { tab: { received: 23, duplicated: 3, journalled: 20, sent: 20, consumed: 20 } },
          processes: [
            { name: "native-host" },
            { name: "sidecar", cpu_seconds: 0.25, peak_rss_bytes: 1_048_576 },
          ],
        },
      },
    });
    expect(host.log()).toContain('"frames_sent":20');
  });

  test("one source can end before the other", async () => {
    const host = await hosts.startSession({ sidecar: program("echo-sidecar") });
    host.sendFrames("mic", 0, 10);

    const ended = await host.request("end_of_source", { session: SESSION, source: "mic", next_seq: 10 });
    const late = await host.request("process_audio_stream", frame("mic", 10));
    host.sendFrames("tab", 0, 10);
    await host.request("stop_session", { session: SESSION, next: { tab: 10, mic: 10 } });

    expect(ended).toMatchObject({ type: "response", result: { source: "mic" } });
    expect(late).toMatchObject({ error: { code: "invalid_message" } });
    expect(host.finals("mic")).toEqual(["until frame 9"]);
    expect(host.finals("tab")).toEqual(["until frame 9"]);
  });

  test("sessions follow each other, one at a time", async () => {
    const host = await hosts.startSession({ sidecar: program("echo-sidecar") });
    const other = { ...START, session: randomUUID() };

    const refused = await host.request("start_session", other);
    await host.request("stop_session", { session: SESSION, next: { tab: 0, mic: 0 } });
    const accepted = await host.request("start_session", other);
    const unknown = await host.request("process_audio_stream", frame("tab", 0));

    expect(refused).toMatchObject({ error: { code: "session_already_running", session: other.session } });
    expect(accepted).toMatchObject({ type: "response" });
    expect(unknown).toMatchObject({ error: { code: "session_unknown", session: SESSION } });
  });

  test("settings and questions about health are passed to the sidecar", async () => {
    const host = hosts.start({ sidecar: program("echo-sidecar") });

    const settings = await host.request("update_settings", { settings: START.settings });
    const health = await host.request("get_health", {});

    expect(settings).toMatchObject({ type: "response", result: {} });
    expect(health).toMatchObject({
      result: { model: { state: "ready", loaded: { is_demo: true } }, lag_samples: { tab: 0, mic: 0 } },
    });
    await host.event("health");
  });
});

describe("a sidecar that is not there", () => {
  test("IPC-10 one that dies again and again is reported, its audio goes on being stored, and stop says why it cannot end well", async () => {
    const host = await hosts.startSession({ sidecar: program("crashing-sidecar") });
    host.sendFrames("tab", 0, 3);
    const died = await host.event("process_died");

    host.sendFrames("tab", 3, 20);
    await host.acknowledged("tab", 20);
    const stopped = await host.request("stop_session", { session: SESSION, next: { tab: 20, mic: 0 } });

    expect(died).toMatchObject({ data: { message: "The transcription process ended with exit code 1." } });
    expect(stopped).toMatchObject({ error: { code: "sidecar_died" } });
    expect((await host.storedPcm("tab")).equals(framesPcm("tab", 20))).toBe(true);
  });
});

test("when the browser closes the port, the host ends a sidecar that does not, and itself with all stored", async () => {
  const host = await hosts.startSession({ sidecar: program("stuck-sidecar") });
  host.sendFrames("tab", 0, 10);
  await host.acknowledged("tab", 10);

  const code = await host.close();

  expect(code).toBe(0);
  expect(await host.storedPcm("tab")).toHaveLength(32_000);
});
