import { expect, test, vi } from "vitest";
import { buildEvent } from "../../../protocol/build.ts";
import type { SessionRecord } from "../../../src/background/transcript/database/transcript-schema.ts";
import { EventLedger } from "../../../src/background/transcript/event-ledger.ts";
import { eventually } from "../../eventually.ts";
import { numberedFinal, numberedGap, OTHER, SESSION, sessionRecord } from "../session-samples.ts";
import { TestDatabase } from "../test-database.ts";

function newLedger({ current = null }: { current?: SessionRecord | null } = {}) {
  const database = new TestDatabase();
  const callbacks = { acknowledge: vi.fn(), onStored: vi.fn(), onRefused: vi.fn(), onUnknown: vi.fn() };
  const recordOf = (session: string) => (session === current?.session ? current : null);
  return { ledger: new EventLedger({ database, recordOf, ...callbacks }), database, ...callbacks };
}

test("IPC-7 finals and gaps are acknowledged once they are stored, many at once and in order", async () => {
  const { ledger, database, acknowledge } = newLedger();
  await database.putRecord(sessionRecord());

  ledger.take(numberedFinal(0));
  ledger.take(numberedFinal(1));
  ledger.take(numberedGap(2));
  expect(acknowledge).not.toHaveBeenCalled();

  await eventually(() => expect(acknowledge).toHaveBeenLastCalledWith(SESSION, 3));
  expect(acknowledge).toHaveBeenCalledTimes(2);
  expect(database.batches.map(({ numbers }) => numbers)).toEqual([[0], [1, 2]]);
  expect(database.batches[1]).toMatchObject({ segments: [{ isFinal: true }], gaps: [{ reason: "muted" }] });
});

test("IPC-7 what the database refuses is reported, not acknowledged, and stored when it is sent again", async () => {
  const { ledger, database, acknowledge, onRefused, onStored } = newLedger();
  await database.putRecord(sessionRecord());
  database.failure = new Error("QuotaExceededError");

  ledger.take(numberedFinal(0));
  await eventually(() => expect(onRefused).toHaveBeenCalled());
  expect(onRefused.mock.calls[0]?.[0]).toMatchObject({ code: "transcript_not_stored" });
  expect(acknowledge).not.toHaveBeenCalled();

  database.failure = null;
  ledger.take(numberedFinal(1));
  await eventually(() => expect(onStored).toHaveBeenCalled());
  // One is stored, but nothing may be acknowledged over the hole.
  expect(acknowledge).toHaveBeenLastCalledWith(SESSION, 0);
  ledger.take(numberedFinal(0));
  await eventually(() => expect(acknowledge).toHaveBeenLastCalledWith(SESSION, 2));
});

test("IPC-7 a final that the host could not number survives a failing database, too", async () => {
  const { ledger, database, onRefused, acknowledge } = newLedger();
  await database.putRecord(sessionRecord());
  database.failure = new Error("QuotaExceededError");
  ledger.take(numberedFinal(undefined));
  await eventually(() => expect(onRefused).toHaveBeenCalled());

  database.failure = null;
  ledger.take(numberedFinal(0));

  await eventually(() => expect(acknowledge).toHaveBeenLastCalledWith(SESSION, 1));
  expect(database.batches[0]?.segments).toHaveLength(2);
});

test("IPC-4 events of a deleted session are acknowledged and stored nowhere, so that the host can end it", async () => {
  const { ledger, database, acknowledge, onUnknown } = newLedger();

  ledger.take(numberedFinal(6, OTHER));

  await eventually(() => expect(acknowledge).toHaveBeenCalledExactlyOnceWith(OTHER, 7));
  expect(onUnknown).toHaveBeenCalledTimes(1);
  expect(database.batches).toEqual([]);
});

test("IPC-7 a session whose record the database refused at its start is stored with its first final", async () => {
  const { ledger, database, acknowledge } = newLedger({ current: sessionRecord() });

  ledger.take(numberedFinal(0));

  await eventually(() => expect(acknowledge).toHaveBeenCalledWith(SESSION, 1));
  expect(await database.recordOf(SESSION)).toEqual(sessionRecord());
});

test("STT-2 a correction and suppressed words are stored and acknowledged like a final", async () => {
  const { ledger, database, acknowledge } = newLedger();
  await database.putRecord(sessionRecord());
  const final = numberedFinal(0);
  const { number: _number, ...line } = final.data;

  ledger.take(final);
  ledger.take(buildEvent("corrected_text", { ...line, number: 1, text: "Better.", model: "small" }));
  ledger.take(buildEvent("suppressed_text", { ...line, number: 2, reason: "unsure" }));
  ledger.take({ ...final, data: { ...final.data, number: 0 } });

  await eventually(() => expect(acknowledge).toHaveBeenLastCalledWith(SESSION, 3));
  const stored = await database.load(SESSION);
  expect(stored?.segments[0]).toMatchObject({
    stable: "Better.",
    versions: [{ model: null }, { model: "small" }],
  });
  expect(stored?.suppressed).toMatchObject([{ text: line.text, reason: "unsure" }]);
});
