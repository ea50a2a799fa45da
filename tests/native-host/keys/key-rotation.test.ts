import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { decodeKeyFile } from "../../../native-host/keys/session-keys.ts";
import type { ErrorMessage, ResponseMessage } from "../../../protocol/messages.ts";
import { SESSION } from "../frames.ts";
import { program, type RealHost, useRealHosts } from "../real-host.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { openedKeys } from "./opened-keys.ts";

const hosts = useRealHosts();
const ECHO = { sidecar: program("echo-sidecar") };
const KILLER = ["--import", join(import.meta.dirname, "../programs/kill-at-step.mjs")];

interface Answer {
  readonly key: string;
  readonly next_key?: string;
}

function outcome(answer: ResponseMessage | ErrorMessage): unknown {
  return answer.type === "response" ? answer.result : answer.error.code;
}

async function keysOf(host: RealHost): Promise<Answer> {
  return outcome(await host.request("session_key", { session: SESSION })) as Answer;
}

async function rotated(host: RealHost): Promise<Required<Answer>> {
  return outcome(await host.request("rotate_session_key", { session: SESSION })) as Required<Answer>;
}

async function finished(host: RealHost, key: string): Promise<unknown> {
  return outcome(await host.request("finish_key_rotation", { session: SESSION, key }));
}

/** Every transcript key that any file of the folder holds. */
function keysOnDisk(dataDirectory: string): string[] {
  const folder = join(dataDirectory, "keys");
  const master = readFileSync(join(folder, "master.key"));
  return readdirSync(folder).flatMap((name) => {
    const keys = decodeKeyFile(SESSION, readFileSync(join(folder, name)), () => [master]);
    return keys === null ? [] : [keys.transcript.toString("base64")];
  });
}

/** Kills a host at each file operation of a request until it lives to answer. `judge` gets a host that follows it. */
async function killAtEachStep(
  from: string,
  prepare: (dataDirectory: string) => Promise<Answer>,
  ask: (host: RealHost, before: Answer) => Promise<unknown>,
  judge: (next: RealHost, before: Answer) => Promise<void>,
): Promise<number> {
  for (let step = 0; ; step += 1) {
    const dataDirectory = temporaryFolder();
    const before = await prepare(dataDirectory);
    const inherited = { KILL_AT_STEP: String(step), KILL_FROM: from };
    const host = hosts.start({ ...ECHO, dataDirectory, nodeArguments: KILLER, inherited });
    const answered = ask(host, before).then(() => true);
    const isAnswered = await Promise.race([answered, host.exited().then(() => false)]);
    await host.kill();
    const next = hosts.start({ ...ECHO, dataDirectory });
    await judge(next, before);
    await next.kill();
    if (isAnswered) return step;
  }
}

async function created(dataDirectory: string): Promise<Answer> {
  const { transcript } = (await openedKeys(dataDirectory)).getOrCreate(SESSION);
  return { key: transcript.toString("base64") };
}

async function begun(dataDirectory: string): Promise<Answer> {
  const keys = await openedKeys(dataDirectory);
  keys.getOrCreate(SESSION);
  const { transcript, nextTranscript } = keys.rotate(SESSION);
  return { key: transcript.toString("base64"), next_key: nextTranscript?.toString("base64") ?? "" };
}

test("SEC-7 a transcript's key is replaced in two steps, both of which may come twice, and the journal's stays", async () => {
  const host = await hosts.startSession({ ...ECHO, acknowledges: false });
  host.sendFrames("tab", 0, 10);
  await host.event("final_text", { text: "until frame 9" });
  const before = await keysOf(host);

  const both = await rotated(host);
  expect(await rotated(host)).toEqual(both);
  expect(both).toMatchObject({ key: before.key });
  expect(await keysOf(host)).toEqual(both);
  const ended = [await finished(host, both.next_key), await finished(host, both.next_key)];

  expect(ended).toEqual([{ session: SESSION }, { session: SESSION }]);
  const after = await keysOf(host);
  expect(after).toEqual({ ...before, key: both.next_key });
  expect(keysOnDisk(host.dataDirectory)).toEqual([both.next_key]);
  await host.kill();
  const next = hosts.start({ ...ECHO, dataDirectory: host.dataDirectory });
  await next.request("resume_session", { session: SESSION, sources: ["tab", "mic"] });
  await next.event("final_text", { text: "until frame 9" });
  expect(await keysOf(next)).toEqual(after);
});

