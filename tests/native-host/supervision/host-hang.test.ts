import { PassThrough } from "node:stream";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ExtensionWriter } from "../../../native-host/extension/extension-writer.ts";
import { NativeFrameDecoder } from "../../../native-host/extension/native-framing.mjs";
import { Host } from "../../../native-host/host.ts";
import type { Session } from "../../../native-host/session/session.ts";
import { Sidecar } from "../../../native-host/sidecar/sidecar.ts";
import { spawnSidecar } from "../../../native-host/sidecar/sidecar-process.ts";
import { MAX_MESSAGE_BYTES } from "../../../protocol/limits.ts";
import type { AnyEvent } from "../../../protocol/messages.ts";
import { eventually } from "../../eventually.ts";
import { noDownload } from "../download/no-download.ts";
import { frame, SESSION } from "../frames.ts";
import { openedKeys } from "../keys/opened-keys.ts";
import { ManualClock } from "../manual-clock.ts";
import { START, useRealHosts } from "../real-host.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { AilingSidecar } from "./ailing-sidecar.ts";

const hosts = useRealHosts();
let sidecar: AilingSidecar;
let clock: ManualClock;
let host: Host | null = null;
let reported: AnyEvent[];

beforeEach(() => {
  sidecar = new AilingSidecar();
  clock = new ManualClock();
  reported = [];
});

afterEach(async () => {
  await host?.end();
  host = null;
});

/** A host in this process whose time the test lets pass, with a real sidecar that suffers `fault` in its first life. */
async function startSession(fault: string): Promise<{ started: Host; session: Session }> {
  const output = new PassThrough();
  const decoder = new NativeFrameDecoder(MAX_MESSAGE_BYTES);
  output.on("data", (chunk: Buffer) => {
    for (const decoded of decoder.push(chunk))
      if (decoded.kind === "value") reported.push(decoded.value as AnyEvent);
  });
  const log = vi.fn<() => void>();
  const dataDirectory = temporaryFolder();
  const started = new Host({
    dataDirectory,
    keys: await openedKeys(dataDirectory),
    extension: new ExtensionWriter(output),
    clock,
    log,
    startSidecar: (listener) => new Sidecar(spawnSidecar(sidecar.command(fault, 1), {}, log), listener, log),
    startDownload: noDownload,
  });
  host = started;
  return { started, session: started.sessions.create(SESSION, START) };
}

function events(name: AnyEvent["event"]): AnyEvent[] {
  return reported.filter(({ event }) => event === name);
}

test("IPC-10 a sidecar that leaves six questions unanswered is killed though it is stopped, and replaced", async () => {
  const { session } = await startSession("stops");
  for (let seq = 0; seq < 20; seq += 1) session.audio.receive(frame("tab", seq));
  await eventually(() => expect(events("partial_text").at(-1)?.data).toMatchObject({ tail: "half a line" }));

  for (let period = 0; period < 7; period += 1) clock.tick(5000);
  const whileLost = session.reportMetrics();
  await eventually(() => {
    clock.turn();
    expect(events("final_text")).toHaveLength(2);
  });

  expect(events("process_died")).toMatchObject([
    { data: { code: "sidecar_died", message: "The transcription process has not answered for 30 s." } },
  ]);
  // IPC-12: ten frames are settled; the others are queued again for the next one.
  expect(whileLost).toMatchObject({
    frames_sent: 10,
    restarts: 1,
    sources: { tab: { journalled: 20, sent: 10, consumed: 10 } },
  });
  expect(sidecar.lives).toBe(2);
  expect(() => process.kill(sidecar.pidOf(1), 0)).toThrow("ESRCH");
});

test("IPC-10 IPC-14 one that answers but takes nothing in is never killed, and counted", async () => {
  const { started, session } = await startSession("takes-nothing-in");
  for (let seq = 0; seq < 20; seq += 1) session.audio.receive(frame("tab", seq));
  await eventually(() => expect(session.transcription.positions.sent.tab).toBe(20));
  await started.freshHealth();

  for (let period = 0; period < 25; period += 1) {
    clock.tick(5000);
    await started.freshHealth();
  }

  expect(events("process_died")).toEqual([]);
  expect(sidecar.lives).toBe(1);
  expect(session.reportMetrics()).toMatchObject({ deadlocks: 4, restarts: 0 });
});

/** In real time, and therefore 30 s long: that the periods, the killing and the restart fit together. */
test("IPC-10 a stopped sidecar of a real host is replaced after 30 s, and nothing is lost", async () => {
  const real = await hosts.startSession({ sidecar: sidecar.command("stops", 1) });
  real.sendFrames("tab", 0, 40);

  const died = await real.event("process_died");
  await real.request("stop_session", { session: SESSION, next: { tab: 40, mic: 0 } });

  expect(died).toMatchObject({ data: { message: "The transcription process has not answered for 30 s." } });
  expect(real.finals("tab")).toEqual([9, 19, 29, 39].map((seq) => `until frame ${seq}`));
});
