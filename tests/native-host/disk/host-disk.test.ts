import { chmodSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { STORED_FRAME_BYTES } from "../../../native-host/journal/frame-file.ts";
import { framesPcm, SESSION, sha256 } from "../frames.ts";
import { storedEvents } from "../journal/stored-audio.ts";
import { FrameFeeder } from "../pumps/frame-feeder.ts";
import { program, type RealHost, START, useRealHosts } from "../real-host.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { CAN_MOUNT, TinyDisk } from "./tiny-disk.ts";

const hosts = useRealHosts();

/** What a session's folder holds. */
const FILES = [
  "acknowledged",
  "events.keys",
  "events.records",
  "folder.key",
  "lock.json",
  "mic-breaks.records",
  "mic.frames",
  "mic.keys",
  "session.record",
  "tab-breaks.records",
  "tab.frames",
  "tab.keys",
];

function modes(host: RealHost): Record<string, string> {
  const names = readdirSync(host.sessionFile(""));
  return Object.fromEntries(
    names.map((name) => [name, (statSync(host.sessionFile(name)).mode & 0o777).toString(8)]),
  );
}

describe.skipIf(!CAN_MOUNT)("a disk that fills up in the middle of a session", () => {
  test("IPC-5 is reported once, nothing on it is lost, and everything else is stored when there is room again", async () => {
    const disk = new TinyDisk(10_000_000);
    const sidecar = program("echo-sidecar");
    const host = await hosts.startSession({ sidecar, dataDirectory: disk.folder });
    const [tab, mic] = [new FrameFeeder(host, "tab"), new FrameFeeder(host, "mic")];
    await Promise.all([tab.feed(25), mic.feed(25)]);

    disk.fill();
    tab.start(300);
    mic.start(300);
    await host.failure("disk_full");
    await host.event("health", { storage: "disk_full" });
    await asksAgain(host, 3);
    expectAcknowledgedIsStored(host);
    disk.free();
    await Promise.all([tab.feed(300), mic.feed(300)]);
    await host.waitFor(
      (message) => isHealthy(message) && host.messages.indexOf(message) > firstFailure(host),
    );

    expect(host.errors()).toMatchObject([{ code: "disk_full", recoverable: true, session: SESSION }]);
    for (const source of ["tab", "mic"] as const) {
      expect(sha256(await host.storedPcm(source))).toBe(sha256(framesPcm(source, 300)));
    }
    const stopped = await host.request("stop_session", { session: SESSION, next: { tab: 300, mic: 300 } });
    expect(stopped).toMatchObject({ result: { metrics: { frames_dropped: 0 } } });
    expect(new Set(host.finals("tab")).size).toBe(30);
    expect(new Set(host.finals("mic")).size).toBe(30);
  });

  test("IPC-5 a host that is killed meanwhile is followed by one that goes on, full disk or not", async () => {
    const disk = new TinyDisk(10_000_000);
    const options = { sidecar: program("echo-sidecar"), dataDirectory: disk.folder };
    const killed = await hosts.startSession({ ...options, acknowledges: false });
    await new FrameFeeder(killed, "tab").feed(25);
    await killed.event("speech_end", { end_sample: 32_000 });
    disk.fill();
    killed.sendFrames("tab", 25, 60);
    await killed.failure("disk_full");
    await killed.kill();

    const host = hosts.start(options);
    const resumed = await host.request("resume_session", { session: SESSION, sources: ["tab", "mic"] });
    const stored = statSync(host.sessionFile("tab.frames")).size / STORED_FRAME_BYTES;
    const tab = new FrameFeeder(host, "tab");
    tab.start(100);
    await host.failure("disk_full");
    disk.free();
    await tab.feed(100);

    expect(resumed).toMatchObject({ result: { next: { tab: stored, mic: 0 } } });
    expect(sha256(await host.storedPcm("tab"))).toBe(sha256(framesPcm("tab", 100)));
    await host.request("stop_session", { session: SESSION, next: { tab: 100, mic: 0 } });
    expect(new Set(host.finals("tab")).size).toBe(10);
  });

  test("SEC-4 a session is deleted from a full disk, too, and its key with it", async () => {
    const disk = new TinyDisk(10_000_000);
    const options = { sidecar: program("echo-sidecar"), dataDirectory: disk.folder };
    const killed = await hosts.startSession(options);
    await new FrameFeeder(killed, "tab").feed(25);
    await killed.kill();
    const host = hosts.start(options);
    await host.request("list_sessions", {});
    disk.fill();

    const deleted = await host.request("delete_session", { session: SESSION });
    const key = await host.request("session_key", { session: SESSION, create: true });

    expect(deleted).toMatchObject({ result: { session: SESSION } });
    expect(readdirSync(join(disk.folder, "sessions"))).toEqual([]);
    expect(readdirSync(join(disk.folder, "keys"))).not.toContain(`${SESSION}.key`);
    expect(key).toMatchObject({ error: { code: "session_key_missing" } });
  });

  test("a session is not begun where not even a minute fits", async () => {
    const disk = new TinyDisk(3_900_000);
    const host = hosts.start({ sidecar: program("echo-sidecar"), dataDirectory: disk.folder });

    await expect(host.request("start_session", START)).resolves.toMatchObject({
      error: { code: "disk_full" },
    });
    expect(readdirSync(join(disk.folder, "sessions"))).toEqual([]);
  });

  test("a start reports how much space there is", async () => {
    const disk = new TinyDisk(20_000_000);
    const host = hosts.start({ sidecar: program("echo-sidecar"), dataDirectory: disk.folder });

    const started = await host.request("start_session", START);

    const freeBytes = Number(started.type === "response" && started.result["free_bytes"]);
    expect(freeBytes).toBeGreaterThan(19_000_000);
    expect(freeBytes).toBeLessThan(20_000_000);
  });
});

describe("a folder that is deleted in the middle of a session", () => {
  test.each([
    ["deleted", (folder: string) => rmSync(folder, { recursive: true })],
    ["moved to the waste basket", (folder: string) => renameSync(folder, join(temporaryFolder(), "trash"))],
    [
      "deleted with everything above it",
      (folder: string) => rmSync(join(folder, "../.."), { recursive: true }),
    ],
  ])(
    "%s: is there again within a second or two, with every byte, and the user is notified",
    async (_how, remove) => {
      const host = await hosts.startSession({ sidecar: program("echo-sidecar"), acknowledges: false });
      const [tab, mic] = [new FrameFeeder(host, "tab"), new FrameFeeder(host, "mic")];
      await Promise.all([tab.feed(1000), mic.feed(200)]);

      remove(host.sessionFile(""));
      await Promise.all([tab.feed(1100), mic.feed(300)]);
      await host.failure("journal_unwritable");
      await Promise.all([tab.feed(1200), mic.feed(400)]);

      expect(sha256(await host.storedPcm("tab"))).toBe(sha256(framesPcm("tab", 1200)));
      expect(sha256(await host.storedPcm("mic"))).toBe(sha256(framesPcm("mic", 400)));
      const events = await storedEvents(host.dataDirectory);
      expect(events.filter((name) => name === "final_text")).toHaveLength(160);
      expect(host.errors()).toMatchObject([{ code: "journal_unwritable", recoverable: true }]);
      expect(modes(host)).toEqual(Object.fromEntries(FILES.map((name) => [name, "600"])));
    },
  );

  test("a host that goes on after it finds the whole session", async () => {
    const killed = await hosts.startSession({ sidecar: program("echo-sidecar"), acknowledges: false });
    await new FrameFeeder(killed, "tab").feed(50);
    rmSync(killed.sessionFile(""), { recursive: true });
    await killed.failure("journal_unwritable");
    await killed.kill();

    const host = hosts.start({ sidecar: program("echo-sidecar"), dataDirectory: killed.dataDirectory });
    const resumed = await host.request("resume_session", { session: SESSION, sources: ["tab"] });

    expect(resumed).toMatchObject({ result: { next: { tab: 50, mic: 0 } } });
    await host.event("final_text", { number: 4 });
  });
});

test.skipIf(process.platform === "win32")(
  "SEC-4 only the user can read what is stored, also where the data directory was open to others",
  async () => {
    const dataDirectory = temporaryFolder();
    chmodSync(dataDirectory, 0o755);
    mkdirSync(join(dataDirectory, "logs"), { mode: 0o755 });
    const host = await hosts.startSession({ sidecar: program("echo-sidecar"), dataDirectory });
    await new FrameFeeder(host, "tab").feed(10);

    expect(modes(host)).toEqual(Object.fromEntries(FILES.map((name) => [name, "600"])));
    for (const folder of [host.sessionFile(""), join(dataDirectory, "sessions")]) {
      expect(statSync(folder).mode & 0o777).toBe(0o700);
    }
    expect(statSync(join(dataDirectory, "logs/host.jsonl")).mode & 0o777).toBe(0o600);
  },
);

function isHealthy(message: RealHost["messages"][number]): boolean {
  return message.type === "event" && message.event === "health" && message.data.storage === null;
}

function firstFailure(host: RealHost): number {
  return host.messages.findIndex(({ type }) => type === "error");
}

/** Waits until frames were asked for again so many times: the disk is full all the while. */
async function asksAgain(host: RealHost, times: number): Promise<void> {
  const count = () =>
    host.events().filter(({ event, data }) => event === "audio_ack" && "resend" in data).length;
  await host.waitFor(() => count() >= times);
}

function expectAcknowledgedIsStored(host: RealHost): void {
  for (const source of ["tab", "mic"] as const) {
    const stored = statSync(host.sessionFile(`${source}.frames`)).size / STORED_FRAME_BYTES;
    const reported = host
      .events()
      .flatMap(({ event, data }) => (event === "audio_ack" && data.source === source ? [data.next_seq] : []));
    expect(Math.max(...reported)).toBeLessThanOrEqual(stored);
    expect(Number.isInteger(stored)).toBe(true);
  }
}

test.runIf(process.platform === "linux")(
  "a data folder below /proc, where none can be made, is refused and hangs nobody",
  async () => {
    const host = hosts.start({ sidecar: program("echo-sidecar"), dataDirectory: "/proc/earshot/data" });

    const started = await host.request("start_session", START);

    expect(started).toMatchObject({ type: "error", error: { code: "journal_unwritable" } });
  },
);
