import { expect, test } from "vitest";
import { OpenUtterances } from "../../../native-host/pumps/event-intake.ts";
import { buildEvent } from "../../../protocol/build.ts";
import { SESSION } from "../frames.ts";

const AT = {
  session: SESSION,
  source: "tab",
  utterance: 1600,
  start_sample: 1600,
  end_sample: 4800,
} as const;
const START = buildEvent("speech_start", { ...AT, revision: 0 });
const PARTIAL = buildEvent("partial_text", { ...AT, revision: 1, stable: "", tail: "words", language: "en" });
const FINAL = buildEvent("final_text", { ...AT, revision: 2, text: "words", language: "en", number: 7 });
const END = buildEvent("speech_end", { ...AT, revision: 3 });

/** The ends that are notified when the sidecar dies after these events. */
function endsBehind(...events: Parameters<OpenUtterances["note"]>[0][]) {
  const open = new OpenUtterances();
  for (const event of events) open.note(event);
  return open.close();
}

test("IPC-10 an utterance that its sidecar can end no more is ended, with no word and no number in it", () => {
  expect(endsBehind(START, PARTIAL)).toEqual([{ ...AT, revision: 2 }]);
  expect(endsBehind(START, PARTIAL, FINAL)).toEqual([{ ...AT, revision: 3 }]);
});

test("IPC-10 one that has ended is not ended again", () => {
  expect(endsBehind(START, PARTIAL, FINAL, END)).toEqual([]);
});

test("IPC-10 each source has its own", () => {
  const mic = buildEvent("speech_start", { ...AT, source: "mic", revision: 0 });

  expect(endsBehind(START, mic).map(({ source }) => source)).toEqual(["tab", "mic"]);
});

test("IPC-10 nothing is ended twice", () => {
  const open = new OpenUtterances();
  open.note(START);
  open.close();

  expect(open.close()).toEqual([]);
});
