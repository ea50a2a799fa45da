import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { FRAME_BASE64_LENGTH, FRAME_SAMPLES, MAX_SESSION_SAMPLES } from "../../../protocol/audio.ts";
import { parseMessage } from "../../../protocol/messages.ts";
import { METHODS } from "../../../protocol/requests.ts";
import { frame, SESSION } from "../frames.ts";
import { program, type RealHost, START, useRealHosts } from "../real-host.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const hosts = useRealHosts();

/** Every run is another input to the same host; together they are one hostile conversation. */
const RUNS = { numRuns: 60 };

/** A host whose data directory stands alone in a folder, so that a file beside it would be seen. */
function startWatched(): RealHost {
  return hosts.start({ sidecar: program("echo-sidecar"), dataDirectory: join(temporaryFolder(), "data") });
}

/** What is wrong with a host that should live and keep to its folder; nothing, hopefully. */
async function harm(host: RealHost): Promise<unknown[]> {
  const answer = await host.request("get_health", {});
  return [
    ...(answer.type === "response" ? [] : [answer]),
    ...host.errors().filter(({ code }) => code === "internal_error"),
    ...host.messages.splice(0).filter((message) => parseMessage(message).kind !== "message"),
    ...readdirSync(dirname(host.dataDirectory)).filter((name) => name !== "data"),
    ...readdirSync(host.dataDirectory).filter((name) => !["keys", "logs", "sessions"].includes(name)),
  ];
}

const PATHS = [
  "..",
  "../../etc/passwd",
  "/tmp/x",
  "C:\\x",
  "con",
  "a\0b",
  "%2e%2e%2f",
  SESSION.toUpperCase(),
];
const OTHER_SESSION = "00000000-0000-4000-8000-000000000000";
const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(...PATHS),
  fc.string({ maxLength: 300 }),
);
/** Right thirty times out of thirty-one, so that most requests pass the schema and reach the code after it. */
function mostly(valid: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 30, arbitrary: valid }, { weight: 1, arbitrary: anything });
}

const session = mostly(fc.constantFrom(SESSION, SESSION, SESSION, OTHER_SESSION, PATHS[0]));
const count = mostly(
  fc.oneof(
    { weight: 50, arbitrary: fc.nat({ max: 4 }) },
    { weight: 10, arbitrary: fc.nat({ max: MAX_SESSION_SAMPLES / FRAME_SAMPLES }) },
    { weight: 1, arbitrary: fc.maxSafeNat() },
  ),
);
const frames = mostly(fc.record({ tab: count, mic: count }));
const gap = fc.record({
  source: fc.constant("mic"),
  start_sample: count,
  end_sample: count,
  reason: fc.constant("muted"),
});

const params = fc.record({
  session,
  started_at: mostly(fc.constantFrom(START.started_at, "0000-01-01T00:00:00Z")),
  settings: mostly(
    fc.oneof(
      fc.constant(START.settings),
      anything.map((model) => ({ ...START.settings, model })),
    ),
  ),
  source: mostly(fc.constantFrom("tab", "mic")),
  sources: mostly(fc.constant(["tab", "mic"])),
  seq: count,
  first_sample: count,
  next_seq: count,
  next_number: count,
  next: frames,
  gap: mostly(fc.constantFrom("muted", "paused")),
  gaps: mostly(fc.array(gap, { maxLength: 20 })),
  pcm: mostly(fc.constantFrom(frame("tab", 0).pcm, "?".repeat(FRAME_BASE64_LENGTH))),
  supported_versions: mostly(fc.constant(["1.0"])),
});
/** A session that was deleted never begins again: one of the two does not go so far. */
const DELETING: readonly string[] = ["delete_session", "destroy_session_key"];
const request = fc
  .record({
    id: fc.uuid(),
    type: fc.constant("request"),
    version: fc.constantFrom("1.0", "1.7"),
    method: fc.oneof(
      { weight: 1, arbitrary: fc.constant("process_audio_stream") },
      { weight: 1, arbitrary: fc.constantFrom(...METHODS) },
    ),
    params,
  })
  .map((made) =>
    DELETING.includes(made.method) && made.params.session === SESSION
      ? { ...made, params: { ...made.params, session: OTHER_SESSION } }
      : made,
  );

test("SEC-2 whatever bytes come, the host lives on and writes nowhere else", async () => {
  const chunks = fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 10 });

  await fc.assert(
    fc.asyncProperty(chunks, async (bytes) => {
      const host = startWatched();
      for (const chunk of bytes) host.sendBytes(Buffer.from(chunk));

      await expect(host.close()).resolves.toBe(0);
      expect(readdirSync(dirname(host.dataDirectory))).toEqual(["data"]);
    }),
    { numRuns: 8 },
  );
});

test("SEC-2 whatever JSON comes, each is answered or ignored, and the next request is understood", async () => {
  const host = startWatched();

  await fc.assert(
    fc.asyncProperty(fc.array(fc.jsonValue({ maxDepth: 4 }), { maxLength: 20 }), async (values) => {
      for (const value of values) host.sendJson(value);

      await expect(harm(host)).resolves.toEqual([]);
    }),
    RUNS,
  );
});

test("SEC-2 no values of a request's fields crash the host or lead it out of its folder", async () => {
  const host = startWatched();
  let gaps = 0;
  host.onMessage((message) => {
    if (message.type === "event" && message.event === "gap") gaps += 1;
  });

  await fc.assert(
    fc.asyncProperty(fc.array(request, { maxLength: 60, size: "max" }), async (requests) => {
      for (const one of requests) host.sendJson(one);

      await expect(harm(host)).resolves.toEqual([]);
    }),
    RUNS,
  );

  // The code after the schema was reached: 9 to 49 times in ten rounds, by chance.
  expect(gaps).toBeGreaterThan(0);
  expect(host.log()).not.toContain('"message":"defect"');
});

test("IPC-12 frame numbers and samples at the bounds of a session leave metrics that their own schema takes", async () => {
  const host = startWatched();
  await host.request("start_session", START);
  const last = MAX_SESSION_SAMPLES / FRAME_SAMPLES;

  for (const source of ["tab", "mic"] as const) {
    for (const seq of [last, last + 1, Number.MAX_SAFE_INTEGER])
      host.sendJson(rawFrame(source, seq, MAX_SESSION_SAMPLES));
    host.sendJson(rawFrame(source, 0, MAX_SESSION_SAMPLES + 1));
    host.sendJson(rawFrame(source, 0, Number.MAX_SAFE_INTEGER));
  }
  const gaps = [0, 1].map(() => ({
    source: "mic",
    start_sample: 0,
    end_sample: 2 ** 53 - 1,
    reason: "muted",
  }));
  host.sendJson(rawRequest("stop_session", { session: SESSION, next: { tab: 0, mic: 0 }, gaps }));
  const stopped = await host.request("stop_session", { session: SESSION, next: { tab: 0, mic: 0 } });

  await expect(harm(host)).resolves.toEqual([]);
  expect(stopped).toMatchObject({
    type: "response",
    result: { metrics: { frames_dropped: 2 * (last + 1) } },
  });
  expect(host.messages.filter((message) => parseMessage(message).kind !== "message")).toEqual([]);
});

function rawRequest(method: string, parameters: object): object {
  return { id: randomUUID(), type: "request", version: "1.0", method, params: parameters };
}

function rawFrame(source: "tab" | "mic", seq: number, first_sample: number): object {
  return rawRequest("process_audio_stream", { ...frame(source, 0), seq, first_sample });
}
