import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { PROTOCOL_VERSION } from "../../../protocol/version.ts";
import { framesPcm, SESSION, sha256 } from "../frames.ts";
import { program, START, useRealHosts } from "../real-host.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const hosts = useRealHosts();

/** As the sidecar of these tests says it, or, what was kept, as the host does. */
function event(name: string, data: object, version = "1.0"): object {
  return { type: "event", version, event: name, data };
}

describe("the pumps", () => {
  test("IPC-2 100 frames of both sources with no event in between do not deadlock", async () => {
    const host = await hosts.startSession({ sidecar: program("silent-sidecar") });
    host.sendFrames("tab", 0, 100);
    host.sendFrames("mic", 0, 100);

    const stopped = await host.request("stop_session", { session: SESSION, next: { tab: 100, mic: 100 } });

    expect(stopped).toMatchObject({ result: { metrics: { frames_sent: 200, events_received: 0 } } });
  });

  test("IPC-5 frames are stored and acknowledged while the sidecar reads nothing", async () => {
    const host = await hosts.startSession({ sidecar: program("stuck-sidecar") });

    host.sendFrames("tab", 0, 400);
    await host.acknowledged("tab", 400);
    const health = await host.request("get_health", {});

    expect(sha256(await host.storedPcm("tab"))).toBe(sha256(framesPcm("tab", 400)));
    expect(health).toMatchObject({ result: { lag_samples: { tab: 640_000, mic: 0 } } });
  });

  test("IPC-5 a sidecar that falls 1000 frames behind gets them all from the disk", async () => {
    const recordings = temporaryFolder();
    const host = hosts.start({ sidecar: program("echo-sidecar", recordings) });
    host.send("start_session", START);
    host.sendFrames("tab", 0, 1000);

    await host.request("stop_session", { session: SESSION, next: { tab: 1000, mic: 0 } });

    expect(sha256(readFileSync(join(recordings, "tab.pcm")))).toBe(sha256(framesPcm("tab", 1000)));
    expect(host.finals("tab")).toHaveLength(100);
  });

  test("IPC-7 events are passed on in the order and with the data that the sidecar gave them", async () => {
    const host = await hosts.startSession({ sidecar: program("echo-sidecar") });
    host.sendFrames("tab", 0, 10);

    await host.request("stop_session", { session: SESSION, next: { tab: 10, mic: 0 } });

    const at = { session: SESSION, source: "tab", utterance: 0, start_sample: 0, end_sample: 16_000 };
    const spoken = host.events().filter(({ data }) => "utterance" in data);
    expect(spoken).toEqual([
      event("speech_start", { ...at, revision: 0 }),
      event("partial_text", { ...at, revision: 1, stable: "", tail: "until frame 9", language: "en" }),
      event(
        "final_text",
        { ...at, revision: 2, number: 0, text: "until frame 9", language: "en" },
        PROTOCOL_VERSION,
      ),
      event("speech_end", { ...at, revision: 3 }, PROTOCOL_VERSION),
    ]);
  });

  test("IPC-3 a transcription that takes longer than 5 s is delivered to its session and utterance", async () => {
    const host = await hosts.startSession({ sidecar: program("slow-sidecar") });
    host.sendFrames("tab", 0, 3);

    await host.request("stop_session", { session: SESSION, next: { tab: 3, mic: 0 } });

    const final = await host.event("final_text");
    expect(final).toMatchObject({ data: { session: SESSION, utterance: 3200, text: "slow but sure" } });
  });

  test("IPC-4 a late event of an ended session is delivered under that session's id", async () => {
    const host = await hosts.startSession({ sidecar: program("late-sidecar") });
    host.sendFrames("tab", 0, 3);

    await host.request("stop_session", { session: SESSION, next: { tab: 3, mic: 0 } });
    await host.request("start_session", { ...START, session: randomUUID() });

    await expect(host.event("final_text")).resolves.toMatchObject({
      data: { session: SESSION, text: "late" },
    });
  });

  test("IPC-4 an event of a session nobody started is never passed on", async () => {
    const host = await hosts.startSession({ sidecar: program("confused-sidecar") });
    host.sendFrames("tab", 0, 3);

    await host.request("stop_session", { session: SESSION, next: { tab: 3, mic: 0 } });

    expect(host.finals("tab")).toEqual(["yours", "yours", "yours"]);
    expect(host.log()).toContain("an event of no session was not passed on");
  });
});

test("IPC-5 a host whose browser reads nothing ends before it fills the memory, its audio on disk", async () => {
  const host = await hosts.startSession({ sidecar: program("silent-sidecar") });
  host.sendFrames("tab", 0, 20);
  await host.acknowledged("tab", 20);

  host.stopReading();
  const question = { supported_versions: ["1.0"] };
  for (let asked = 0; asked < 200_000; asked += 1) host.send("protocol_version_check", question);
  await host.exited();

  expect(host.log()).toContain("the browser does not read");
  expect((await host.storedPcm("tab")).equals(framesPcm("tab", 20))).toBe(true);
});

describe("IPC-9 a sidecar that prints to its stdout", () => {
  test("lines that are no message are counted and never passed on, and the session goes on", async () => {
    const host = await hosts.startSession({ sidecar: program("chatty-sidecar", "9") });
    host.sendFrames("tab", 0, 3);

    const stopped = await host.request("stop_session", { session: SESSION, next: { tab: 3, mic: 0 } });

    expect(stopped).toMatchObject({ result: { metrics: { parse_errors: 27, frames_sent: 3 } } });
    expect(JSON.stringify(host.messages)).not.toContain("Loading weights");
  });
});
