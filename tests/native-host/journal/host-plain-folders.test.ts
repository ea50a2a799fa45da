import { randomUUID } from "node:crypto";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { uptime } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { framesPcm, SESSION } from "../frames.ts";
import { program, START, useRealHosts } from "../real-host.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { storedPcm } from "./stored-audio.ts";

const hosts = useRealHosts();
const ECHO = { sidecar: program("echo-sidecar") };
const WORDS = "a plain sentence of yesterday";

/** A session's folder as version 1.1 of the host left it: plain files. */
function leavePlain(dataDirectory: string): string {
  const folder = join(dataDirectory, "sessions", SESSION);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const at = {
    session: SESSION,
    source: "tab",
    utterance: 0,
    revision: 1,
    start_sample: 0,
    end_sample: 16_000,
  };
  const events = [
    { event: "final_text", data: { ...at, text: WORDS, language: "en" } },
    { event: "speech_end", data: { ...at, revision: 2 } },
  ];
  writeFileSync(
    join(folder, "session.json"),
    JSON.stringify({ started_at: START.started_at, settings: START.settings }),
  );
  writeFileSync(join(folder, "tab.pcm"), Buffer.concat([framesPcm("tab", 30), Buffer.alloc(77)]));
  writeFileSync(join(folder, "mic.pcm"), framesPcm("mic", 2));
  writeFileSync(join(folder, "tab-breaks.jsonl"), "");
  writeFileSync(
    join(folder, "mic-breaks.jsonl"),
    '{"seq":1,"first_sample":16000,"reason":"muted"}\n{"seq":2,"fi',
  );
  writeFileSync(join(folder, "events.jsonl"), events.map((event) => `${JSON.stringify(event)}\n`).join(""));
  writeFileSync(join(folder, "acknowledged"), "0000000000000000\n");
  writeFileSync(join(folder, "lock.json"), "");
  return folder;
}

function isPlain(folder: string): boolean {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .some(({ parentPath, name }) => {
      const content = readFileSync(join(parentPath, name));
      return content.includes(WORDS) || content.includes(framesPcm("tab", 1).subarray(0, 64));
    });
}

test("SEC-7 a session that an earlier version left is sealed, finished and gone, without a frame or a word less", async () => {
  const dataDirectory = temporaryFolder();
  leavePlain(dataDirectory);
  const host = hosts.start({ ...ECHO, dataDirectory, acknowledges: true });

  const listed = await host.request("list_sessions", {});
  const isPlainStill = isPlain(dataDirectory);
  const pcm = await storedPcm(dataDirectory, "tab");
  await host.request("resume_session", { session: SESSION, sources: ["tab", "mic"] });
  const stopped = await host.request("stop_session", { session: SESSION, next: { tab: 30, mic: 2 } });

  expect(listed).toMatchObject({
    result: {
      sessions: [{ session: SESSION, next: { tab: 30, mic: 2 }, lag_samples: { tab: 32_000, mic: 3200 } }],
    },
  });
  expect(isPlainStill).toBe(false);
  expect(pcm.equals(framesPcm("tab", 30))).toBe(true);
  expect(stopped).toMatchObject({ type: "response" });
  expect(host.finals("tab")).toEqual([WORDS, "until frame 19", "until frame 29"]);
  await host.event("gap", { source: "mic", start_sample: 1600, end_sample: 16_000, reason: "muted" });
  await host.waitFor(() => !existsSync(host.sessionFile("")));
});

test("SEC-7 interrupted sealing, before or after the plain folder went, is finished by the next host", async () => {
  const [before, after] = [temporaryFolder(), temporaryFolder()];
  leavePlain(before);
  mkdirSync(join(before, "sessions", `.sealing-${SESSION}`));
  leavePlain(after);
  const first = hosts.start({ ...ECHO, dataDirectory: after });
  await first.request("list_sessions", {});
  await first.kill();
  renameSync(join(after, "sessions", SESSION), join(after, "sessions", `.sealing-${SESSION}`));

  for (const dataDirectory of [before, after]) {
    const host = hosts.start({ ...ECHO, dataDirectory });
    const listed = await host.request("list_sessions", {});

    expect(listed).toMatchObject({ result: { sessions: [{ session: SESSION, next: { tab: 30, mic: 2 } }] } });
    expect(readdirSync(join(dataDirectory, "sessions"))).toEqual([SESSION]);
  }
});

