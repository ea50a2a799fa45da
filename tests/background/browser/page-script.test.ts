import { expect, test } from "vitest";
import { PageScript } from "../../../src/background/browser/page-script.ts";

/** A meeting that writes down what it receives. */
function followed() {
  const received: unknown[] = [];
  const script = new PageScript(() => ({
    page: {
      read: () => Promise.resolve(),
      gone: () => void received.push("gone"),
    },
    callEnd: {
      stageIs: (stage) => void received.push(["stage", stage]),
      scriptIsIn: (call) => void received.push(["in", call]),
    },
    people: { peopleRead() {}, speakingRead() {}, gone: () => void received.push("people gone") },
  }));
  return { received, script };
}

const port = () => ({ postMessage() {} });
const MEET = "https://meet.google.com/abc-defg-hij?authuser=0";
const IN_CALL = [
  ["in", "meet:abc-defg-hij"],
  ["stage", "in_call"],
];
const READING = { type: "page-read", ownMute: "open", stage: "in_call", health: "working" } as const;

test("WHO-1 WHO-5 with the script of a page all that it showed is over", () => {
  const { received, script } = followed();
  const only = port();
  script.received(only, MEET, READING);
  script.closed(only);

  expect(received).toEqual([...IN_CALL, ["stage", null], ["in", null], "gone", "people gone"]);
});

test("WHO-1 who was audible by the word of one script is not by that of the next, whose end alone counts then", () => {
  const { received, script } = followed();
  const [first, next] = [port(), port()];
  script.received(first, MEET, READING);
  script.received(next, MEET, READING);
  script.closed(first);

  expect(received).toEqual([...IN_CALL, "people gone", ...IN_CALL]);
});
