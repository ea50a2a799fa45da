import { expect, test, vi } from "vitest";
import { EarshotError } from "../../../protocol/errors.ts";
import { EventLedger } from "../../../src/background/transcript/event-ledger.ts";
import { Striking } from "../../../src/background/transcript/striking.ts";
import { StatusStore } from "../../../src/background/views/status-store.ts";
import type { BackgroundToOffscreen } from "../../../src/shared/messages/to-offscreen.ts";
import { type SampleRange, unfinished } from "../../../src/shared/struck-ranges.ts";
import { eventually } from "../../eventually.ts";
import { numberedFinal, SESSION, sessionRecord } from "../session-samples.ts";
import { TestDatabase } from "../test-database.ts";

const STARTED_AT_MS = sessionRecord().startedAtMs;
/** Finals are half a second each, one a second: this strikes the last of four, the minute before them having none. */
const UNTIL_MS = STARTED_AT_MS + 63_000;

async function meeting({ finals = [0, 1, 2, 3, 62] } = {}) {
  const database = new TestDatabase();
  await database.putRecord(sessionRecord());
  const acknowledge = vi.fn<(session: string, next: number) => void>();
  const ledger = new EventLedger({
    database,
    recordOf: () => null,
    acknowledge,
    onStored: () => {},
    onRefused: (error) => expect.unreachable(error.code),
    onUnknown: () => expect.unreachable("it is known"),
  });
  for (const number of finals) ledger.take(numberedFinal(number));
  await eventually(async () => expect((await database.load(SESSION))?.segments).toHaveLength(finals.length));
  const statusStore = new StatusStore(() => {});
  statusStore.advance({
    type: "start-requested",
    active: { session: SESSION, tabId: 1, startedAtMs: STARTED_AT_MS },
  });
  const request = vi.fn<(method: string, params: object) => Promise<object>>(() => Promise.resolve({}));
  const rotation = {
    run: vi.fn(() => Promise.resolve()),
    waiting: vi.fn(() => Promise.resolve<string[]>([])),
  };
  const state = { hasHost: true };
  const hub = { strike: vi.fn(), struckAtHost: vi.fn() };
  const sent: BackgroundToOffscreen[] = [];
  const striking = new Striking({
    statusStore,
    hub,
    memory: { current: null },
    database,
    rotation,
    connect: () => Promise.resolve({ request } as never),
    link: () => (state.hasHost ? ({ request } as never) : null),
    ledger,
    toOffscreen: (message) => void sent.push(message),
    forgetSpeaking() {},
    now: () => UNTIL_MS + 1,
  });
  const seconds = async () =>
    (await database.load(SESSION))?.segments.map(({ utterance }) => utterance / 16_000);
  const left = async () => (await database.listSessions()).flatMap(unfinished);
  return { left, striking, database, statusStore, hub, sent, request, state, ledger, acknowledge, seconds };
}

const RANGE: SampleRange = { startSample: 3 * 16_000, endSample: 63.5 * 16_000 };

test("SEC-7 what is struck is gone from the database, and a late final of it is acknowledged and never stored", async () => {
  const { left, striking, database, hub, sent, request, ledger, acknowledge, seconds } = await meeting();

  await striking.strike(SESSION, UNTIL_MS);
  await eventually(async () => expect(await left()).toEqual([]));

  expect(await seconds()).toEqual([0, 1, 2]);
  expect((await database.load(SESSION))?.gaps).toEqual([
    { source: "tab", ...RANGE, reason: "struck" },
    { source: "mic", ...RANGE, reason: "struck" },
  ]);
  expect(hub.strike).toHaveBeenCalledWith(SESSION, RANGE);
  expect(sent).toEqual([{ type: "strike", session: SESSION, ...RANGE }]);
  const params = { session: SESSION, start_sample: RANGE.startSample, end_sample: RANGE.endSample };
  expect(request.mock.calls).toEqual([["strike", params]]);

  acknowledge.mockClear();
  ledger.take(numberedFinal(4));
  await eventually(() => expect(acknowledge).toHaveBeenCalledWith(SESSION, 5));
  expect(await seconds()).toEqual([0, 1, 2]);
  ledger.take(numberedFinal(64));
  await eventually(async () => expect(await seconds()).toEqual([0, 1, 2, 64]));
});

