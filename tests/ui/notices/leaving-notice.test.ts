import { expect, test } from "vitest";
import { words } from "../../../src/i18n/index.ts";
import { MESSAGES } from "../../../src/shared/messages/to-background.ts";
import { captionNotices } from "../../../src/shared/notices/notices.ts";
import { CaptionNotices } from "../../../src/ui/notices/CaptionNotices.tsx";
import { leavingSentence } from "../../../src/ui/notices/LeavingNotice.tsx";
import { elementsOf } from "../elements.ts";
import { active, statusOf } from "../status-samples.ts";

const leaving = { why: "elsewhere", stopsAtMs: 1000 } as const;
const notices = captionNotices({ ...statusOf({ name: "recording", ...active }), leaving });
const keepOn = () => {};
const { back, elsewhere, fromPage, left, stops } = words.leaving;

test("WHO-5 UI-6 a caption window has the button that goes on, the meeting's own page a sentence where one is", () => {
  const inWindow = elementsOf(CaptionNotices({ notices, isEmpty: false, keepOn }));
  const onPage = elementsOf(CaptionNotices({ notices, isEmpty: false, keepOn: null }));

  expect(inWindow.map(({ props }) => props)).toContainEqual({ type: "leaving", ...leaving, keepOn });
  expect(onPage.map(({ props }) => props)).toContainEqual({ notice: { type: "leaving", ...leaving } });
  expect(MESSAGES["keep-on"].from).toContain("caption-window");
});

test.each([
  [{ why: "left", stopsAtMs: 1000 }, "toolbar", [left, stops, fromPage]],
  [{ why: "elsewhere", stopsAtMs: null }, "toolbar", [elsewhere, fromPage]],
  [{ why: "left", stopsAtMs: 1000 }, "button", [left, stops]],
  [{ why: "elsewhere", stopsAtMs: 1000 }, "button", [elsewhere, stops, back]],
] as const)("WHO-5 UI-6 %j is said, by the %s, with its way out", (what, by, said) => {
  expect(leavingSentence(what, by)).toBe(words.inOneLine([...said]));
});
