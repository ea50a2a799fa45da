import { expect, test } from "vitest";
import { EarshotError } from "../../../protocol/errors.ts";
import { backoffMs } from "../../../src/shared/backoff.ts";
import { eventually } from "../../eventually.ts";
import { OTHER, SESSION, sessionRecord } from "../session-samples.ts";
import { gap, listed, NEXT, newRecovery, withContent } from "./test-recovery.ts";

test("UI-5 a session that the database has open is resumed, drained and offered", async () => {
  const { interrupted, recovery, database, asked, state } = newRecovery();
  await withContent(database, SESSION);
  await interrupted.load(null);
  expect(state.recovered).toMatchObject([{ session: SESSION, state: "waiting" }]);

  await recovery.run();

  expect(asked).toContainEqual(["resume_session", { session: SESSION, sources: ["tab", "mic"] }]);
  expect(asked).toContainEqual(["stop_session", { session: SESSION, next: NEXT }]);
  expect(state.recovered).toMatchObject([{ session: SESSION, state: "done", remainingMs: 0 }]);
  expect((await database.recordOf(SESSION))?.completeness).toBe("recovered");
});

test("UI-5 a session that only the host knows gets a record before its finals come", async () => {
  const finished = new Set<string>();
  const { recovery, database, state } = newRecovery({
    list_sessions: () => ({ sessions: finished.has(SESSION) ? [] : [listed(SESSION)] }),
    stop_session: async ({ session }) => {
      finished.add(String(session));
      expect(await database.sessions()).toContain(SESSION);
      await database.storeEvents({
        session: SESSION,
        segments: [],
        corrections: [],
        gaps: [gap],
        suppressed: [],
        numbers: [0],
        record: null,
      });
      return { session, metrics: null };
    },
  });

  await recovery.run();

  expect(state.recovered).toMatchObject([{ session: SESSION, state: "done" }]);
  expect((await database.recordOf(SESSION))?.startedAtMs).toBe(Date.parse("2026-11-22T09:00:00Z"));
});

test("UI-5 a session that the host has finished already is offered as it is", async () => {
  const { interrupted, recovery, database, state } = newRecovery({
    resume_session: () => Promise.reject(new EarshotError("session_unknown", "no such folder")),
  });
  await withContent(database, SESSION);
  await interrupted.load(null);

  await recovery.run();

  expect(state.recovered).toMatchObject([{ session: SESSION, state: "done" }]);
});

test("UI-5 a session without a word is not offered", async () => {
  const { interrupted, recovery, database, state } = newRecovery();
  await database.putRecord(sessionRecord());
  await interrupted.load(null);

  await recovery.run();

  expect(state.recovered).toEqual([]);
  expect((await database.recordOf(SESSION))?.completeness).toBe("complete");
});

test("UI-5 a meeting that starts goes first, and the recovery goes on after it", async () => {
  let isSlow = true;
  const { interrupted, recovery, database, methods, state } = newRecovery({
    stop_session: ({ session }) => (isSlow ? new Promise(() => {}) : { session, metrics: null }),
  });
  await withContent(database, SESSION);
  await withContent(database, OTHER);
  await interrupted.load(null);
  const running = recovery.run();
  await eventually(() => expect(methods()).toContain("stop_session"));

  state.isIdle = false;
  await recovery.giveWay();
  await running;

  expect(methods().slice(-2)).toEqual(["stop_session", "abandon_session"]);
  expect(state.recovered.map((known) => known.state)).toEqual(["waiting", "waiting"]);
  isSlow = false;
  state.isIdle = true;
  await recovery.run();
  expect(state.recovered.map((known) => known.state)).toEqual(["done", "done"]);
});

test("UI-5 a session that cannot be finished does not keep the others from it", async () => {
  const { interrupted, recovery, database, state, onFailed } = newRecovery({
    stop_session: ({ session }) =>
      session === SESSION
        ? Promise.reject(new EarshotError("transcription_failed", "no"))
        : { session, metrics: null },
  });
  await withContent(database, SESSION);
  await withContent(database, OTHER);
  await interrupted.load(null);

  await recovery.run();

  const byId = new Map(state.recovered.map((known) => [known.session, known.state]));
  expect(byId.get(SESSION)).toBe("waiting");
  expect(byId.get(OTHER)).toBe("done");
  expect(onFailed).toHaveBeenCalledWith(expect.objectContaining({ code: "transcription_failed" }));
});

