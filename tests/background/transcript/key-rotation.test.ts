// oxlint-disable-next-line import/no-unassigned-import -- it is a global that the database opens
import "fake-indexeddb/auto";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { EarshotError } from "../../../protocol/errors.ts";
import {
  importTranscriptKey,
  unseal,
  unsealBytes,
} from "../../../src/background/transcript/database/sealed.ts";
import { KeyRotation } from "../../../src/background/transcript/key-rotation.ts";
import type { SuppressedLine } from "../../../src/shared/lines/suppressed.ts";
import { keysLeft } from "../../../src/shared/struck-ranges.ts";
import type { Segment } from "../../../src/shared/transcript.ts";
import { openedKeys } from "../../native-host/keys/opened-keys.ts";
import { temporaryFolder } from "../../native-host/temporary-folder.ts";
import { SESSION, sessionRecord } from "../session-samples.ts";
import { type Kill, RotationWorker, type Surroundings, watchDatabase, written } from "./rotation-worker.ts";

const SECOND = 16_000;
const CANARY = "kestrel";
/** More than are sealed at a time. */
const LINES = 260;
/** The last ten of them. */
const RANGE = { startSample: (LINES - 10) * SECOND, endSample: LINES * SECOND };
const LATE = 2 * LINES;

let restore: () => void;
beforeAll(() => {
  restore = watchDatabase();
});
afterAll(() => restore());
beforeEach(() => {
  written.length = 0;
  vi.spyOn(console, "warn").mockImplementation(() => {});
});

function line(second: number): Segment {
  const startSample = second * SECOND;
  const isStruck = startSample >= RANGE.startSample && startSample < RANGE.endSample;
  return {
    source: "tab",
    utterance: startSample,
    revision: 1,
    startSample,
    endSample: startSample + SECOND / 2,
    stable: isStruck ? `The ${CANARY} ${second}.` : `Line ${second}.`,
    tail: "",
    isFinal: true,
    language: "en",
  };
}

function suppressed(second: number, text: string): SuppressedLine {
  const startSample = second * SECOND;
  return {
    source: "mic",
    startSample,
    endSample: startSample + 100,
    text,
    language: "en",
    reason: "silence",
  };
}

function batchOf(segments: readonly Segment[], held: readonly SuppressedLine[] = []) {
  return {
    session: SESSION,
    segments,
    corrections: [],
    gaps: [],
    suppressed: held,
    numbers: [],
    record: null,
  };
}

/** A meeting with lines of which the last are struck, and written down to be. */
async function meeting(): Promise<Surroundings> {
  const hostKeys = await openedKeys(temporaryFolder());
  hostKeys.getOrCreate(SESSION);
  const surroundings: Surroundings = { databaseName: crypto.randomUUID(), hostKeys, remembered: null };
  const { database } = new RotationWorker(surroundings, SESSION);
  await database.addSession(sessionRecord());
  await database.putHead(SESSION, sessionRecord({ title: "Weekly" }));
  const lines = Array.from({ length: LINES }, (_, second) => line(second));
  const held = [suppressed(1, "Held."), suppressed(LINES - 2, `Held ${CANARY}.`)];
  await database.storeEvents(batchOf(lines, held));
  await database.strike(SESSION, RANGE);
  return surroundings;
}

/** Finishes the strike while a line comes; @returns the worker's steps */
async function finish(surroundings: Surroundings, kill: Kill | null = null): Promise<RotationWorker> {
  const worker = new RotationWorker(surroundings, SESSION, kill);
  await worker.run(() =>
    Promise.all([
      worker.striking.finish(SESSION),
      worker.database.storeEvents(batchOf([line(LATE)])),
      worker.database.amendHead(SESSION, { title: "Weekly, again" }),
    ]),
  );
  return worker;
}

/** What a worker that follows reads. */
async function read(surroundings: Surroundings) {
  const worker = new RotationWorker(surroundings, SESSION);
  const transcript = await worker.database.load(SESSION);
  return { transcript, damaged: worker.damaged, entries: await worker.database.listSessions() };
}

function keyOf(bytes: Uint8Array) {
  return importTranscriptKey(Uint8Array.from(bytes));
}

