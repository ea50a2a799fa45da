import { expect, test, vi } from "vitest";
import { EarshotError } from "../../../protocol/errors.ts";
import type { NativeLink } from "../../../src/background/host/native-link.ts";
import { SessionRemoval } from "../../../src/background/recovery/removal.ts";
import { Retention } from "../../../src/background/recovery/retention.ts";
import { StatusStore } from "../../../src/background/views/status-store.ts";
import { OTHER, SESSION, sessionRecord } from "../session-samples.ts";
import { TestDatabase } from "../test-database.ts";

const DAY_MS = 86_400_000;

/** Two sessions: a ten days old one and one of today. `request` is the host's part; null is no host. */
async function newRemoval(request: ((method: string, params: object) => Promise<unknown>) | null) {
  const database = new TestDatabase();
  await database.putRecord(sessionRecord({ startedAtMs: 0 }));
  await database.putRecord(sessionRecord({ session: OTHER, startedAtMs: 10 * DAY_MS }));
  const statusStore = new StatusStore(() => {});
  const settings = { retentionDays: null as number | null, audioRetentionDays: null as number | null };
  const forgotten = vi.fn<(session: string) => Promise<void>>(() => Promise.resolve());
  const replaceKeys = vi.fn<(running: string | null) => Promise<void>>(() => Promise.resolve());
  const onAmended = vi.fn<(session: string) => void>();
  const removal = new SessionRemoval({
    statusStore,
    database,
    hub: { forget: forgotten },
    host: {
      ensure: () =>
        request === null
          ? Promise.reject(new EarshotError("host_not_installed", "none"))
          : Promise.resolve({ request } as unknown as NativeLink),
    },
    keys: { forget: () => Promise.resolve() },
    deleteUnsealed: () => Promise.resolve(),
    onIdle: () => {},
    recovery: { forget: () => Promise.resolve() },
    replaceKeys,
    onAmended,
  });
  const retention = new Retention({
    statusStore,
    database,
    settings: () => settings,
    now: () => 10 * DAY_MS,
    remove: (session) => removal.remove(session),
    removeAudio: (session) => removal.removeAudio(session),
  });
  return { removal, retention, database, statusStore, settings, forgotten, replaceKeys, onAmended };
}

test("UI-5 a deleted session is deleted here, in the views and at the host", async () => {
  const request = vi.fn(() => Promise.resolve({}));
  const { removal, database, forgotten } = await newRemoval(request);

  await removal.remove(SESSION);

  expect(await database.sessions()).toEqual([OTHER]);
  expect(forgotten).toHaveBeenCalledWith(SESSION);
  expect(request).toHaveBeenCalledWith("delete_session", { session: SESSION });
  expect(await database.listDeleted()).toEqual([]);
});

test.each([
  ["is not connected", null],
  ["ends meanwhile", () => Promise.reject(new EarshotError("host_exited", "gone"))],
])("UI-5 a deletion is remembered while the host %s, so that nothing comes back", async (_what, request) => {
  const { removal, database } = await newRemoval(request);

  await removal.remove(SESSION);

  expect(await database.sessions()).not.toContain(SESSION);
  expect(await database.listDeleted()).toEqual([SESSION]);
});

test("UI-5 a running meeting is not deleted", async () => {
  const { removal, database, statusStore } = await newRemoval(null);
  statusStore.advance({ type: "start-requested", active: { session: SESSION, tabId: 7, startedAtMs: 0 } });

  await removal.remove(SESSION);

  expect(await database.sessions()).toContain(SESSION);
});

test("UI-5 a meeting that the user keeps while others are being removed stays", async () => {
  const meanwhile = { act: (): Promise<void> => Promise.reject(new Error("nothing is to be deleted yet")) };
  const { retention, database, settings } = await newRemoval(() => meanwhile.act());
  await database.amendEntry(OTHER, { startedAtMs: DAY_MS });
  meanwhile.act = () => database.amendEntry(OTHER, { isExempt: true });
  settings.retentionDays = 7;

  await retention.removeExpired();

  expect(await database.sessions()).toEqual([OTHER]);
});

test("UI-5 what is older than the setting goes, and nothing goes without one", async () => {
  const { retention, database, settings } = await newRemoval(null);
  await retention.removeExpired();
  expect(await database.sessions()).toHaveLength(2);

  settings.retentionDays = 7;
  await retention.removeExpired();

  expect(await database.sessions()).toEqual([OTHER]);
});

const CHUNK = { source: "tab", startSample: 0, endSample: 80_000, opus: "AAEA" } as const;

test("UI-9 SEC-7 a meeting's audio is deleted by itself, and its key is replaced then", async () => {
  const { removal, database, statusStore, replaceKeys, onAmended } = await newRemoval(null);
  for (const session of [SESSION, OTHER]) await database.audio.put(session, CHUNK, () => true);

  await removal.removeAudio(SESSION);

  expect((await database.audio.outline(SESSION)).bytes).toBe(0);
  expect((await database.audio.outline(OTHER)).bytes).toBeGreaterThan(0);
  expect((await database.load(SESSION))?.title).toBe("Weekly");
  expect(await database.listSessions()).toMatchObject([{ session: SESSION, isKeyOutdated: true }, {}]);
  expect(replaceKeys).toHaveBeenCalledWith(null);
  expect(onAmended).toHaveBeenCalledWith(SESSION);
  // Of the meeting that runs it is not.
  statusStore.advance({ type: "start-requested", active: { session: OTHER, tabId: 7, startedAtMs: 0 } });
  await removal.removeAudio(OTHER);
  expect((await database.audio.outline(OTHER)).bytes).toBeGreaterThan(0);
});

test("UI-9 audio that is deleted is gone where its key cannot be replaced now", async () => {
  const { removal, database, replaceKeys } = await newRemoval(null);
  const warned = vi.spyOn(console, "warn").mockImplementation(() => {});
  await database.audio.put(SESSION, CHUNK, () => true);
  replaceKeys.mockRejectedValue(new DOMException("", "AbortError"));

  await removal.removeAudio(SESSION);

  await vi.waitFor(() =>
    expect(warned).toHaveBeenCalledWith(expect.stringContaining("key later"), "AbortError"),
  );
  expect((await database.audio.outline(SESSION)).bytes).toBe(0);
});

test("UI-9 audio goes by a time of its own, the words stay; a meeting that is kept keeps its audio", async () => {
  const { retention, database, settings } = await newRemoval(null);
  const exempt = "7c1d2e3f-4a5b-4c6d-8e7f-9a0b1c2d3e4f";
  const further = "8d2e3f40-5b6c-4d7e-9f80-a1b2c3d4e5f6";
  await database.putRecord(sessionRecord({ session: exempt, startedAtMs: 0 }));
  await database.amendEntry(exempt, { isExempt: true });
  for (const session of [SESSION, OTHER, exempt]) await database.audio.put(session, CHUNK, () => true);
  await retention.removeExpired();
  expect(await database.audio.sessions()).toHaveLength(3);

  settings.audioRetentionDays = 7;
  await retention.removeExpired();

  expect(await database.audio.sessions()).toEqual([OTHER, exempt].toSorted());
  expect((await database.sessions()).toSorted()).toEqual([SESSION, OTHER, exempt].toSorted());
  // Nothing outlives its words.
  settings.audioRetentionDays = null;
  settings.retentionDays = 7;
  await database.putRecord(sessionRecord({ session: further, startedAtMs: 0 }));
  await database.audio.put(further, CHUNK, () => true);
  await retention.removeExpired();
  expect(await database.audio.sessions()).toEqual([OTHER, exempt].toSorted());
});
