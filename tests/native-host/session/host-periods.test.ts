import { PassThrough } from "node:stream";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ExtensionWriter } from "../../../native-host/extension/extension-writer.ts";
import { Host } from "../../../native-host/host.ts";
import { hostRequests } from "../../../native-host/host-requests.ts";
import { Sidecar } from "../../../native-host/sidecar/sidecar.ts";
import { spawnSidecar } from "../../../native-host/sidecar/sidecar-process.ts";
import { noDownload } from "../download/no-download.ts";
import { frame, SESSION } from "../frames.ts";
import { openedKeys } from "../keys/opened-keys.ts";
import { ManualClock } from "../manual-clock.ts";
import { program, START } from "../real-host.ts";
import { temporaryFolder } from "../temporary-folder.ts";

/** A host in this process with a real sidecar, whose time the test lets pass. */
let clock: ManualClock;
let output: PassThrough;
let host: Host;

beforeEach(async () => {
  clock = new ManualClock();
  output = new PassThrough();
  const log = vi.fn<() => void>();
  const dataDirectory = temporaryFolder();
  host = new Host({
    dataDirectory,
    keys: await openedKeys(dataDirectory),
    extension: new ExtensionWriter(output),
    clock,
    log,
    startSidecar: (listener) => new Sidecar(spawnSidecar(program("echo-sidecar"), {}, log), listener, log),
    startDownload: noDownload,
  });
});

afterEach(async () => {
  await host.end();
});

/** Names of the events reported since the last call. */
function reported(): string[] {
  return [...String(output.read() ?? "").matchAll(/"event":"(\w+)"/g)].map(([, name]) => name ?? "");
}

test("health is reported every 5 s, with or without a session", () => {
  reported();

  clock.tick(5000);

  expect(reported()).toEqual(["health"]);
});

test("IPC-12 metrics are reported every 10 s while a session runs", () => {
  host.sessions.create(SESSION, START);
  reported();

  clock.tick(10_000);

  expect(reported()).toEqual(["metrics"]);
});

test("a frame that is missing is asked for again every second", () => {
  const session = host.sessions.create(SESSION, START);
  session.audio.receive(frame("tab", 4));
  clock.turn();
  reported();

  clock.tick(1000);

  expect(reported()).toEqual(["audio_ack"]);
});

test("IPC-11 a stopped session leaves no monitor behind", async () => {
  const { start_session: start, stop_session: stop } = hostRequests(host);
  const timersBefore = clock.timers;
  await start(START, vi.fn<() => void>());

  await stop({ session: SESSION, next: { tab: 0, mic: 0 } }, vi.fn<() => void>());

  expect(clock.timers).toBe(timersBefore);
});
