import { expect, test } from "vitest";
import { WordAlerts } from "../../../src/background/transcript/word-alerts.ts";
import type { Segment } from "../../../src/shared/transcript.ts";
import { finalSegment } from "../../shared/transcript-samples.ts";

/** What was called out, by a clock that is set by hand. */
function alerts(wanted: readonly string[] = ["Aiko"]) {
  const called: string[] = [];
  const clock = { nowMs: 1_000_000 };
  const watch = new WordAlerts({
    now: () => clock.nowMs,
    onAlert: ({ word, atMs }) => void called.push(`${word} ${(atMs - 1_000_000) / 1000}`),
  });
  const say = (segment: Partial<Segment>) =>
    watch.take({ type: "put", segment: finalSegment(segment) }, wanted);
  return { called, clock, say, watch };
}
const partial = (stable: string, tail: string) => ({ stable, tail, isFinal: false });

test("UI-8 a word is called out once its part of the caption will not change, and once in an utterance", () => {
  const { called, say } = alerts();

  say(partial("", "And Aiko"));
  expect(called).toEqual([]);

  say(partial("And Aiko", " what"));
  say(partial("And Aiko what do", ""));
  say({ stable: "And Aiko, what do you think, Aiko?" });
  expect(called).toEqual(["Aiko 0"]);
});

test("UI-8 said again within twenty seconds it is the same occasion, and each word has its own", () => {
  const { called, clock, say } = alerts(["Aiko", "budget"]);

  say({ utterance: 1, stable: "Aiko?" });
  clock.nowMs += 19_000;
  say({ utterance: 2, stable: "Aiko, the budget." });
  clock.nowMs += 20_000;
  say({ utterance: 3, stable: "Aiko!" });
  expect(called).toEqual(["Aiko 0", "budget 19", "Aiko 39"]);
});

test("UI-8 one's own words, corrections and edits of what was said before call nothing out", () => {
  const { called, say, watch } = alerts();

  say({ source: "mic", stable: "I am Aiko." });
  say({ stable: "Aiko.", versions: [{ text: "I co", language: "en", model: null }] });
  say({ stable: "Aiko.", isEdited: true });
  watch.take({ type: "drop", source: "tab", utterance: 16_000 }, ["Aiko"]);
  expect(called).toEqual([]);
});

test("UI-8 a list that was changed counts from the next caption on", () => {
  const { called, say, watch } = alerts(["Aiko"]);

  say({ utterance: 1, stable: "Budget." });
  watch.take({ type: "put", segment: finalSegment({ utterance: 2, stable: "Budget." }) }, ["budget"]);
  expect(called).toEqual(["budget 0"]);
});
