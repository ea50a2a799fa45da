import { expect, test, vi } from "vitest";
import { buildEvent } from "../../../protocol/build.ts";
import { CaptionHub } from "../../../src/background/transcript/caption-hub.ts";
import { type Bookmark, withBookmark } from "../../../src/shared/bookmarks.ts";
import type { UnreadableMeeting } from "../../../src/shared/status.ts";
import type { Transcript, TranscriptChange } from "../../../src/shared/transcript.ts";
import { numberedFinal, numberedGap, OTHER, SESSION, sessionRecord } from "../session-samples.ts";
import { TestDatabase } from "../test-database.ts";

function newHub() {
  const database = new TestDatabase();
  const callbacks = {
    onChange: vi.fn<(session: string, change: TranscriptChange) => void>(),
    onReplaced: vi.fn<(transcript: Transcript | null) => void>(),
    onAmended: vi.fn<(session: string) => void>(),
    onBookmarked: vi.fn<(session: string, bookmarks: readonly Bookmark[]) => void>(),
    onRenamed: vi.fn<(speakers: Transcript["speakers"]) => void>(),
    onUnreadable: vi.fn<(meeting: UnreadableMeeting | null) => void>(),
    onRefused: vi.fn<(cause: unknown) => void>(),
  };
  return { hub: new CaptionHub(database, callbacks), database, ...callbacks };
}

test("IPC-4 a caption of another session changes nothing that is shown", async () => {
  const { hub, onChange } = newHub();
  await hub.open(sessionRecord());

  hub.apply(numberedFinal(0, OTHER));
  hub.apply(numberedGap(1, OTHER));

  expect(onChange).not.toHaveBeenCalled();
});

test("IPC-7 a final that is sent again is shown once", async () => {
  const { hub, onChange } = newHub();
  await hub.open(sessionRecord());

  hub.apply(numberedFinal(0));
  hub.apply(numberedFinal(0));
  hub.apply(numberedGap(1));

  expect(onChange).toHaveBeenCalledTimes(2);
  expect(hub.transcript).toMatchObject({ segments: [{ isFinal: true }], gaps: [{ reason: "muted" }] });
});

test("IPC-7 a database that fails takes nothing from the views, and is reported", async () => {
  const { hub, database, onRefused } = newHub();
  database.failure = new Error("QuotaExceededError");

  await hub.open(sessionRecord());
  hub.apply(numberedFinal(0));
  await hub.amendHead(SESSION, { model: "base" });

  // The entry, the head once its key was there, and the changed head.
  expect(onRefused).toHaveBeenCalledTimes(3);
  expect(hub.transcript).toMatchObject({ model: "base", segments: [{ isFinal: true }] });
  expect(hub.recordOf(SESSION)).toEqual(sessionRecord({ model: "base" }));
});

test("UI-7 what a try-out shows has no record, and nothing that is asked of it is stored", async () => {
  const { hub, database, onChange } = newHub();
  hub.openTryOut(sessionRecord());
  hub.apply(numberedFinal(0));
  await hub.amend(SESSION, { completeness: "complete" });
  await hub.amendHead(SESSION, { model: "base" });
  await hub.rename(SESSION, "mic", "Aki");
  await hub.bookmark(SESSION, () => [{ id: "0b9d4a57-6c0f-4f0e-8b5d-2f9a7c3e1d10", atMs: 5, note: "" }]);
  await hub.addGaps([{ source: "mic", start_sample: 0, end_sample: 1600, reason: "muted" }]);

  expect(onChange).toHaveBeenCalledOnce();
  expect(hub.transcript).toMatchObject({ isTryOut: true, segments: [{ isFinal: true }] });
  expect(hub.recordOf(SESSION)).toBeNull();
  expect(await database.listSessions()).toEqual([]);
});

test("UI-5 when the transcript shown is deleted, the latest of the others is shown, or none", async () => {
  const { hub, database, onReplaced } = newHub();
  await database.putRecord(sessionRecord({ session: OTHER, startedAtMs: 1 }));
  await hub.open(sessionRecord());

  await database.deleteSession(SESSION);
  await hub.forget(SESSION);
  expect(hub.transcript?.session).toBe(OTHER);
  await database.deleteSession(OTHER);
  await hub.forget(OTHER);

  expect(hub.transcript).toBeNull();
  expect(onReplaced).toHaveBeenLastCalledWith(null);
});

