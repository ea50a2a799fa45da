import { expect, test } from "vitest";
import { textsAsker } from "../../src/history/search/ask-texts.ts";
import type { MeetingText } from "../../src/shared/listed-meetings.ts";
import type { PostedTexts } from "../../src/shared/messages/to-views.ts";

const TEXTS: readonly MeetingText[] = [{ session: "a", reading: { name: "pending" } }];
const OTHERS: readonly MeetingText[] = [{ session: "b", reading: { name: "pending" } }];

/** A background that answers by JSON to a question without a name, and else as `answer` does. */
function asker(
  answer: (question: string, post: (posted: PostedTexts) => void) => readonly MeetingText[] | null,
) {
  const listeners: ((posted: PostedTexts) => void)[] = [];
  const timers: (() => void)[] = [];
  const asked: (string | null)[] = [];
  const post = (posted: PostedTexts) => {
    for (const listener of listeners) listener(posted);
  };
  const ask = textsAsker({
    ask: ({ question }) => {
      asked.push(question);
      return Promise.resolve(question === null ? TEXTS : answer(question, post));
    },
    onPosted: (listener) => void listeners.push(listener),
    schedule: (action) => void timers.push(action),
  });
  return { ask, timers, asked };
}

test("UI-5 texts are those that were posted by the question's name, before its answer or after it", async () => {
  const before = asker((question, post) => {
    post({ question: "another", texts: OTHERS });
    post({ question, texts: TEXTS });
    return null;
  });
  const after = asker((question, post) => {
    setTimeout(() => post({ question, texts: TEXTS }));
    return null;
  });

  expect(await before.ask(["a"])).toBe(TEXTS);
  expect(await after.ask(["a"])).toBe(TEXTS);
});

test("UI-5 a page that is not posted to has them in the answer, one whose post is lost asks again", async () => {
  const unposted = asker(() => TEXTS);
  const lost = asker(() => null);

  expect(await unposted.ask(["a"])).toBe(TEXTS);
  const texts = lost.ask(["a"]);
  await new Promise((resolve) => {
    setTimeout(resolve);
  });
  for (const timer of lost.timers) timer();

  expect(await texts).toBe(TEXTS);
  expect(lost.asked).toEqual([expect.any(String), null]);
});
