import { expect, test, vi } from "vitest";
import { buildEvent } from "../../../protocol/build.ts";
import { EarshotError } from "../../../protocol/errors.ts";
import { CaptionHub } from "../../../src/background/transcript/caption-hub.ts";
import { Editing } from "../../../src/background/transcript/editing.ts";
import { EventLedger } from "../../../src/background/transcript/event-ledger.ts";
import { shownLines } from "../../../src/shared/lines/shown-lines.ts";
import type { Segment, TranscriptChange } from "../../../src/shared/transcript.ts";
import { numberedFinal, OTHER, SESSION, sessionRecord } from "../session-samples.ts";
import { TestDatabase } from "../test-database.ts";

const nothing = () => {};
const UNHEARD = {
  onBookmarked: nothing,
  onReplaced: nothing,
  onRenamed: nothing,
  onAmended: nothing,
  onUnreadable: nothing,
  onRefused: nothing,
};
const LINE = { source: "tab", utterance: 16_000 } as const;
const MINE = { ...LINE, text: "What was really said." };

/** A meeting that is shown, with three finished lines. */
async function meeting({ isStored = true } = {}) {
  const database = new TestDatabase();
  const changes: TranscriptChange[] = [];
  const hub = new CaptionHub(database, {
    onChange: (_session, change) => void changes.push(change),
    ...UNHEARD,
  });
  const ledger = new EventLedger({
    database,
    recordOf: (session) => hub.recordOf(session),
    acknowledge: nothing,
    onStored: nothing,
    onRefused: nothing,
    onUnknown: nothing,
  });
  await hub.open(sessionRecord());
  const take = (event: ReturnType<typeof numberedFinal> | ReturnType<typeof correction>) => {
    hub.apply(event);
    ledger.take(event);
  };
  if (!isStored) database.failure = new Error("QuotaExceededError");
  for (const number of [0, 1, 2]) take(numberedFinal(number));
  const onEdited = vi.fn<(session: string, segment: Segment) => void>();
  const editing = new Editing({ hub, database, ledger, onEdited });
  const storedLine = async (session = SESSION) =>
    (await database.load(session))?.segments.find(({ utterance }) => utterance === LINE.utterance);
  const shownLine = () => hub.find("tab", LINE.utterance);
  return { editing, database, hub, ledger, take, storedLine, shownLine, changes, onEdited };
}

function correction(model = "small") {
  const times = { start_sample: 16_000, end_sample: 24_000, revision: 0, number: 7 };
  const text = { text: "better words", language: "en", model };
  return buildEvent("corrected_text", { session: SESSION, ...LINE, ...times, ...text });
}

const codeOf = (done: Promise<unknown>) =>
  done.then(
    () => "done",
    (error: unknown) => EarshotError.from(error).code,
  );

test("UI-2 an edit is on the disk, sealed, when it is done, and shown in every view", async () => {
  const { editing, storedLine, shownLine, changes } = await meeting();

  await editing.edit(SESSION, [MINE], 5);

  expect(await storedLine()).toMatchObject({
    stable: MINE.text,
    isEdited: true,
    versions: [{ text: "words 1" }, { text: MINE.text, editedAtMs: 5 }],
  });
  expect(shownLine()).toEqual(await storedLine());
  expect(changes.at(-1)).toMatchObject({ type: "put", segment: { stable: MINE.text } });
});

test("UI-2 an edit of a line that is on its way to the disk waits for it", async () => {
  const { editing, take, database } = await meeting();
  take(numberedFinal(5));

  await editing.edit(SESSION, [{ source: "tab", utterance: 80_000, text: "Mine." }], 5);

  expect((await database.load(SESSION))?.segments.at(-1)).toMatchObject({ stable: "Mine." });
});

