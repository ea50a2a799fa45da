import { expect, test, vi } from "vitest";
import type { ErrorCode } from "../../../protocol/errors.ts";
import { edited, MAX_EDIT_CHARACTERS } from "../../../src/shared/lines/segment-versions.ts";
import type { ViewCommand } from "../../../src/shared/messages/to-background.ts";
import { isTooLong, lineEditing } from "../../../src/ui/editing/line-editing.ts";
import { finalSegment, transcriptOf } from "../../shared/transcript-samples.ts";

const SESSION = "0f9f6a52-3c61-4c8e-9f3e-0d7c1c1b8a11";
const LINE = finalSegment({ stable: "Ship it on Friday." });
const TRANSCRIPT = transcriptOf([LINE], { session: SESSION });
const OTHER = finalSegment({ stable: "And then?", utterance: 90_000 });
const NOW_MS = 1000;

function newEditing() {
  let refusal: ErrorCode | null = null;
  const ask = vi.fn<(command: ViewCommand) => Promise<ErrorCode | null>>(() => Promise.resolve(refusal));
  const send = vi.fn<(command: ViewCommand) => void>();
  const editing = lineEditing({ ask, send }, () => NOW_MS);
  const type = (text: string) => {
    if (editing.draft.value !== null) editing.draft.value.text = text;
  };
  const refuse = (code: ErrorCode | null) => {
    refusal = code;
  };
  return { editing, ask, send, type, refuse };
}

function command(text: string | null, atMs = NOW_MS): ViewCommand {
  const edits = [{ source: LINE.source, utterance: LINE.utterance, text }];
  return { type: "edit-lines", session: SESSION, atMs, edits };
}

test("UI-2 what is typed is saved as one line, and undone to what was recognised", async () => {
  const { editing, ask, send, type } = newEditing();
  editing.open(TRANSCRIPT, LINE);
  type("Ship it\non Monday.");

  await editing.save();
  const saved = editing.saved.value;
  editing.undo();
  editing.undo();

  expect(ask.mock.calls).toEqual([[command("Ship it on Monday.")]]);
  expect(editing.draft.value).toBeNull();
  expect(saved).toMatchObject({ session: SESSION, utterance: LINE.utterance });
  expect(send.mock.calls).toEqual([[command(null, NOW_MS + 1)]]);
});

test("UI-2 undo of a second edit brings back the first, also where the clock was set back", async () => {
  const { editing, ask, send, type } = newEditing();
  const before = edited(LINE, { text: "First." }, NOW_MS + 500) ?? LINE;
  editing.open(TRANSCRIPT, before);
  type("Second.");

  await editing.save();
  editing.undo();

  expect(ask.mock.calls).toEqual([[command("Second.", NOW_MS + 501)]]);
  expect(send.mock.calls).toEqual([[command("First.", NOW_MS + 502)]]);
});

test("UI-2 words that are the same ask for nothing", async () => {
  const { editing, ask, type } = newEditing();
  editing.open(TRANSCRIPT, LINE);
  type(" Ship it on  Friday. ");

  await editing.save();

  expect(ask).not.toHaveBeenCalled();
  expect(editing.draft.value).toBeNull();
});

test("UI-2 a refusal keeps what was typed, says why, and the next try may be taken", async () => {
  const { editing, type, refuse } = newEditing();
  editing.open(TRANSCRIPT, LINE);
  type("Mine.");
  refuse("edit_not_stored");

  await editing.save();
  const [text, failure, saved] = [editing.draft.value?.text, editing.failure.value, editing.saved.value];
  refuse(null);
  await editing.save();

  expect([text, failure, saved]).toEqual(["Mine.", "edit_not_stored", null]);
  expect([editing.draft.value, editing.failure.value]).toEqual([null, null]);
});

test("UI-2 text beyond the bound is not sent and stays; all of it that fits is", async () => {
  const { editing, ask, type } = newEditing();
  editing.open(TRANSCRIPT, LINE);
  type("x".repeat(100_000));

  await editing.save();

  expect(ask).not.toHaveBeenCalled();
  expect(editing.draft.value?.text).toHaveLength(100_000);
  expect([
    isTooLong("x".repeat(MAX_EDIT_CHARACTERS)),
    isTooLong("x".repeat(MAX_EDIT_CHARACTERS + 1)),
  ]).toEqual([false, true]);
});

