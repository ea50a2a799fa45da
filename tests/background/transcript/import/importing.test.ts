import { expect, test, vi } from "vitest";
import { EarshotError } from "../../../../protocol/errors.ts";
import { Importing } from "../../../../src/background/transcript/import/importing.ts";
import { parseExport } from "../../../../src/background/transcript/import/parse-export.ts";
import { toJson } from "../../../../src/shared/export/to-json.ts";
import type { Transcript } from "../../../../src/shared/transcript.ts";
import { finalSegment, gapOf, transcriptOf } from "../../../shared/transcript-samples.ts";
import { TestDatabase } from "../../test-database.ts";

const versions = [
  { text: "Ship it on Friday.", language: "en", model: null },
  { text: "Ship it on Thursday.", language: "en", model: "small" },
];
const startedAtMs = Date.UTC(2026, 10, 22, 9, 30);
const meeting = transcriptOf(
  [finalSegment({ stable: "Ship it on Thursday.", versions }), finalSegment({ source: "mic" })],
  {
    startedAtMs,
    gaps: [gapOf()],
    bookmarks: [{ id: "a", atMs: startedAtMs + 2000, note: "Ask Aki" }],
    consent: { basis: "agreed_aloud", atMs: startedAtMs + 60_000 },
    suppressed: [
      {
        source: "tab",
        startSample: 80_000,
        endSample: 96_000,
        text: "Thank you.",
        language: "en",
        reason: "silence",
      },
    ],
  },
);

function importer({ database = new TestDatabase(), isExpired = false } = {}) {
  const onImported = vi.fn<(session: string) => void>();
  const importing = new Importing({ database, isExpired: () => isExpired, onImported });
  /** Sends a file whole, or in pieces of so many characters; resolves to the last answer. */
  const send = async (file: string, most = file.length || 1) => {
    const id = crypto.randomUUID();
    for (let from = 0, index = 0; ; from += most, index += 1) {
      const isLast = from + most >= file.length;
      const answer = await importing.take({ file: id, index, isLast, text: file.slice(from, from + most) });
      if (answer.name !== "wanted" || isLast) return answer;
    }
  };
  return { database, importing, onImported, send, all: () => database.listSessions() };
}

test("UI-5 UI-9 an imported meeting is sealed and stored as any other, and says that it was imported", async () => {
  const { database, send, onImported, all } = importer();

  expect(await send(toJson(meeting), 100)).toEqual({
    name: "imported",
    session: meeting.session,
    title: "Weekly sync",
    isExempt: false,
  });
  const stored = await database.load(meeting.session);
  expect(stored).toEqual({ ...meeting, segments: stored?.segments, isImported: true });
  expect(toJson(stored ?? meeting)).toBe(toJson(meeting));
  expect(await all()).toEqual([
    { session: meeting.session, startedAtMs, completeness: "complete", isImported: true },
  ]);
  expect(onImported.mock.calls).toEqual([[meeting.session]]);
});

test("UI-9 IPC-4 a worker that ended with half a file leaves nothing of it, and its successor asks for all", async () => {
  const { database, importing, all } = importer();
  const file = toJson(meeting);
  const id = crypto.randomUUID();
  const first = await importing.take({ file: id, index: 0, isLast: false, text: file.slice(0, 500) });
  const next = importer({ database });
  const rest = { file: id, index: 1, isLast: true, text: file.slice(500) };

  expect(first).toEqual({ name: "wanted", index: 1 });
  expect(await next.importing.take(rest)).toEqual({ name: "wanted", index: 0 });
  expect(await all()).toEqual([]);
  expect(await next.send(file)).toMatchObject({ name: "imported" });
});

test("UI-9 the same file is one meeting, however often and however fast it is imported", async () => {
  const { send, all } = importer();
  const answers = await Promise.all([send(toJson(meeting)), send(toJson(meeting), 200)]);

  expect(answers.map(({ name }) => name).toSorted()).toEqual(["imported", "present"]);
  expect(await send(toJson(meeting))).toEqual({
    name: "present",
    session: meeting.session,
    title: "Weekly sync",
  });
  expect(await all()).toHaveLength(1);
});

test("UI-9 a meeting that was captioned here and never changed is there already", async () => {
  const { database, send } = importer();
  const { segments, gaps, suppressed, ...record } = meeting;
  await database.putRecord(record);
  await database.storeEvents({
    session: meeting.session,
    segments,
    gaps,
    suppressed,
    corrections: [],
    numbers: [],
    record,
  });

  expect(await send(toJson(meeting))).toMatchObject({ name: "present", session: meeting.session });
});

test("UI-9 a file of a meeting that says something else here is another meeting, once", async () => {
  const { database, send, all } = importer();
  await send(toJson(meeting));
  await database.amendHead(meeting.session, { title: "Renamed here" });

  const second = await send(toJson(meeting));
  const third = await send(toJson(meeting));

  expect(second).toMatchObject({ name: "imported", title: "Weekly sync" });
  expect(third).toEqual({ name: "present", session: sessionOf(second), title: "Weekly sync" });
  expect(sessionOf(second)).not.toBe(meeting.session);
  expect(sessionOf(second)).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  expect(await all()).toHaveLength(2);
  expect((await database.load(meeting.session))?.title).toBe("Renamed here");
});