test.each(["before", "behind"])("UI-2 a correction %s the edit is kept and not shown", async (when) => {
  const { editing, take, ledger, storedLine, shownLine } = await meeting();
  if (when === "before") take(correction());
  await editing.edit(SESSION, [MINE], 5);
  if (when === "behind") take(correction());
  // Sent again by a host that had no acknowledgement.
  take(correction());
  take(numberedFinal(1));
  await ledger.settled;

  const line = await storedLine();
  expect(line).toMatchObject({ stable: MINE.text, isEdited: true });
  expect(line?.versions?.map(({ text }) => text)).toEqual(["words 1", "better words", MINE.text]);
  expect(shownLine()).toEqual(line);
});

test("UI-8 of two views that edit one line the later one wins, whichever comes first, and both versions stay", async () => {
  const { editing, storedLine, shownLine } = await meeting();

  await Promise.all([
    editing.edit(SESSION, [{ ...LINE, text: "Later." }], 9),
    editing.edit(SESSION, [{ ...LINE, text: "Earlier." }], 5),
  ]);
  await editing.edit(SESSION, [{ ...LINE, text: "Earlier." }], 5);

  expect((await storedLine())?.versions?.map(({ text }) => text)).toEqual(["words 1", "Earlier.", "Later."]);
  expect(shownLine()).toEqual(await storedLine());
  expect(shownLine()?.stable).toBe("Later.");
});

test("UI-2 what is pasted into a line becomes one line of text", async () => {
  const { editing, storedLine } = await meeting();
  const odd = "  <b>One</b>\u0000\r\n\r\nand\ud800 \u2028 two\u0007 👩‍👩‍👧 עברית ";

  await editing.edit(SESSION, [{ ...LINE, text: odd }], 5);

  expect((await storedLine())?.stable).toBe("<b>One</b> and two 👩‍👩‍👧 עברית");
});

test("UI-2 a line's speaker is stored with it, and an empty name is none", async () => {
  const { editing, storedLine, shownLine } = await meeting();

  await editing.edit(SESSION, [{ ...LINE, speaker: " Aki\u0000 " }], 5);
  const named = await storedLine();
  await editing.edit(SESSION, [{ ...LINE, speaker: " " }], 9);

  expect(named).toMatchObject({ stable: "words 1", speaker: "Aki" });
  expect((await storedLine())?.speaker).toBeUndefined();
  expect(shownLine()).toEqual(await storedLine());
});

test("UI-2 a line of a meeting that is not shown is edited on the disk, and its readers are notified", async () => {
  const { editing, database, hub, storedLine, onEdited, shownLine } = await meeting();
  await hub.amend(SESSION, { completeness: "complete" });
  await hub.open(sessionRecord({ session: OTHER, startedAtMs: 2_000_000 }));
  await database.load(OTHER);

  await editing.edit(SESSION, [MINE], 5);

  expect(await storedLine()).toMatchObject({ stable: MINE.text });
  expect(onEdited.mock.calls).toEqual([[SESSION, await storedLine()]]);
  expect(shownLine()).toBeUndefined();
});

test("UI-2 a struck line, a line that never was and a deleted meeting are named errors, and the other lines are edited", async () => {
  const { editing, database, hub, storedLine } = await meeting();
  const range = { startSample: 0, endSample: 16_000 };
  await database.strike(SESSION, range);
  hub.strike(SESSION, range);

  const struck = await codeOf(editing.edit(SESSION, [{ ...LINE, utterance: 0, text: "Mine." }, MINE], 5));
  await database.deleteStruck(SESSION, range);
  const deleted = await codeOf(editing.edit(SESSION, [{ ...LINE, utterance: 0, text: "Mine." }], 5));
  const unknown = await codeOf(editing.edit(SESSION, [{ ...LINE, utterance: 7, text: "Mine." }], 5));
  const edited = await storedLine();
  await database.deleteSession(SESSION);
  await hub.forget(SESSION);
  const gone = await codeOf(editing.edit(SESSION, [MINE], 9));

  expect([struck, deleted, unknown, gone]).toEqual(["line_gone", "line_gone", "line_gone", "line_gone"]);
  expect(edited).toMatchObject({ stable: MINE.text });
  expect(await database.load(SESSION)).toBeNull();
});

