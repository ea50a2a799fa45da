import { expect, test } from "vitest";
import { type AskMeetings, MeetingLibrary } from "../../src/history/library.ts";
import { HitLines } from "../../src/history/search/hit-lines.ts";
import type { MeetingEntry, MeetingHead } from "../../src/shared/listed-meetings.ts";
import { type MeetingText, MOST_HEADS, MOST_TEXTS } from "../../src/shared/listed-meetings.ts";
import type { StoredTranscript } from "../../src/shared/messages/to-views.ts";
import { searchText } from "../../src/shared/text/search-text.ts";
import { eventually } from "../eventually.ts";
import { finalSegment, transcriptOf } from "../shared/transcript-samples.ts";

const AWAY = { code: "host_not_installed", message: "", recoverable: true } as const;

/** A background with that many meetings, the first the oldest. */
function background(count: number) {
  const state = {
    entries: Array.from({ length: count }, (_, index): MeetingEntry => {
      return {
        session: `m${index}`,
        startedAtMs: index,
        completeness: "complete",
        isExempt: false,
        isImported: false,
      };
    }),
    areKeysAway: false,
    words: "first",
    asked: [] as string[],
    linesAsked: [] as string[],
    /** So many texts are made for each question, the others are pending. */
    mostMade: MOST_TEXTS,
    headsAsked: [] as number[],
  };
  const ask: AskMeetings = {
    list: () => Promise.resolve(state.entries),
    heads: (sessions) => {
      state.headsAsked.push(sessions.length);
      return Promise.resolve(
        sessions.map((session): MeetingHead => {
          const size = { session, samples: 16_000, lineCount: 1 };
          if (state.areKeysAway) return { ...size, reading: { name: "unreadable", error: AWAY } };
          return {
            ...size,
            reading: { name: "read", title: `Title ${session}`, speakers: { tab: "", mic: "" } },
          };
        }),
      );
    },
    texts: (sessions) => {
      state.asked.push(...sessions.slice(0, state.mostMade));
      const text = searchText(transcriptOf([finalSegment({ stable: state.words })]));
      return Promise.resolve(
        sessions.map((session, index): MeetingText => {
          return { session, reading: index < state.mostMade ? { name: "read", text } : { name: "pending" } };
        }),
      );
    },
    transcript: (session) => {
      state.linesAsked.push(session);
      const transcript = transcriptOf([finalSegment({ stable: state.words })], { session });
      return Promise.resolve<StoredTranscript>({ name: "read", transcript });
    },
  };
  return { state, library: new MeetingLibrary(ask) };
}

test("UI-5 the meetings are listed newest first, their titles asked for some at a time, their words not at all", async () => {
  const { state, library } = background(120);

  await library.refresh();

  expect(library.entries.value?.map(({ startedAtMs }) => startedAtMs).slice(0, 3)).toEqual([119, 118, 117]);
  expect(library.heads.value.size).toBe(120);
  expect(state.headsAsked).toEqual([MOST_HEADS, MOST_HEADS, 20]);
  expect(state.asked).toEqual([]);
});

test("UI-5 the words of those on screen come first, all of them once a search wants them, each asked for once", async () => {
  const { state, library } = background(20);
  await library.refresh();

  library.onScreen(["m3"], true);
  await eventually(() => expect(library.texts.value.size).toBe(1));
  library.wantAll(true);
  await eventually(() => expect(library.texts.value.size).toBe(20));

  expect(state.asked[0]).toBe("m3");
  expect(new Set(state.asked).size).toBe(state.asked.length);
});

test("UI-5 where the keys are away one question says so, nothing else is asked, and it is read once they are back", async () => {
  const { state, library } = background(200);
  state.areKeysAway = true;
  library.wantAll(true);
  await library.refresh();

  expect(library.keysAway.value).toEqual(AWAY);
  expect(library.entries.value).toHaveLength(200);
  expect(state.headsAsked).toEqual([MOST_HEADS]);
  expect(state.asked).toEqual([]);

  state.areKeysAway = false;
  await library.refresh();
  await eventually(() => expect(library.texts.value.size).toBe(200));
  expect(library.keysAway.value).toBeNull();
});

test("UI-5 what is deleted is forgotten, what changed is read again", async () => {
  const { state, library } = background(3);
  library.wantAll(true);
  await library.refresh();
  await eventually(() => expect(library.texts.value.size).toBe(3));

  state.entries = state.entries.filter(({ session }) => session !== "m1");
  state.words = "second";
  await library.changed("m2");

  await eventually(() => expect(library.texts.value.get("m2")?.folded).toBe("second\n"));
  expect([...library.texts.value.keys()].toSorted()).toEqual(["m0", "m2"]);
  expect(library.texts.value.get("m0")?.folded).toBe("first\n");
  expect([...library.heads.value.keys()].toSorted()).toEqual(["m0", "m2"]);
});

test("UI-5 a search after a meeting has gone on finds what was said since", async () => {
  const { state, library } = background(2);
  state.entries = state.entries.map((entry) => ({ ...entry, completeness: "open" }));
  library.wantAll(true);
  await library.refresh();
  await eventually(() => expect(library.texts.value.size).toBe(2));
  state.words = "second";

  library.wantAll(true);

  await eventually(() => expect(library.texts.value.get("m0")?.folded).toBe("second\n"));
});

test("UI-5 texts that have to be made first come as they are made", async () => {
  const { state, library } = background(7);
  state.mostMade = 2;
  await library.refresh();

  library.wantAll(true);

  await eventually(() => expect(library.texts.value.size).toBe(7));
  expect(library.unread.value).toBe(0);
});

test("UI-5 the lines of hits are read as they are written, of meetings on screen alone, and again once one has changed", async () => {
  const { state, library } = background(3);
  state.words = "First";
  await library.refresh();
  library.onScreen(["m1"], true);
  library.onScreen(["m2"], true);

  library.hitLines.want(new Set(["m0", "m1"]));
  await eventually(() => expect(library.hitLines.lines.value.get("m1")).toMatchObject([{ text: "First" }]));
  state.words = "Second";
  await library.changed("m1");
  library.hitLines.want(new Set(["m0", "m1"]));
  await eventually(() => expect(library.hitLines.lines.value.get("m1")).toMatchObject([{ text: "Second" }]));

  expect(state.linesAsked).toEqual(["m1", "m1"]);
});

test("UI-5 SEC-7 lines that were asked for before a strike are not shown after it, whichever answer comes first", async () => {
  const answers: ((words: string) => void)[] = [];
  const lines = new HitLines(
    (session) =>
      new Promise((resolve) => {
        answers.push((stable) => {
          const transcript = transcriptOf([finalSegment({ stable })], { session });
          resolve({ name: "read", transcript });
        });
      }),
  );
  lines.onScreen(["m0"], true);
  lines.want(new Set(["m0"]));

  lines.forget(["m0"]);
  lines.want(new Set(["m0"]));
  answers[0]?.("Struck");
  answers[1]?.("Left");

  await eventually(() => expect(lines.lines.value.get("m0")).toMatchObject([{ text: "Left" }]));
  expect(answers).toHaveLength(2);
});