test("SEC-7 a host that runs brings back at once what another one has hidden by dying over it", async () => {
  const dataDirectory = temporaryFolder();
  const folder = leavePlain(dataDirectory);
  const host = hosts.start({ ...ECHO, dataDirectory });
  const listed = { result: { sessions: [{ session: SESSION, next: { tab: 30, mic: 2 } }] } };
  expect(await host.request("list_sessions", {})).toMatchObject(listed);

  // Between the plain folder's end and the sealed one's place.
  renameSync(folder, join(dataDirectory, "sessions", `.sealing-${SESSION}`));

  expect(await host.request("list_sessions", {})).toMatchObject(listed);
});

test.each([".deleted-plain-cut-off", ".deleted-by-an-earlier-version"])(
  "SEC-7 plain files whose removal was interrupted, in %s, are overwritten before they go",
  async (name) => {
    const dataDirectory = temporaryFolder();
    const trash = join(dataDirectory, "sessions", name);
    renameSync(leavePlain(dataDirectory), trash);
    // The bytes can be read by whoever has the file open, whatever became of its name.
    const held = ["tab.pcm", "events.jsonl"].map((file) => openSync(join(trash, file), "r"));
    const before = held.map((descriptor) => readFileSync(descriptor, "latin1"));
    const host = hosts.start({ ...ECHO, dataDirectory });

    await host.request("list_sessions", {});

    expect(existsSync(trash)).toBe(false);
    for (const [index, descriptor] of held.entries()) {
      const bytes = Buffer.alloc(before[index]?.length ?? 0);
      expect(readSync(descriptor, bytes, 0, bytes.length, 0)).toBe(bytes.length);
      expect(bytes.toString("latin1") === before[index]).toBe(false);
      closeSync(descriptor);
    }
  },
);

test("SEC-7 a host leaves alone what another one is sealing", async () => {
  const dataDirectory = temporaryFolder();
  const sessions = join(dataDirectory, "sessions");
  const lock = join(leavePlain(dataDirectory), "lock.json");
  mkdirSync(join(sessions, `.sealing-${SESSION}`));
  // This process lives, as the other host would.
  const booted_at_ms = Date.now() - uptime() * 1000;
  writeFileSync(lock, JSON.stringify({ pid: process.pid, booted_at_ms, token: randomUUID() }));
  const second = hosts.start({ ...ECHO, dataDirectory });

  expect(await second.request("list_sessions", {})).toMatchObject({ result: { sessions: [] } });

  expect(readdirSync(sessions).toSorted()).toEqual([`.sealing-${SESSION}`, SESSION]);
  expect(isPlain(dataDirectory)).toBe(true);
});

test("SEC-7 hosts that start at once seal a session once and lose nothing of it", async () => {
  const dataDirectory = temporaryFolder();
  const folder = leavePlain(dataDirectory);
  const pcm = framesPcm("tab", 6000);
  writeFileSync(join(folder, "tab.pcm"), pcm);

  const both = [1, 2].map(() => hosts.start({ ...ECHO, dataDirectory }));
  await Promise.all(both.map((host) => host.request("list_sessions", {})));
  for (const host of both) await host.kill();
  const last = hosts.start({ ...ECHO, dataDirectory });
  const listed = await last.request("list_sessions", {});

  expect(listed).toMatchObject({ result: { sessions: [{ session: SESSION, next: { tab: 6000, mic: 2 } }] } });
  expect((await storedPcm(dataDirectory, "tab")).equals(pcm)).toBe(true);
  expect(readdirSync(join(dataDirectory, "sessions"))).toEqual([SESSION]);
});