test("IPC-7 what comes of a meeting while it is being read is shown with it", async () => {
  const { hub, database } = newHub();
  await database.putRecord(sessionRecord());
  const load = database.load.bind(database);
  database.load = async (session) => {
    const transcript = await load(session);
    // Comes between the reading and its end.
    hub.apply(numberedFinal(0));
    return transcript;
  };

  await hub.showLatest();

  expect(hub.transcript?.segments).toMatchObject([{ stable: "words 0", isFinal: true }]);
});

test.each(["shown", "being read"])(
  "SEC-7 a meeting that came in while an earlier one is %s is shown instead",
  async (state) => {
    const { hub, database } = newHub();
    const over = { completeness: "complete", startedAtMs: 1 } as const;
    await database.putRecord(sessionRecord({ session: OTHER, ...over }));
    const first = hub.showLatest();
    if (state === "shown") await first;
    await database.putRecord(sessionRecord({ ...over, startedAtMs: 2 }));
    await hub.showLatest(true);
    await first;

    expect(hub.transcript?.session).toBe(SESSION);
  },
);

test("SEC-7 a meeting that came in is shown instead, where the earlier one has been read by the time both are listed", async () => {
  const { hub, database } = newHub();
  const over = { completeness: "complete", startedAtMs: 1 } as const;
  await database.putRecord(sessionRecord({ session: OTHER, ...over }));
  const [load, list] = [database.load.bind(database), database.listSessions.bind(database)];
  const gate: { open?: () => void } = {};
  const listed = new Promise<void>((resolve) => {
    gate.open = resolve;
  });
  database.load = (session) => listed.then(() => load(session));
  const first = hub.showLatest();
  await database.putRecord(sessionRecord({ ...over, startedAtMs: 2 }));
  database.listSessions = async () => {
    gate.open?.();
    await first;
    return list();
  };
  await hub.showLatest(true);

  expect(hub.transcript?.session).toBe(SESSION);
});

test("SEC-7 no meeting that came in is shown instead of the one that runs", async () => {
  const { hub, database } = newHub();
  await hub.open(sessionRecord({ session: OTHER, startedAtMs: 1 }));
  await database.putRecord(sessionRecord({ completeness: "complete", startedAtMs: 2 }));
  await hub.showLatest(true);

  expect(hub.transcript?.session).toBe(OTHER);
});

test("UI-8 a marked moment is on the disk, sealed, before it is shown, of this meeting and of others", async () => {
  const { hub, database, onBookmarked } = newHub();
  const first = { id: "a", atMs: 5, note: "note a" };
  const second = { id: "b", atMs: 6, note: "" };
  await hub.open(sessionRecord({ session: OTHER }));
  await hub.open(sessionRecord());
  await Promise.all([
    hub.bookmark(SESSION, (known) => withBookmark(known, first)),
    hub.bookmark(SESSION, (known) => withBookmark(known, second)),
  ]);
  await hub.bookmark(OTHER, (known) => withBookmark(known, second));
  await database.keys.rotate(SESSION);
  await database.reseal(SESSION);
  await database.keys.finishRotation(SESSION);

  expect((await database.load(SESSION))?.bookmarks).toEqual([first, second]);
  expect((await database.load(OTHER))?.bookmarks).toEqual([second]);
  expect(hub.transcript?.bookmarks).toEqual([first, second]);
  expect(onBookmarked.mock.calls.map(([session]) => session)).toEqual([SESSION, SESSION]);
});

test("UI-8 what is named and marked on a full disk is stored once there is room, whichever meeting is shown by then", async () => {
  const { hub, database, onBookmarked, onRefused } = newHub();
  const mark = { id: "a", atMs: 5, note: "note a" };
  await hub.open(sessionRecord());
  await hub.storeHeads();
  database.failure = new Error("QuotaExceededError");
  await hub.bookmark(SESSION, () => [mark]);
  await hub.rename(SESSION, "mic", "Aki");
  expect(onBookmarked).toHaveBeenCalledWith(SESSION, [mark]);
  expect(onRefused).toHaveBeenCalledTimes(2);
  expect(await hub.storeHeads()).toBe(false);

  database.failure = null;
  await hub.open(sessionRecord({ session: OTHER }));
  expect(await hub.storeHeads()).toBe(true);

  const stored = await database.load(SESSION);
  expect(stored?.bookmarks).toEqual([mark]);
  expect(stored?.speakers.mic).toBe("Aki");
});