test("UI-2 a database that refuses stores and shows nothing of an edit, which names it", async () => {
  const { editing, database, shownLine, storedLine } = await meeting();
  vi.spyOn(database, "editSegments").mockRejectedValueOnce(new DOMException("", "QuotaExceededError"));

  const refused = await codeOf(editing.edit(SESSION, [MINE], 5));
  const before = await storedLine();

  expect(refused).toBe("edit_not_stored");
  expect([shownLine()?.stable, before?.stable]).toEqual(["words 1", "words 1"]);
  expect(await codeOf(editing.edit(SESSION, [MINE], 5))).toBe("done");
});

test("UI-2 an edit of a line that the database has not taken yet is refused, not lost without a word", async () => {
  const { editing } = await meeting({ isStored: false });

  expect(await codeOf(editing.edit(SESSION, [MINE], 5))).toBe("edit_not_stored");
});

test("UI-2 without the meeting's key nothing is written, and the reason is the key's own", async () => {
  const { editing, database, ledger, storedLine } = await meeting();
  await ledger.settled;
  database.keys.failure = new EarshotError("keychain_unavailable", "locked");

  expect(await codeOf(editing.edit(SESSION, [MINE], 5))).toBe("keychain_unavailable");

  database.keys.failure = null;
  expect(await storedLine()).toMatchObject({ stable: "words 1" });
});

test("UI-2 an edit that is stored while a worker reads the meeting is in what it shows", async () => {
  const { database, editing: before, ledger } = await meeting();
  await ledger.settled;
  await before.edit(SESSION, [MINE], 5);
  const hub = new CaptionHub(database, {
    onChange: nothing,
    ...UNHEARD,
  });
  const editing = new Editing({ hub, database, ledger, onEdited: nothing });

  await Promise.all([hub.show(SESSION), editing.edit(SESSION, [{ ...LINE, text: "Later." }], 9)]);

  expect(hub.find("tab", LINE.utterance)).toMatchObject({ stable: "Later.", isEdited: true });
});

test("UI-2 a split line and one that takes another in are stored as one version, and every part is on one line", async () => {
  const { editing, take, storedLine, shownLine, hub, ledger } = await meeting();
  const parts = [
    { text: " One\u0000\nhalf ", startSample: 16_000 },
    { text: "and\ud800 the other", startSample: 20_000, speaker: " \u2028 " },
  ];

  await editing.edit(SESSION, [{ ...LINE, text: "whatever", parts, joined: [32_000], endSample: 40_000 }], 5);
  take(correction());
  await ledger.settled;

  const line = await storedLine();
  expect(line).toMatchObject({ stable: "One half and the other", isEdited: true });
  expect(line?.versions?.at(-1)).toEqual({
    text: "One half and the other",
    parts: [
      { text: "One half", startSample: 16_000 },
      { text: "and the other", startSample: 20_000 },
    ],
    joined: [32_000],
    endSample: 40_000,
    language: line?.language,
    model: null,
    editedAtMs: 5,
  });
  expect(shownLine()).toEqual(line);
  // What it took in is stored as it was, and no line of its own.
  expect(hub.transcript?.segments).toHaveLength(3);
  expect(shownLines(hub.transcript?.segments ?? []).map(({ stable }) => stable)).toEqual([
    "words 0",
    "One half",
    "and the other",
  ]);
});

test("UI-2 SEC-7 a line does not take in one that was struck, or never was", async () => {
  const { editing, database, hub, storedLine } = await meeting();
  const range = { startSample: 32_000, endSample: 48_000 };
  await database.strike(SESSION, range);
  hub.strike(SESSION, range);
  const join = { ...LINE, text: "words 1 words 2", joined: [32_000], endSample: 40_000 };

  const struck = await codeOf(editing.edit(SESSION, [join], 5));
  await database.deleteStruck(SESSION, range);
  const deleted = await codeOf(editing.edit(SESSION, [join], 5));

  expect([struck, deleted]).toEqual(["line_gone", "line_gone"]);
  expect((await storedLine())?.stable).toBe("words 1");
});
