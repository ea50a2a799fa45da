import { expect, test, vi } from "vitest";
import { EarshotError } from "../../../protocol/errors.ts";
import { runViewCommand } from "../../../src/background/commands/view-commands.ts";
import type { Parts } from "../../../src/background/compose.ts";
import { SessionMemory } from "../../../src/background/meeting/session-memory.ts";
import { StatusStore } from "../../../src/background/views/status-store.ts";
import { MESSAGES, type ViewCommand } from "../../../src/shared/messages/to-background.ts";
import { IDLE, type SessionState } from "../../../src/shared/session.ts";
import { MESSAGE_SAMPLES } from "../../shared/messages/message-samples.ts";
import { OTHER, SESSION } from "../session-samples.ts";

type CommandAboutMeeting = Extract<ViewCommand, { readonly session: string }>;

const OF_RUNNING_MEETING = Object.values(MESSAGE_SAMPLES)
  .filter(({ type }) => MESSAGES[type].about === "running-meeting")
  .map((sample) => ({ ...(sample as CommandAboutMeeting), session: OTHER }));
const problem = { code: "disk_nearly_full", message: "little is free", recoverable: true } as const;

/** Parts of a worker in which `SESSION` runs; a command that reaches any other part fails. */
function partsWith(memory: SessionMemory, statusStore = new StatusStore(() => {})): Parts {
  const known: Readonly<Record<string, unknown>> = { memory, statusStore };
  return new Proxy({} as Parts, {
    get(_target, name) {
      return known[String(name)];
    },
  });
}

async function runningMeeting() {
  const written: unknown[] = [];
  const memory = new SessionMemory((left) => {
    written.push(left);
    return Promise.resolve();
  });
  const active = { session: SESSION, tabId: 1, startedAtMs: 0 };
  await memory.begin(active, true);
  const statusStore = new StatusStore(() => {});
  statusStore.advance({ type: "start-requested", active });
  statusStore.update({ problem });
  return { memory, statusStore, written };
}

test.each(OF_RUNNING_MEETING)(
  "IPC-4 $type of a meeting that is over is refused and changes nothing in the one that runs",
  async (command) => {
    const { memory, statusStore, written } = await runningMeeting();
    const [before, status] = [memory.current, statusStore.status];

    await expect(runViewCommand(command, partsWith(memory, statusStore))).rejects.toMatchObject({
      code: "session_unknown",
    });

    expect(memory.current).toBe(before);
    expect(statusStore.status).toBe(status);
    expect(written).toHaveLength(1);
  },
);

test.each(OF_RUNNING_MEETING)(
  "IPC-11 $type after the end: only a stop is what was requested",
  async (command) => {
    const { memory } = await runningMeeting();
    await memory.forget(null);

    const outcome = await runViewCommand({ ...command, session: SESSION }, partsWith(memory)).then(
      () => "taken",
      (error: unknown) => EarshotError.from(error).code,
    );

    const isStop = command.type === "stop-session" || command.type === "finish-now";
    expect(outcome).toBe(isStop ? "taken" : "session_unknown");
  },
);

test.each([
  { what: "as it was shown", session: SESSION, code: problem.code, isGone: true },
  { what: "of another meeting", session: OTHER, code: problem.code, isGone: false },
  { what: "of no meeting", session: null, code: problem.code, isGone: false },
  { what: "of another kind", session: SESSION, code: "tab_crashed", isGone: false },
] as const)("UI-3 a problem $what is dismissed: $isGone", async ({ session, code, isGone }) => {
  const { memory, statusStore } = await runningMeeting();

  await runViewCommand({ type: "dismiss-problem", session, code }, partsWith(memory, statusStore));

  expect(statusStore.status.problem).toEqual(isGone ? null : problem);
});

test("UI-8 UI-9 what a meeting and its sides are called stands on one line, of characters that every file has room for", async () => {
  const { memory } = await runningMeeting();
  const [rename, amendHead] = [vi.fn<() => void>(), vi.fn<() => void>()];
  const parts = { memory, hub: { rename, amendHead } } as unknown as Parts;

  const name = "Ana\u0000\nMaria\ud800 ";
  await runViewCommand({ type: "rename-speaker", session: SESSION, source: "mic", name }, parts);
  await runViewCommand({ type: "rename-meeting", session: SESSION, title: name }, parts);

  expect(rename).toHaveBeenCalledWith(SESSION, "mic", "Ana Maria");
  expect(amendHead).toHaveBeenCalledWith(SESSION, { title: "Ana Maria" });
});

/** A worker whose recognition is to be tried again, and what is asked of its hosts. */
function partsWithHost(
  session: SessionState,
  uses: {
    isRotating?: boolean;
    isDownloading?: boolean;
    isIndexing?: boolean;
    meanwhile?: SessionState;
  } = {},
) {
  const done: string[] = [];
  const statusStore = new StatusStore(() => {});
  statusStore.update({ session });
  const link = { request: (method: string) => Promise.resolve(done.push(method)) };
  const parts = {
    memory: { current: null },
    statusStore,
    host: { link, close: () => done.push("host ended"), ensure: () => Promise.resolve(link) },
    models: { isBusy: uses.isDownloading ?? false },
    rotation: { isRunning: uses.isRotating ?? false },
    searchIndexing: { isRunning: uses.isIndexing ?? false },
    recovery: {
      isRunning: true,
      giveWay: () => {
        done.push("recovery gave way");
        statusStore.update({ session: uses.meanwhile ?? session });
        return Promise.resolve();
      },
      run: () => Promise.resolve(done.push("recovery")),
    },
  };
  return { done, parts: parts as unknown as Parts };
}

const RECORDING = { name: "recording", session: SESSION, tabId: 1, startedAtMs: 0 } as const;

test.each<[string, string[], ReturnType<typeof partsWithHost>]>([
  ["nothing passes", ["recovery gave way", "host ended"], partsWithHost(IDLE)],
  [
    "the text for a search passes",
    ["recovery gave way", "host ended"],
    partsWithHost(IDLE, { isIndexing: true }),
  ],
  ["a meeting passes", [], partsWithHost(RECORDING)],
  ["a download passes", [], partsWithHost(IDLE, { isDownloading: true })],
  ["a new key passes", [], partsWithHost(IDLE, { isRotating: true })],
  [
    "a meeting that began meanwhile passes",
    ["recovery gave way"],
    partsWithHost(IDLE, { meanwhile: RECORDING }),
  ],
])(
  "UI-7 CAP-7 what is tried again finds what was installed meanwhile, by a host that is started then where %s through the old one",
  async (_what, before, { done, parts }) => {
    await runViewCommand({ type: "retry-transcription" }, parts);

    expect(done).toEqual([...before, "retry_transcription", "recovery"]);
  },
);
