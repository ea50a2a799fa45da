import { keepsMicrophoneOut, muteAfter, type PageReading } from "../../../shared/messages/meeting-page.ts";
import type { CaptureEnvironment } from "../../browser/capture-environment.ts";
import type { StatusStore } from "../../views/status-store.ts";
import type { SessionMemory } from "../session-memory.ts";
import type { Silencing } from "../silencing.ts";

interface PageMuteNeeds {
  readonly statusStore: StatusStore;
  readonly memory: SessionMemory;
  readonly environment: Pick<CaptureEnvironment, "readPage" | "leavePage" | "schedule" | "settings">;
}

/** A page that is loaded again, and a script that looks for a new worker, have said something by then. */
const SILENT_FOR_MS = 3000;

/**
 * Follows the mute that the meeting's page shows (WHO-4). The page only adds evidence: what it does not say, or says no more,
 * changes nothing – who was muted stays muted, and is offered the way out.
 */
export class PageMute {
  readonly #tabId: number | null;
  readonly #silencing: Silencing;
  readonly #needs: PageMuteNeeds;
  /** Only the last one counts: a page that came back in between has its own time to come back again. */
  #timesGone = 0;
  /** The last that came; null where no page is read. */
  #reading: PageReading | null = null;

  constructor(tabId: number | null, silencing: Silencing, needs: PageMuteNeeds) {
    this.#tabId = tabId;
    this.#silencing = silencing;
    this.#needs = needs;
  }

  /** Before the microphone is open: who is muted already is not recorded for a moment. */
  begin(): void {
    this.#needs.statusStore.update({ pageHealth: null });
    this.#readPage();
  }

  /** A tab's page is loaded, perhaps again and without our script. One that lives there stays the only one. */
  loaded(tabId: number): void {
    if (tabId === this.#tabId) this.#readPage();
  }

  /** The setting was changed, perhaps while no worker was there to see it. */
  async follow(isFollowed: boolean): Promise<void> {
    if (isFollowed) return this.#reading === null ? this.#readPage() : this.read(this.#reading);
    this.#timesGone += 1;
    const { memory, statusStore } = this.#needs;
    statusStore.update({ pageHealth: null });
    if (memory.current !== null && memory.current.meetingMute !== "open")
      await this.#silencing.muteInMeeting("open");
    // The page is read all the same: for who is there, and for the meeting's end.
    this.#readPage();
  }

  /** What the page shows now. */
  async read(reading: PageReading): Promise<void> {
    const { environment, memory, statusStore } = this.#needs;
    const { current } = memory;
    this.#reading = reading;
    if (current === null) return environment.leavePage();
    if (!environment.settings().isMeetingMuteFollowed || !current.isMicrophoneWanted) return;
    const before = current.meetingMute;
    const mute = muteAfter(before, reading);
    if (mute !== before) await this.#silencing.muteInMeeting(mute);
    statusStore.update({ pageHealth: reading.health });
  }

  /**
   * Nobody reads the page at present; who does not come back soon left a mute that nobody sees the end of. Whose microphone is
   * live may be on another page by then, which has no mute to be seen.
   */
  gone(): void {
    const { environment, memory, statusStore } = this.#needs;
    this.#reading = null;
    statusStore.update({ pageHealth: null });
    this.#timesGone += 1;
    const time = this.#timesGone;
    environment.schedule(() => {
      const { session, pageHealth } = statusStore.status;
      if (time !== this.#timesGone || session.name === "idle" || pageHealth !== null) return;
      if (memory.current !== null && keepsMicrophoneOut(memory.current.meetingMute))
        statusStore.update({ pageHealth: "blind" });
    }, SILENT_FOR_MS);
  }

  /**
   * The user wants to be captioned, whatever the page shows, until it shows that he is not muted any more. A command that comes
   * twice overrides one mute, not the next.
   */
  override(): Promise<void> {
    const { memory } = this.#needs;
    if (memory.current === null || !keepsMicrophoneOut(memory.current.meetingMute)) return memory.stored;
    return this.#silencing.muteInMeeting("overridden");
  }

  #readPage(): void {
    if (this.#tabId !== null) void this.#needs.environment.readPage(this.#tabId);
  }
}