test("UI-9 SEC-7 a meeting whose key was destroyed comes back under another identity, as often as it is deleted", async () => {
  const { database, send, all } = importer();
  const sessions: string[] = [];
  for (let time = 0; time < 3; time += 1) {
    const answer = await send(toJson(meeting));
    expect(answer).toMatchObject({ name: "imported" });
    expect(await send(toJson(meeting))).toMatchObject({ name: "present", session: sessionOf(answer) });
    sessions.push(sessionOf(answer));
    database.keys.destroyed.add(sessionOf(answer));
    await database.deleteSession(sessionOf(answer));
    await database.forgetDeleted(sessionOf(answer));
  }

  expect(new Set(sessions).size).toBe(3);
  expect(await all()).toEqual([]);
});

test("UI-5 UI-9 a meeting that is older than meetings are kept is kept, for somebody wants it here", async () => {
  const { send, all } = importer({ isExpired: true });

  expect(await send(toJson(meeting))).toMatchObject({ name: "imported", isExempt: true });
  expect(await all()).toMatchObject([{ isExempt: true }]);
});

const json = JSON.parse(toJson(meeting)) as Record<string, unknown> & { segments: object[] };
const changed = (changes: object) => JSON.stringify({ ...json, ...changes });
const withLine = (changes: object) => changed({ segments: [{ ...json.segments[0], ...changes }] });

test.each([
  ["of a layout to come", changed({ version: "2.0" }), "import_other_version"],
  ["cut off", toJson(meeting).slice(0, -20), "import_not_json"],
  ["nothing", "", "import_not_json"],
  ["a page", "<!doctype html><script>alert(1)</script>", "import_not_json"],
  ["of another program", '{"segments":"none","text":"Hello."}', "import_not_an_export"],
  ["a list", "[1,2,3]", "import_not_an_export"],
  ["with a time below zero", withLine({ startMs: -1 }), "import_damaged"],
  ["with a time that is no number", withLine({ endMs: "12" }), "import_damaged"],
  ["with a line longer than any", withLine({ text: "x".repeat(100_001) }), "import_damaged"],
  ["with a path in place of its identity", changed({ session: "../../keys" }), "import_damaged"],
  ["with a day that never was", changed({ startedAt: "2026-02-31T09:30:00.000Z" }), "import_damaged"],
] as const)(
  "UI-9 SEC-3 a file %s is refused by its name, and nothing of it is stored",
  async (_what, file, code) => {
    const { send, all, onImported } = importer();

    expect(await send(file)).toEqual({ name: "refused", code });
    expect(await all()).toEqual([]);
    expect(onImported).not.toHaveBeenCalled();
  },
);

test("UI-9 SEC-3 what is hostile in a file is text, on one line, and changes nothing else", async () => {
  const { database, send } = importer();
  const hostile = "<img src=x onerror=alert(1)>\u0000\n\ud83d\u202e";
  const file = withLine({
    text: hostile,
    speaker: `Eve${hostile}`,
    versions: [{ text: hostile, language: null, model: hostile }],
    doubtful: [{ start: 0, end: 4, probability: 0.2 }],
  }).replace(
    /^\{/,
    String.raw`{"__proto__":{"isPolluted":true},"constructor":{"prototype":{"isPolluted":true}},`,
  );

  const answer = await send(file.replace('"title":"Weekly sync"', `"title":${JSON.stringify(hostile)}`));
  const stored = await database.load(sessionOf(answer));

  const said = "<img src=x onerror=alert(1)> \u202e";
  expect(stored?.segments[0]).toMatchObject({ stable: said, speaker: `Eve${said}` });
  expect(stored?.segments[0]).not.toHaveProperty("doubtful");
  expect(stored?.title).toBe(said);
  expect({}).not.toHaveProperty("isPolluted");
  expect(Object.keys(stored ?? {})).not.toContain("isPolluted");
});

test("UI-9 lines that stand in another order in the file are read in the order of time", async () => {
  const { database, send } = importer();
  const [first = {}, second = {}] = json.segments;
  const file = changed({
    segments: [
      { ...second, startMs: 9000, endMs: 4000 },
      { ...first, startMs: 2000, endMs: 3000 },
    ],
  });

  const stored = await database.load(sessionOf(await send(file)));
  expect(stored?.segments.map(({ startSample, endSample }) => [startSample, endSample])).toEqual([
    [32_000, 48_000],
    [144_000, 144_000],
  ]);
});

test("UI-9 a line of 100,000 characters is taken, whole", async () => {
  const { database, send } = importer();
  const text = "あ".repeat(100_000);

  const stored = await database.load(sessionOf(await send(withLine({ text }), 30_000)));
  expect(stored?.segments[0]?.stable).toBe(text);
});

test.each([
  ["there is no room", new DOMException("full", "QuotaExceededError"), "import_disk_full"],
  ["the database refuses", new DOMException("no", "UnknownError"), "import_not_stored"],
  ["the host is away", new EarshotError("host_not_installed", "gone"), "host_not_installed"],
] as const)("UI-9 where %s nothing is stored, and that is said", async (_what, cause, code) => {
  const { database, send, all } = importer();
  vi.spyOn(console, "warn").mockImplementation(() => {});
  const adopt = vi.spyOn(database, "adopt").mockRejectedValueOnce(cause);

  expect(await send(toJson(meeting))).toEqual({ name: "refused", code });
  expect(await all()).toEqual([]);
  expect(await send(toJson(meeting))).toMatchObject({ name: "imported" });
  adopt.mockRestore();
  vi.restoreAllMocks();
});

test("UI-9 more than the memory has room for is refused", () => {
  expect(parseExport("x".repeat(64_000_001))).toEqual({ name: "refused", problem: "too_large" });
});

function sessionOf(answer: object): Transcript["session"] {
  return "session" in answer && typeof answer.session === "string" ? answer.session : "";
}