test("UI-8 a mark of an earlier meeting is stored with those that wait for room", async () => {
  const { hub, database } = newHub();
  const marks = ["a", "b"].map((id) => ({ id, atMs: 5, note: id }));
  await hub.open(sessionRecord());
  await hub.storeHeads();
  database.failure = new Error("QuotaExceededError");
  await hub.bookmark(SESSION, () => marks.slice(0, 1));
  database.failure = null;
  await hub.open(sessionRecord({ session: OTHER }));
  await hub.bookmark(SESSION, (known) => [...known, ...marks.slice(1)]);

  expect((await database.load(SESSION))?.bookmarks).toEqual(marks);
  expect(await hub.storeHeads()).toBe(true);
});

test.each([SESSION, OTHER])(
  "UI-8 what a full disk refuses of a meeting that is over is shown nowhere, and said (%s)",
  async (shown) => {
    const { hub, database, onAmended, onBookmarked, onRefused } = newHub();
    await database.putRecord(sessionRecord({ completeness: "complete" }));
    await database.putRecord(sessionRecord({ session: OTHER, completeness: "complete" }));
    await hub.show(shown);
    database.failure = new Error("QuotaExceededError");
    await hub.bookmark(SESSION, () => [{ id: "a", atMs: 5, note: "" }]);
    await hub.rename(SESSION, "mic", "Aki");
    await hub.amendHead(SESSION, { title: "Renamed" });

    expect(onAmended).not.toHaveBeenCalled();
    expect(onBookmarked).not.toHaveBeenCalled();
    expect(onRefused).toHaveBeenCalledTimes(3);
    expect(hub.transcript).toMatchObject({ title: "Weekly", speakers: { mic: "You" } });
    database.failure = null;
    expect(await hub.storeHeads()).toBe(true);
    expect(await database.load(SESSION)).toMatchObject({ title: "Weekly", speakers: { mic: "You" } });
  },
);

function speaker(number: number, of: number, voice: string) {
  const { source, utterance, revision, start_sample, end_sample } = numberedFinal(of).data;
  const line = { source, utterance, revision, start_sample, end_sample };
  return buildEvent("speaker", { session: SESSION, ...line, speaker: voice, number });
}

test("WHO-2 a name that is being stored takes back no voice that is heard meanwhile", async () => {
  const { hub, database } = newHub();
  await hub.open(sessionRecord());
  await hub.storeHeads();
  for (const number of [0, 1]) hub.apply(numberedFinal(number));
  hub.apply(speaker(2, 0, "s1"));
  const putHead = database.putHead.bind(database);
  database.putHead = async (session, head) => {
    hub.apply(speaker(3, 1, "s2"));
    await putHead(session, head);
  };
  await hub.rename(SESSION, "s1", "Maria");

  expect(hub.transcript?.speakers.voices).toEqual([
    { id: "s1", name: "Maria", provenance: "user" },
    { id: "s2", name: "", provenance: "voice" },
  ]);
});

test("WHO-2 a name that goes along with its voice, or is struck, is stored as it is then", async () => {
  const { hub, database } = newHub();
  await hub.open(sessionRecord());
  for (const number of [0, 1]) hub.apply(numberedFinal(number));
  hub.apply(speaker(2, 0, "s1"));
  hub.apply(speaker(3, 1, "s2"));
  await hub.rename(SESSION, "s2", "Maria");
  hub.apply(speaker(4, 1, "s1"));
  await hub.rename(SESSION, "mic", "Aki");
  const stored = (await database.load(SESSION))?.speakers;
  hub.strike(SESSION, { startSample: 0, endSample: 10_000_000 });
  await hub.rename(SESSION, "mic", "Ben");

  expect(stored?.voices).toEqual([{ id: "s1", name: "Maria", provenance: "user" }]);
  expect((await database.load(SESSION))?.speakers).toEqual({ ...stored, mic: "Ben", voices: undefined });
});

test("UI-8 a page that reads the meeting shown is to read what is noted in it", async () => {
  const { hub, onAmended } = newHub();
  await hub.open(sessionRecord({ completeness: "complete" }));
  await hub.bookmark(SESSION, () => [{ id: "a", atMs: 5, note: "by hand" }]);

  expect(onAmended).toHaveBeenCalledExactlyOnceWith(SESSION);
});