test("UI-2 a line that is typed in stays open when another one is to be edited; an untouched one gives way", () => {
  const { editing, type } = newEditing();
  editing.open(TRANSCRIPT, LINE);
  editing.open(TRANSCRIPT, OTHER);
  const second = editing.draft.value?.utterance;
  type("Something else.");
  editing.open(TRANSCRIPT, LINE);

  expect(second).toBe(OTHER.utterance);
  expect(editing.draft.value).toMatchObject({ utterance: OTHER.utterance, text: "Something else." });
  editing.cancel();
  expect(editing.draft.value).toBeNull();
});

test("UI-2 what is still spoken is not edited", () => {
  const { editing } = newEditing();
  editing.open(TRANSCRIPT, { ...LINE, isFinal: false });

  expect(editing.draft.value).toBeNull();
});

test("UI-2 a line goes back to what was recognised", () => {
  const { editing, send } = newEditing();
  editing.restore(SESSION, edited(LINE, { text: "Mine." }, NOW_MS) ?? LINE);

  expect(send.mock.calls).toEqual([[command(null, NOW_MS + 1)]]);
});

test("UI-2 a line's speaker is changed alone, undone, and is no other where it is its side's own name", async () => {
  const { editing, ask, send } = newEditing();
  const name = (speaker: string) => {
    if (editing.draft.value !== null) editing.draft.value.speaker = speaker;
  };
  editing.open(TRANSCRIPT, LINE);
  name("  Aki\nTanaka ");
  await editing.save();
  editing.undo();
  editing.open(TRANSCRIPT, LINE);
  name(TRANSCRIPT.speakers.tab);
  await editing.save();
  editing.open(TRANSCRIPT, { ...LINE, speaker: "Aki Tanaka" });
  name("");
  await editing.save();

  const { source, utterance } = LINE;
  const edits = (speaker: string | null) => [{ source, utterance, speaker }];
  expect(ask.mock.calls).toMatchObject([[{ edits: edits("Aki Tanaka") }], [{ edits: edits(null) }]]);
  expect(send.mock.calls).toMatchObject([[{ edits: edits(null) }]]);
});

test("UI-2 the names to choose from are both sides' and those that lines have", () => {
  const { editing } = newEditing();
  const segments = [LINE, { ...LINE, utterance: 5, speaker: "Aki" }, { ...OTHER, speaker: "Aki" }];
  editing.open({ ...TRANSCRIPT, segments, speakers: { tab: "Others", mic: "" } }, LINE);

  expect(editing.draft.value?.names).toEqual(["Others", "Aki"]);
});

test("WHO-2 UI-2 a voice is offered by the name that the user gave it, and by no number", () => {
  const { editing } = newEditing();
  const voices = [
    { id: "s1", name: "", provenance: "voice" },
    { id: "s2", name: "Maria", provenance: "user" },
  ] as const;
  const line = { ...LINE, voice: "s1" };
  editing.open({ ...TRANSCRIPT, segments: [line], speakers: { tab: "Others", mic: "You", voices } }, line);

  expect(editing.draft.value).toMatchObject({ side: "Speaker 1", names: ["Others", "You", "Maria"] });
});

test("UI-2 who was named while the line is split or joined has said all of it", async () => {
  const { editing, ask } = newEditing();
  const next = finalSegment({
    stable: "And then?",
    utterance: 90_000,
    startSample: 90_000,
    endSample: 99_000,
  });
  const both = transcriptOf([LINE, next], { session: SESSION });
  for (const act of [() => editing.split("Ship it".length), () => editing.join(both, "after")]) {
    editing.open(both, LINE);
    if (editing.draft.value !== null) editing.draft.value.speaker = " Aki ";
    act();
    await vi.waitFor(() => expect(editing.draft.value).toBeNull());
  }

  const edits = ask.mock.calls.map(([asked]) => (asked.type === "edit-lines" ? asked.edits[0] : null));
  expect(edits).toMatchObject([
    { speaker: "Aki", parts: [{ text: "Ship it" }, { text: "on Friday.", speaker: "Aki" }] },
    { speaker: "Aki", text: "Ship it on Friday. And then?", joined: [90_000] },
  ]);
});

test("UI-8 what is typed and not stored is known where the page is left", async () => {
  const { editing, type, refuse } = newEditing();
  const known = [editing.isChanged()];
  editing.open(TRANSCRIPT, LINE);
  known.push(editing.isChanged());
  type("Ship it on Monday.");
  known.push(editing.isChanged());
  refuse("edit_not_stored");
  await editing.save();
  known.push(editing.isChanged());
  refuse(null);
  await editing.save();
  known.push(editing.isChanged());

  expect(known).toEqual([false, false, true, true, false]);
});
