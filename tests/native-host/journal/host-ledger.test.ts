import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { framesPcm, SESSION, sha256 } from "../frames.ts";
import { program, START, useRealHosts } from "../real-host.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const hosts = useRealHosts();

describe("the ledger on disk", () => {
  test("IPC-5 the journal equals what was sent, whatever came twice, late or out of order", async () => {
    const host = await hosts.startSession({ sidecar: program("stuck-sidecar") });

    host.sendFrames("tab", 0, 5);
    host.sendFrames("tab", 3, 5);
    host.sendFrames("tab", 8, 12);
    await host.acknowledged("tab", 5);
    host.sendFrames("tab", 5, 12);
    await host.acknowledged("tab", 12);

    expect(sha256(await host.storedPcm("tab"))).toBe(sha256(framesPcm("tab", 12)));
  });

  test("IPC-5 after kill -9 of the host the next one goes on with nothing lost and no final made twice", async () => {
    const recordings = temporaryFolder();
    const killed = await hosts.startSession({ sidecar: program("echo-sidecar"), acknowledges: false });
    killed.sendFrames("tab", 0, 25);
    await killed.event("speech_end", { end_sample: 32_000 });
    await killed.acknowledged("tab", 25);
    await killed.kill();

    const { dataDirectory } = killed;
    const host = hosts.start({ sidecar: program("echo-sidecar", recordings), dataDirectory });
    const resumed = await host.request("resume_session", { session: SESSION, sources: ["tab", "mic"] });
    host.sendFrames("tab", 23, 40);
    await host.request("stop_session", { session: SESSION, next: { tab: 40, mic: 0 } });

    expect(resumed).toMatchObject({ result: { next: { tab: 25, mic: 0 } } });
    expect(host.finals("tab")).toEqual([
      "until frame 9",
      "until frame 19",
      "until frame 29",
      "until frame 39",
    ]);
    const sentAgain = readFileSync(join(recordings, "tab.pcm"));
    expect(sentAgain.equals(framesPcm("tab", 40).subarray(20 * 3200))).toBe(true);
  });

  test("a session nobody knows cannot be resumed", async () => {
    const host = hosts.start({ sidecar: program("echo-sidecar") });

    const answer = await host.request("resume_session", { session: randomUUID(), sources: ["tab"] });

    expect(answer).toMatchObject({ error: { code: "session_unknown" } });
  });

  test("a data folder that cannot be written is named", async () => {
    const file = join(temporaryFolder(), "a-file");
    writeFileSync(file, "");
    const host = hosts.start({ sidecar: program("echo-sidecar"), dataDirectory: join(file, "data") });

    await expect(host.request("start_session", START)).resolves.toMatchObject({
      error: { code: "journal_unwritable" },
    });
  });

  test.skipIf(process.platform !== "linux")(
    "IPC-5 a disk that is full is reported once, nothing is acknowledged, and the other source goes on",
    async () => {
      const dataDirectory = temporaryFolder();
      const folder = join(dataDirectory, "sessions", SESSION);
      mkdirSync(folder, { recursive: true });
      symlinkSync("/dev/full", join(folder, "tab.frames"));
      const host = await hosts.startSession({ sidecar: program("echo-sidecar"), dataDirectory });

      host.sendFrames("tab", 0, 3);
      host.sendFrames("mic", 0, 3);
      await host.acknowledged("mic", 3);

      const errors = host.messages.filter((message) => message.type === "error");
      expect(errors).toMatchObject([{ error: { code: "disk_full", session: SESSION, source: "tab" } }]);
    },
  );

  test.skipIf(process.platform === "win32")("SEC-4 only the user can read what is stored", async () => {
    const host = await hosts.startSession({ sidecar: program("echo-sidecar") });

    for (const name of [
      "tab.frames",
      "mic.frames",
      "session.record",
      "events.records",
      "tab.keys",
      "folder.key",
    ]) {
      expect(statSync(host.sessionFile(name)).mode & 0o777).toBe(0o600);
    }
    expect(statSync(host.sessionFile("")).mode & 0o777).toBe(0o700);
    expect(statSync(join(host.dataDirectory, "logs/host.jsonl")).mode & 0o777).toBe(0o600);
  });

  test("SEC-2 no transcript text stands in the log", async () => {
    const host = await hosts.startSession({ sidecar: program("echo-sidecar") });
    host.sendFrames("tab", 0, 10);
    await host.request("stop_session", { session: SESSION, next: { tab: 10, mic: 0 } });

    expect(host.finals("tab")).toEqual(["until frame 9"]);
    expect(host.log()).not.toContain("until frame");
  });
});
