import { errorKind } from "../../protocol/errors.ts";

/** The side panel's page, which is a whole page wherever it is opened. */
export const TRANSCRIPT_PAGE = "src/sidepanel/index.html";

/** What the browser can do to show the transcript of the meeting in one tab. */
interface Places {
  /** Null in browsers without a side panel: Opera, Arc. */
  readonly openSidePanel: (() => Promise<void>) | null;
  /** Id of the tab that shows the transcript already; null when none does. */
  readonly findTab: () => Promise<number | null>;
  readonly showTab: (id: number) => Promise<void>;
  /** Opens a tab beside the meeting's. */
  readonly createTab: (isInFront: boolean) => Promise<void>;
}

/**
 * Opens the transcript in the side panel, or in a tab where the browser has none or does not open it. `isAsked`: the user asked for
 * the transcript itself; at Start a tab stays behind the meeting. Called inside the click, which a side panel needs.
 */
export async function openTranscript(
  { openSidePanel, findTab, showTab, createTab }: Places,
  isAsked: boolean,
): Promise<void> {
  try {
    if (openSidePanel !== null) return await openSidePanel();
  } catch (error) {
    console.warn("The side panel stays closed:", errorKind(error));
  }
  try {
    const tab = await findTab();
    if (tab === null) await createTab(isAsked);
    else if (isAsked) await showTab(tab);
  } catch (error) {
    // Captions do not depend on it.
    console.warn("The transcript stays closed:", errorKind(error));
  }
}
