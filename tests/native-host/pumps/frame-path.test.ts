import { PassThrough } from "node:stream";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ExtensionReader, RequestRouter } from "../../../native-host/extension/extension-requests.ts";
import { ExtensionWriter, encodeNativeFrame } from "../../../native-host/extension/extension-writer.ts";
import { Host } from "../../../native-host/host.ts";
import { hostRequests } from "../../../native-host/host-requests.ts";
import { Sidecar } from "../../../native-host/sidecar/sidecar.ts";
import type { SidecarProcess } from "../../../native-host/sidecar/sidecar-process.ts";
import { FRAME_BASE64_LENGTH, FRAME_BYTES } from "../../../protocol/audio.ts";
import { buildRequest } from "../../../protocol/build.ts";
import type { AnyRequest } from "../../../protocol/messages.ts";
import { REQUESTS } from "../../../protocol/requests.ts";
import { eventually } from "../../eventually.ts";
import { noDownload } from "../download/no-download.ts";
import { frame, SESSION } from "../frames.ts";
import { openedKeys } from "../keys/opened-keys.ts";
import { ManualClock } from "../manual-clock.ts";
import { START } from "../real-host.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const FRAMES = 20;
const NEVER = new Promise<never>(vi.fn<() => void>());

let stdin: PassThrough;
let reader: ExtensionReader;
let host: Host;

/** The sidecar's end of its wire: answers what is asked, and keeps the lines of audio. */
function answering(stdout: PassThrough, audio: AnyRequest[]): (chunk: Buffer) => void {
  return (chunk) => {
    for (const line of chunk.toString().trim().split("\n")) {
      const request = JSON.parse(line) as AnyRequest;
      if (request.method === "process_audio_stream") audio.push(request);
      const result = request.method === "start_session" ? { session: SESSION, next: { tab: 0, mic: 0 } } : {};
      const answer = { id: request.id, type: "response", version: "1.2", result };
      if (request.method !== "process_audio_stream") stdout.write(`${JSON.stringify(answer)}\n`);
    }
  };
}

let sent: AnyRequest[];

beforeEach(async () => {
  stdin = new PassThrough();
  sent = [];
  const stdout = new PassThrough();
  const log = vi.fn<() => void>();
  stdin.on("data", answering(stdout, sent));
  const process: SidecarProcess = {
    pid: undefined,
    stdin,
    stdout,
    ended: NEVER,
    stop: () => Promise.resolve(),
    kill: () => Promise.resolve(),
  };
  const dataDirectory = temporaryFolder();
  const extension = new ExtensionWriter(new PassThrough().resume());
  host = new Host({
    dataDirectory,
    keys: await openedKeys(dataDirectory),
    extension,
    clock: new ManualClock(),
    log,
    startSidecar: (listener) => new Sidecar(process, listener, log),
    startDownload: noDownload,
  });
  const router = new RequestRouter(hostRequests(host), extension);
  reader = new ExtensionReader({
    request: (request) => void router.route(request),
    refused: (error) => {
      throw error;
    },
  });
});

afterEach(async () => {
  vi.restoreAllMocks();
  await host.end();
});

test("a frame is parsed once, decoded once and never encoded between extension and sidecar", async () => {
  const session = host.sessions.create(SESSION, START);
  await eventually(() => expect(session.transcription.isUnderWay).toBe(true));
  const bytes = Array.from({ length: FRAMES }, (_, seq) =>
    encodeNativeFrame(buildRequest(crypto.randomUUID(), "process_audio_stream", frame("tab", seq))),
  );
  const decoded = vi.spyOn(Buffer, "from");
  const encoded = vi.spyOn(Buffer.prototype, "toString");
  const parsed = vi.spyOn(REQUESTS.process_audio_stream.params, "safeParse");

  for (const message of bytes) if (message !== null) reader.push(message);

  const decodings = decoded.mock.calls.filter(
    ([value]: readonly unknown[]) => typeof value === "string" && value.length === FRAME_BASE64_LENGTH,
  );
  const encodings = encoded.mock.contexts.filter(
    (buffer: Buffer, call) => buffer.length === FRAME_BYTES && encoded.mock.calls[call]?.[0] === "base64",
  );
  vi.restoreAllMocks();
  await eventually(() => expect(sent).toHaveLength(FRAMES));
  expect(decodings).toHaveLength(FRAMES);
  expect(encodings).toHaveLength(0);
  expect(parsed).toHaveBeenCalledTimes(FRAMES);
  expect(sent.map(({ params }) => params)).toEqual(
    Array.from({ length: FRAMES }, (_, seq) => frame("tab", seq)),
  );
});

test("what another decoder might refuse is no frame: it would go on to the sidecar as it came", () => {
  const session = host.sessions.create(SESSION, START);
  const { pcm, ...rest } = frame("tab", 0);

  for (const spoilt of [
    `-${pcm.slice(1)}`,
    `_${pcm.slice(1)}`,
    `${pcm.slice(0, -2)}B=`,
    `${pcm.slice(0, -1)}A`,
  ])
    expect(() => session.audio.receive({ ...rest, pcm: spoilt })).toThrow("pcm: not base64 of one frame");
});
