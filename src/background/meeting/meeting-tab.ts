import type { ActiveSession } from "../../shared/session.ts";
import type { CaptureEnvironment } from "../browser/capture-environment.ts";
import type { TabState } from "../browser/tab-capture.ts";
import type { CaptionHub } from "../transcript/caption-hub.ts";
import { PageTitles } from "./page/page-titles.ts";
import type { Silencing } from "./silencing.ts";

interface MeetingTabNeeds {
  readonly hub: Pick<CaptionHub, "recordOf" | "amendHead">;
  readonly environment: Pick<CaptureEnvironment, "now" | "readPage" | "toOffscreen">;
}

interface ObservedTab extends Pick<TabState, "isCrashed" | "isMuted" | "place"> {
  readonly title: string | null;
}

/** What follows from what the browser says of the meeting's tab: whether it is recorded, whether it is heard, its title. */
export class MeetingTab {
  readonly #session: string;
  readonly #tabId: number | null;
  readonly #silencing: Silencing;
  readonly #needs: MeetingTabNeeds;
  readonly #titles: PageTitles;
  /** What the document was sent last; null where a worker before this one may have sent something else. */
  #isPlaybackMuted: boolean | null = null;
  #isHidden = false;

  constructor({ session, tabId, startedAtMs }: ActiveSession, silencing: Silencing, needs: MeetingTabNeeds) {
    this.#session = session;
    this.#tabId = tabId;
    this.#silencing = silencing;
    this.#needs = needs;
    this.#titles = new PageTitles(needs.environment.now() - startedAtMs);
  }

  /** Called about once a second, and when the browser reports a change. `title`: the meeting's; null while the tab shows something else. */
  observe({ isCrashed, isMuted, place, title }: ObservedTab): void {
    const { hub } = this.#needs;
    this.#silencing.tabIs({ isCrashed });
    this.mutePlayback(isMuted);
    // The user's grant is back, and with it our script may be.
    if (this.#isHidden && place !== null && this.#tabId !== null)
      void this.#needs.environment.readPage(this.#tabId);
    this.#isHidden = place === null;
    const record = hub.recordOf(this.#session);
    if (title === null || record === null) return;
    const meant = this.#titles.observe(record.title, title);
    if (meant !== null) void hub.amendHead(this.#session, { title: meant });
  }

  /** What the document plays of the tab follows the browser's mute of it; what it records does not. */
  mutePlayback(isMuted: boolean): void {
    if (isMuted === this.#isPlaybackMuted) return;
    this.#isPlaybackMuted = isMuted;
    this.#needs.environment.toOffscreen({ type: "mute-playback", session: this.#session, isMuted });
  }
}