test("IPC-9 a host that dies in the recovery is tried again with back-off, not for ever", async () => {
  const { interrupted, recovery, database, scheduled } = newRecovery({
    stop_session: () => Promise.reject(new EarshotError("host_exited", "gone")),
  });
  await withContent(database, SESSION);
  await interrupted.load(null);

  await recovery.run();
  for (let attempt = 0; attempt < 12; attempt++) {
    scheduled.at(attempt)?.[0]();
    await eventually(() => expect(recovery.isRunning).toBe(false));
  }

  expect(scheduled.map(([, delayMs]) => delayMs)).toEqual(Array.from({ length: 10 }, (_, n) => backoffMs(n)));
});

test("UI-5 what the user deleted is deleted at the host and not recovered", async () => {
  const { recovery, database, asked, methods } = newRecovery();
  await database.deleteSession(SESSION);

  await recovery.run();

  expect(asked[0]).toEqual(["delete_session", { session: SESSION }]);
  expect(methods()).not.toContain("resume_session");
  expect(await database.listDeleted()).toEqual([]);
});

test("SEC-4 a folder that the host cannot read is deleted once it is too old, and not before", async () => {
  const [old, young] = ["2f1c3e5a-7b9d-4e6f-8a1b-3c5d7e9f1a2b", "3f1c3e5a-7b9d-4e6f-8a1b-3c5d7e9f1a2b"];
  const { recovery, asked } = newRecovery({
    list_sessions: () => ({
      sessions: [],
      unreadable: [
        { session: old, changed_at: "1970-01-01T00:00:00Z" },
        { session: young, changed_at: new Date().toISOString() },
      ],
    }),
  });

  await recovery.run();

  expect(asked).toEqual([
    ["list_sessions", {}],
    ["delete_session", { session: old }],
  ]);
});

test("UI-5 an unfinished session older than the retention setting is deleted, not recovered", async () => {
  const { recovery, methods } = newRecovery({
    list_sessions: () => ({ sessions: [listed(SESSION, "1970-01-01T00:00:00Z")] }),
  });

  await recovery.run();

  expect(methods()).toEqual(["list_sessions", "delete_session"]);
});

test("UI-5 an unfinished session that the user keeps is recovered, however old it is", async () => {
  const { recovery, database, methods } = newRecovery({
    list_sessions: () => ({ sessions: [listed(SESSION, "1970-01-01T00:00:00Z")] }),
  });
  await database.putRecord(sessionRecord({ startedAtMs: 0 }));
  await database.amendEntry(SESSION, { isExempt: true });

  await recovery.run();

  expect(methods()).not.toContain("delete_session");
});

test("UI-5 a recovered meeting is offered until the user has seen it, also after a restart", async () => {
  const { interrupted, database, state } = newRecovery();
  await database.putRecord(sessionRecord({ completeness: "recovered" }));
  await interrupted.load(null);
  expect(state.recovered).toMatchObject([{ session: SESSION, title: null, state: "done" }]);
  await interrupted.readTitles();
  expect(state.recovered).toMatchObject([{ session: SESSION, title: "Weekly", state: "done" }]);

  await interrupted.dismiss(SESSION);

  expect(state.recovered).toEqual([]);
  expect((await database.recordOf(SESSION))?.completeness).toBe("complete");
});

test("UI-5 a host that knows no recovery yet is no failure", async () => {
  const { recovery, onFailed } = newRecovery({
    list_sessions: () => Promise.reject(new EarshotError("unknown_method", "list_sessions")),
  });

  await recovery.run();

  expect(onFailed).not.toHaveBeenCalled();
});

test("UI-5 a folder that the host cannot delete keeps no meeting from being recovered", async () => {
  const { interrupted, recovery, database, state } = newRecovery({
    delete_session: () => Promise.reject(new EarshotError("journal_unwritable", "read-only")),
  });
  await database.deleteSession(OTHER);
  await withContent(database, SESSION);
  await interrupted.load(null);

  await recovery.run();

  expect(state.recovered).toMatchObject([{ session: SESSION, state: "done" }]);
  expect(await database.listDeleted()).toEqual([OTHER]);
});

test("UI-5 a deleted folder that the host lists, as it could not delete it, is offered to nobody", async () => {
  const { recovery, database, methods, state } = newRecovery({
    delete_session: () => Promise.reject(new EarshotError("journal_unwritable", "read-only")),
    list_sessions: () => ({ sessions: [listed(OTHER)] }),
  });
  await database.deleteSession(OTHER);

  await recovery.run();

  expect(methods()).not.toContain("resume_session");
  expect(state.recovered).toEqual([]);
});

test("UI-7 a try-out that began while a round did is not deleted at the host before its end", async () => {
  const { recovery, database, methods, state } = newRecovery();
  const list = database.listDeleted.bind(database);
  database.listDeleted = () => {
    state.isIdle = false;
    return list();
  };
  await database.deleteSession(SESSION);

  await recovery.run();

  expect(methods()).toEqual(["list_sessions"]);
  expect(await list()).toEqual([SESSION]);
});