/** Whether a key opens any record that was ever written of a struck line. */
async function opensStruck(bytes: Uint8Array): Promise<boolean> {
  const keys = { newest: await keyOf(bytes), replaced: null };
  const opened = await Promise.all(
    written.map(({ store, value }) =>
      unseal(keys, placeOf(store, value as Partial<Segment>), value.sealed).catch(() => null),
    ),
  );
  return opened.some((value) => JSON.stringify(value).includes(CANARY));
}

/** What became of each record of audio that was ever written, when a key was to open it. */
async function openingsOfAudio(bytes: Uint8Array): Promise<string[]> {
  const keys = { newest: await keyOf(bytes), replaced: null };
  const audio = written.filter(({ store }) => store === "audio");
  const opened = await Promise.allSettled(
    audio.map(({ value }) => unsealBytes(keys, ["audio", SESSION, "tab", 0, 80_000], value.sealed)),
  );
  return opened.map(({ status }) => status);
}

function placeOf(store: string, { source = "tab", utterance, startSample }: Partial<Segment>) {
  return store === "sessions"
    ? ([store, SESSION] as const)
    : ([store, SESSION, source, utterance ?? startSample ?? -1] as const);
}

/** Everything that was recognised and not struck is there, and no key that is left opens what was. */
async function expectDone(surroundings: Surroundings, before: Uint8Array): Promise<void> {
  const { transcript, damaged, entries } = await read(surroundings);
  const words = transcript?.segments.map(({ stable }) => stable) ?? [];
  const expected = [...Array.from({ length: LINES - 10 }, (_, second) => second), LATE];
  expect(words).toEqual(expected.map((second) => `Line ${second}.`));
  expect(transcript?.suppressed.map(({ text }) => text)).toEqual(["Held."]);
  expect(transcript?.title).toBe("Weekly, again");
  expect(damaged).toBe(0);
  expect(entries.flatMap(keysLeft)).toEqual([]);
  expect(transcript?.struck).toMatchObject([{ isDone: true, isKeyDestroyed: true }]);
  const { transcript: key, nextTranscript } = surroundings.hostKeys.get(SESSION);
  expect(nextTranscript).toBeNull();
  expect(await opensStruck(before)).toBe(true);
  expect(await opensStruck(key)).toBe(false);
  const { remembered } = surroundings;
  expect(remembered).toEqual({ session: SESSION, key: key.toString("base64") });
}

test("SEC-7 a strike ends with a key that opens no copy of the struck lines that was ever written", async () => {
  const surroundings = await meeting();
  const { transcript: before } = surroundings.hostKeys.get(SESSION);

  const { steps } = await finish(surroundings);

  await expectDone(surroundings, before);
  expect(steps.filter((step) => step.startsWith("transaction")).length).toBeGreaterThan(6);
  // A second time there is nothing to do.
  expect((await finish(surroundings)).steps).not.toContain("rotate_session_key");
});

test("SEC-7 a worker stopped at any step of a rotation loses no line, and the next one finishes it", async ({
  annotate,
}) => {
  const { steps } = await finish(await meeting());
  const lost: string[] = [];
  for (let step = 1; step <= steps.length; step++) {
    for (const when of ["before", "after"] as const) {
      written.length = 0;
      const surroundings = await meeting();
      const { transcript: before } = surroundings.hostKeys.get(SESSION);
      try {
        await finish(surroundings, { step, when });
        const between = await read(surroundings);
        expect(between.damaged).toBe(0);
        expect(between.transcript?.segments.length).toBeGreaterThanOrEqual(LINES - 10);
        expect(JSON.stringify(between.transcript)).not.toContain(CANARY);
        await finish(surroundings);
        await expectDone(surroundings, before);
      } catch (error) {
        lost.push(`${when} step ${step} (${steps[step - 1]}): ${String(error)}`);
      }
    }
  }
  await annotate(`${2 * steps.length} kill points, ${lost.length} lost`);
  expect(lost).toEqual([]);
}, 180_000);