test("SEC-7 the end of a rotation that comes too late destroys nothing of the next one", async () => {
  const host = await hosts.startSession(ECHO);
  const first = await rotated(host);
  await finished(host, first.next_key);
  const second = await rotated(host);

  expect(await finished(host, first.next_key)).toEqual({ session: SESSION });
  expect(await finished(host, Buffer.alloc(32).toString("base64"))).toBe("session_key_missing");

  expect(await keysOf(host)).toEqual(second);
  expect(second.key).toBe(first.next_key);
});

test("SEC-7 a host killed at any step of the beginning of a rotation leaves the key that is in use", async () => {
  const kills = await killAtEachStep(
    `${SESSION}.next`,
    created,
    (host) => rotated(host),
    async (next, before) => {
      const known = await keysOf(next);
      expect(known.key).toBe(before.key);
      const both = await rotated(next);
      expect([undefined, both.next_key]).toContain(known.next_key);
      await finished(next, both.next_key);
      expect((await keysOf(next)).key).toBe(both.next_key);
      expect(keysOnDisk(next.dataDirectory)).not.toContain(before.key);
    },
  );

  expect(kills).toBeGreaterThan(6);
}, 180_000);

test("SEC-7 a host killed at any step of the end of a rotation leaves the key that everything is sealed by", async () => {
  const kills = await killAtEachStep(
    `${SESSION}.key`,
    begun,
    (host, before) => finished(host, before.next_key ?? ""),
    async (next, before) => {
      const known = await keysOf(next);
      expect([known.key, known.next_key]).toContain(before.next_key);
      expect(await finished(next, before.next_key ?? "")).toEqual({ session: SESSION });
      const { next_key, key } = await keysOf(next);
      expect({ next_key, key }).toEqual({ next_key: undefined, key: before.next_key });
      expect(keysOnDisk(next.dataDirectory)).not.toContain(before.key);
      // And the next rotation goes on from there.
      const again = await rotated(next);
      expect(again.key).toBe(key);
    },
  );

  expect(kills).toBeGreaterThan(4);
}, 180_000);

test("SEC-7 a session that is deleted while its key is being replaced has neither", async () => {
  const host = await hosts.startSession(ECHO);
  await rotated(host);
  await host.request("abandon_session", { session: SESSION });

  await host.request("delete_session", { session: SESSION });

  expect(await keysOf(host)).toBe("session_key_missing");
  expect(keysOnDisk(host.dataDirectory)).toEqual([]);
  expect(readdirSync(join(host.dataDirectory, "keys")).toSorted()).toEqual(["destroyed", "master.key"]);
});

test("SEC-7 of two files the next one counts where the first is damaged or gone, and a next one that is damaged is made again", async () => {
  const dataDirectory = temporaryFolder();
  const [path, nextPath] = ["key", "next"].map((name) =>
    join(dataDirectory, "keys", `${SESSION}.${name}`),
  ) as [string, string];
  const both = await begun(dataDirectory);
  writeFileSync(nextPath, "damaged");
  const keys = await openedKeys(dataDirectory);
  const again = keys.rotate(SESSION);
  expect(again.transcript.toString("base64")).toBe(both.key);

  rmSync(path);
  expect(keys.get(SESSION)).toMatchObject({ transcript: again.nextTranscript, nextTranscript: null });
  const third = keys.rotate(SESSION);

  expect(third.transcript).toEqual(again.nextTranscript);
  expect(third.nextTranscript).not.toEqual(again.nextTranscript);
  // Both come back where somebody has moved them away from under a session that runs.
  renameSync(join(dataDirectory, "keys"), join(dataDirectory, "away"));
  keys.restore(SESSION);
  expect(existsSync(path)).toBe(true);
  expect((await openedKeys(dataDirectory)).get(SESSION)).toEqual(third);
});
