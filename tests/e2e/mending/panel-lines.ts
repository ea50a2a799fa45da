import type { Page } from "puppeteer";
import type { ErrorCode } from "../../../protocol/errors.ts";
import type { Bookmark } from "../../../src/shared/bookmarks.ts";
import type { Segment, TranscriptChange } from "../../../src/shared/transcript.ts";
import { active } from "../../ui/status-samples.ts";
import { type Feed, feedView, type useFedViews } from "../views/fed-view.ts";
import { meeting, running, settings } from "../views/view-samples.ts";

export const FIELD = "textarea[name=line]";

/** A line's row, as a selector. */
export function rowOf({ source, utterance }: Segment): string {
  return `[data-caption][data-source="${source}"][data-utterance="${utterance}"]`;
}

/** The side panel of the sample meeting while it runs, with what is marked in it. */
export function openMarkedPanel(
  views: ReturnType<typeof useFedViews>,
  bookmarks: readonly Bookmark[],
  language: Feed["language"] = "en",
): Promise<Page> {
  return views.open({
    page: "src/sidepanel/index.html",
    viewport: { width: 340, height: 720 },
    language,
    snapshot: { type: "snapshot", status: running(), settings, transcript: { ...meeting(), bookmarks } },
  });
}

/** Opens a line's editor by the keyboard. */
export async function openEditor(panel: Page, segment: Segment): Promise<void> {
  await panel.focus(rowOf(segment));
  await panel.keyboard.press("F2");
  await panel.waitForSelector(`${FIELD}:focus`);
}

/** A change of the meeting that is shown. */
export function feedLine(panel: Page, change: TranscriptChange): Promise<void> {
  return feedView(panel, { type: "caption-changed", session: active.session, change });
}

/** The editor's field as it is. */
export function fieldOf(panel: Page) {
  return panel.$eval(FIELD, (area) => ({
    text: area.value,
    selection: [area.selectionStart, area.selectionEnd],
    isFocused: area === document.activeElement,
  }));
}

/** The background's answer to the only command that the view waits for: taken, or refused with that code. */
export async function answerLast(view: Page, refusal: ErrorCode | null): Promise<void> {
  const asked = await view.waitForFunction(() => {
    const last = globalThis.earshotSent.at(-1);
    if (last === undefined || !("id" in last) || document.body.dataset["answered"] === last.id) return false;
    document.body.dataset["answered"] = last.id;
    return last.id;
  });
  const id = String(await asked.jsonValue());
  await feedView(
    view,
    refusal === null ? { type: "command-taken", id } : { type: "command-refused", id, code: refusal },
  );
}