test("SEC-7 what was sealed by a key that another worker had begun with, and struck then, opens by no key either", async () => {
  const { steps } = await finish(await meeting());
  const surroundings = await meeting();
  await finish(surroundings, { step: steps.indexOf("rotate_session_key") + 1, when: "after" });
  const worker = new RotationWorker(surroundings, SESSION);
  const second = LATE + 2;
  // The worker that follows asks the host, and seals by the key that is to come.
  surroundings.remembered = null;
  await worker.database.storeEvents(batchOf([{ ...line(second), stable: `The second ${CANARY}.` }]));
  const { nextTranscript } = surroundings.hostKeys.get(SESSION);
  const range = { startSample: second * SECOND, endSample: (second + 1) * SECOND };
  await worker.database.strike(SESSION, range);

  await worker.striking.finish(SESSION);

  expect(await opensStruck(nextTranscript ?? Buffer.alloc(32))).toBe(true);
  expect(await opensStruck(surroundings.hostKeys.get(SESSION).transcript)).toBe(false);
  const { transcript, entries } = await read(surroundings);
  expect(JSON.stringify(transcript)).not.toContain(CANARY);
  expect(entries.flatMap(keysLeft)).toEqual([]);
});

test("SEC-7 a line that comes while a key is being replaced is stored before that is over", async () => {
  const surroundings = await meeting();
  const worker = new RotationWorker(surroundings, SESSION);
  const order: string[] = [];

  await Promise.all([
    worker.striking.finish(SESSION).then(() => order.push("rotation")),
    worker.database.storeEvents(batchOf([line(LATE)])).then(() => order.push("line")),
  ]);

  expect(order).toEqual(["line", "rotation"]);
});

test.each([249, 250, 251, 500])(
  "SEC-7 of %i lines each is sealed again, whatever lots they make",
  async (count) => {
    const hostKeys = await openedKeys(temporaryFolder());
    hostKeys.getOrCreate(SESSION);
    const surroundings: Surroundings = { databaseName: crypto.randomUUID(), hostKeys, remembered: null };
    const { database, striking } = new RotationWorker(surroundings, SESSION);
    await database.addSession(sessionRecord());
    await database.storeEvents(
      batchOf(Array.from({ length: count }, (_, second) => line(2 * LINES + second))),
    );
    await database.strike(SESSION, { startSample: 0, endSample: 1 });

    await striking.finish(SESSION);

    const { damaged, transcript } = await read(surroundings);
    expect({ damaged, lines: transcript?.segments.length }).toEqual({ damaged: 0, lines: count });
  },
);

test("SEC-7 UI-9 deleted audio opens by no key that is left, and the words by the one that is", async () => {
  const surroundings = await meeting();
  const worker = new RotationWorker(surroundings, SESSION);
  await worker.striking.finish(SESSION);
  const { transcript: before } = surroundings.hostKeys.get(SESSION);
  const chunk = { source: "tab", startSample: 0, endSample: 80_000, opus: btoa(CANARY) } as const;
  await worker.database.audio.put(SESSION, chunk, () => true);
  await worker.database.audio.delete(SESSION);

  await worker.striking.finishOld(null);

  expect(await openingsOfAudio(before)).toEqual(["fulfilled"]);
  expect(await openingsOfAudio(surroundings.hostKeys.get(SESSION).transcript)).toEqual(["rejected"]);
  const { transcript, entries, damaged } = await read(surroundings);
  expect({ lines: transcript?.segments.length, damaged }).toEqual({ lines: LINES - 10, damaged: 0 });
  expect(entries).toMatchObject([{ isKeyOutdated: false }]);
  expect(await worker.rotation.waiting()).toEqual([]);
});

test("SEC-7 a host that cannot replace keys leaves everything as it was, and says so once", async () => {
  const surroundings = await meeting();
  const worker = new RotationWorker(surroundings, SESSION);
  const refused = vi.fn(() => Promise.resolve());
  const rotation = new KeyRotation({
    database: worker.database,
    keys: { replace: () => expect.unreachable("there is no other key") },
    onRefused: refused,
    onIdle: () => {},
  });
  await worker.database.deleteStruck(SESSION, RANGE);
  await worker.database.struckAtHost(SESSION, RANGE);
  const request = vi.fn(() => Promise.reject(new EarshotError("unknown_method", "rotate_session_key")));

  await rotation.run(SESSION, { request });

  expect(refused).toHaveBeenCalledTimes(1);
  expect(rotation.isRunning).toBe(false);
  expect(await rotation.waiting()).toEqual([SESSION]);
  expect((await read(surroundings)).transcript?.segments).toHaveLength(LINES - 10);
});
