import type { PageReading } from "../../shared/messages/meeting-page.ts";
import { peopleOfMeet } from "./google-meet-people.ts";
import { agreed, type PageAdapter, type PageView, readingOf, type SeenMute } from "./page-adapter.ts";

/** Microphone and camera have it alike. */
const MUTE = "data-is-muted";
/** Tiles and rows of people have buttons of their own. */
const OF_PEOPLE = "[data-participant-id], [data-requested-participant-id], [role='listitem']";
const ENDED = "[data-call-ended='true'], button[jsname='EszDse']";

/** Names of the icon font's glyphs, which are the same in every language. */
const MICROPHONE_GLYPHS: ReadonlyMap<string, SeenMute> = new Map([
  ["mic", "open"],
  ["mic_none", "open"],
  ["mic_off", "muted"],
]);
const LEAVE_GLYPH = "call_end";
/** What people write may stand in an element of any kind, but in no button. */
const GLYPHS = "button i, [role='button'] i";

/** Google Meet: ADR-045 says what is known of its page, since when, and from whom. */
export const googleMeet: PageAdapter = {
  isFor: ({ hostname }) => hostname === "meet.google.com",
  sign: "meet_meter",
  people: peopleOfMeet,
  read(page) {
    const glyphs = glyphsIn(page);
    const toggles = [...page.querySelectorAll(`[${MUTE}]`)].filter(isOwn);
    const named = toggles.filter((toggle) => glyphsIn(toggle).some((glyph) => MICROPHONE_GLYPHS.has(glyph)));
    const stage = stageOf(page, glyphs, named.length > 0);
    if (named.length === 0) return byGlyphAlone(page, stage);
    return { reading: readingOf(agreed(named.map(muteOf)), stage, true), controls: named };
  },
};

function muteOf(toggle: Element): SeenMute | null {
  const value = toggle.getAttribute(MUTE);
  if (value === "true") return "muted";
  return value === "false" ? "open" : null;
}

/** Without the attribute: a button that shows a microphone and nothing else shows whether it is crossed out. */
function byGlyphAlone(page: Document, stage: PageReading["stage"]): PageView {
  const shown = [...page.querySelectorAll("button, [role='button']")].filter(isOwn).flatMap((button) => {
    const [glyph, ...others] = glyphsIn(button);
    const mute = glyph === undefined || others.length > 0 ? undefined : MICROPHONE_GLYPHS.get(glyph);
    return mute === undefined ? [] : [{ button, mute }];
  });
  const ownMute = agreed(shown.map(({ mute }) => mute));
  return { reading: readingOf(ownMute, stage, false), controls: shown.map(({ button }) => button) };
}

/**
 * A call that shows the microphone's button is not over. The lobby has that button and neither people nor the one that leaves.
 * Who waits to be let in has that one too, as has a call that shows nobody: then only the mute itself is followed.
 */
function stageOf(page: Document, glyphs: readonly string[], isMicrophoneSeen: boolean): PageReading["stage"] {
  if (!isMicrophoneSeen && page.querySelector(ENDED) !== null) return "left";
  if (page.querySelector("[data-participant-id]") !== null) return "in_call";
  const isLeaveSeen = glyphs.includes(LEAVE_GLYPH);
  if (isLeaveSeen && glyphs.some((glyph) => glyph.startsWith("closed_caption"))) return "in_call";
  return isMicrophoneSeen && !isLeaveSeen ? "lobby" : "unknown";
}

function isOwn(element: Element): boolean {
  return element.closest(OF_PEOPLE) === null;
}

function glyphsIn(root: ParentNode): readonly string[] {
  return [...root.querySelectorAll(GLYPHS)].map(({ textContent }) => textContent?.trim() ?? "");
}
