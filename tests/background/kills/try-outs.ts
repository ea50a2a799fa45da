import { expect } from "vitest";
import { activeSession } from "../../../src/shared/session.ts";
import { TAB } from "./fake-browser.ts";
import type { Run } from "./run.ts";
import type { Scenario } from "./scenarios.ts";

async function tryingOut(run: Run): Promise<void> {
  run.send({ type: "start-try-out" });
  await run.until("recording");
}

/** No transcript, and whatever the host has of it is to be destroyed. */
function expectNothingStored({ browser: { database, disk } }: Run): void {
  expect([...database.records.keys()]).toEqual([]);
  for (const session of disk.sessions) expect(database.deleted.has(session)).toBe(true);
}

/** What is tried out on the first-run page leaves nothing (ADR-041). */
export const TRY_OUTS: readonly Scenario[] = [
  {
    name: "try it out",
    command: (run) => run.send({ type: "start-try-out" }),
    honoured: (run) => {
      expect(run.status.session).toMatchObject({ name: "recording", tabId: null });
      expectNothingStored(run);
    },
  },
  {
    name: "stop the try-out",
    prepare: tryingOut,
    command: (run) => run.sendOfRunning((session) => ({ type: "stop-session", session })),
    honoured: (run) => {
      expect(run.status.session).toEqual({ name: "idle", lastError: null });
      expectNothingStored(run);
      expect([...run.browser.disk.sessions]).toEqual([]);
    },
  },
  {
    name: "start a meeting while something is tried out",
    prepare: tryingOut,
    command: (run) => run.send({ type: "start-session", tabId: TAB }),
    honoured: (run) => {
      expect(run.status.session).toMatchObject({ name: "recording", tabId: null });
      expectNothingStored(run);
    },
  },
  {
    name: "try it out while a meeting runs",
    async prepare(run) {
      run.send({ type: "start-session", tabId: TAB });
      await run.until("recording");
    },
    command: (run) => run.send({ type: "start-try-out" }),
    honoured: (run) => {
      const { database } = run.browser;
      expect(run.status.session).toMatchObject({ name: "recording", tabId: TAB });
      expect([...database.records.keys()]).toEqual([activeSession(run.status.session)?.session]);
      expect([...database.deleted]).toEqual([]);
    },
  },
];