test("SEC-7 what the host sent of a struck span before its answer is not stored though it waits for the disk", async () => {
  const { left, striking, ledger, request, seconds } = await meeting({ finals: [0, 1] });
  request.mockImplementationOnce(() => {
    // The second reaches into the range from far before it, and waits after the first.
    ledger.take(numberedFinal(2));
    const late = numberedFinal(3);
    late.data.start_sample = 0;
    late.data.end_sample = RANGE.startSample + 8000;
    ledger.take(late);
    return Promise.resolve({});
  });

  await striking.strike(SESSION, UNTIL_MS);
  await eventually(async () => expect(await left()).toEqual([]));

  expect(await seconds()).toEqual([0, 1, 2]);
});

test("SEC-7 a worker that did not note the host's answer stores what the next host sends after it, and no struck line", async () => {
  const { left, striking, database, hub, ledger, seconds, state } = await meeting();
  // The worker before it was stopped here: the host had answered.
  await database.strike(SESSION, RANGE);
  const late = numberedFinal(59);
  late.data.start_sample = 0;
  late.data.end_sample = RANGE.startSample + 8000;
  ledger.take(late);
  const inSilence = numberedFinal(63);
  inSilence.data.start_sample = RANGE.endSample - 1000;
  inSilence.data.end_sample = RANGE.endSample + 8000;
  state.hasHost = false;

  const resumed = striking.resumed(SESSION, [RANGE]);
  ledger.take(inSilence);
  await resumed;
  await ledger.settled;

  expect(hub.struckAtHost).toHaveBeenCalledWith(SESSION, RANGE);
  expect(await left()).toEqual([]);
  // What was taken in before is judged as before.
  expect(await seconds()).toEqual([0, 1, 2, 63]);
});

test("SEC-7 with the host away the lines are gone at once, and the host strikes when it is back", async () => {
  const { left, striking, state, request, seconds } = await meeting();
  state.hasHost = false;
  await striking.strike(SESSION, UNTIL_MS);
  await eventually(async () => expect(await seconds()).toEqual([0, 1, 2]));
  expect(await left()).toHaveLength(1);

  state.hasHost = true;
  await striking.finish(SESSION);

  expect(request).toHaveBeenCalledTimes(1);
  expect(await left()).toEqual([]);
});

test("SEC-7 without the key, too, nothing struck is read, and it is deleted once the key is there", async () => {
  const { left, striking, database, seconds, state } = await meeting();
  state.hasHost = false;
  vi.spyOn(console, "warn").mockImplementation(() => {});
  const failing = vi
    .spyOn(database, "deleteStruck")
    .mockRejectedValueOnce(new EarshotError("host_exited", "no key"));

  await striking.strike(SESSION, UNTIL_MS);
  expect(await seconds()).toEqual([0, 1, 2]);
  await eventually(() => expect(failing).toHaveBeenCalled());
  state.hasHost = true;
  await striking.finish(SESSION);

  expect(await seconds()).toEqual([0, 1, 2]);
  expect(await left()).toEqual([]);
});

test("SEC-7 a host that is too old to strike is reported, and asked again", async () => {
  const { left, striking, statusStore, request } = await meeting();
  vi.spyOn(console, "warn").mockImplementation(() => {});
  request.mockRejectedValueOnce(new EarshotError("unknown_method", "strike"));

  await striking.strike(SESSION, UNTIL_MS);

  await eventually(() => expect(statusStore.status.problem?.code).toBe("unknown_method"));
  expect(await left()).toHaveLength(1);
});

test("SEC-7 of a meeting that runs no more nothing is struck; what was left of one is finished", async () => {
  const { left, striking, database, statusStore, request, seconds } = await meeting();
  await striking.strike(crypto.randomUUID(), UNTIL_MS);
  expect(request).not.toHaveBeenCalled();
  await database.strike(SESSION, RANGE);
  statusStore.advance({ type: "stopped", error: null });

  await striking.finishOld(null);
  // Its host's part may be there yet.
  expect(await left()).toHaveLength(1);
  await database.amendEntry(SESSION, { completeness: "complete" });
  await striking.finishOld(null);

  expect(await left()).toEqual([]);
  expect(await seconds()).toEqual([0, 1, 2]);
  expect(request).not.toHaveBeenCalled();
});
