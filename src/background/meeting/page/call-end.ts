import type { AudioSource } from "../../../../protocol/audio.ts";
import type { PageReading } from "../../../shared/messages/meeting-page.ts";
import type { TabState } from "../../browser/tab-capture.ts";
import type { StatusStore } from "../../views/status-store.ts";
import { type KnownLeaving, leavingAfter } from "./leaving.ts";

interface CallEndNeeds {
  readonly statusStore: StatusStore;
  /** What is written down of the meeting; null once it is over. */
  readonly remembered: () => { readonly call: string | null; readonly leaving: KnownLeaving | null } | null;
  readonly remember: (change: {
    readonly call?: string;
    readonly leaving?: KnownLeaving | null;
  }) => Promise<void>;
  /** Sends the offscreen document whether what was remembered keeps both sources out. */
  readonly silence: () => void;
  /** As Stop does. */
  readonly stop: () => Promise<void>;
  readonly isStopWanted: () => boolean;
  readonly now: () => number;
}

/** A page without any sign of the call for so long shows that it is over; with the mark of an ended call, for a moment. */
const CONTROLS_GONE_MS = 9000;
const END_MARK_MS = 1000;
const QUIET_MS = 10_000;
/** Audio that waits to be recognised may be speech. */
const RECOGNISED_WITHIN_MS = 5000;
/** Zoom's page goes elsewhere and comes back while it starts its audio. */
const STARTING_MS = 20_000;

/**
 * Ends a meeting whose call is over (WHO-5): at once nothing of another page is recorded, and after a countdown, to which the user can object,
 * captions stop as if he had pressed Stop. A page that never showed a call ends nothing.
 */
export class CallEnd {
  readonly #startedAtMs: number;
  readonly #needs: CallEndNeeds;
  #stage: { readonly name: PageReading["stage"]; readonly sinceMs: number } | null = null;
  #wasInCall = false;
  #callOfScript: string | null = null;
  readonly #speech: Record<AudioSource, { isSpeaking: boolean; atMs: number }>;

  constructor(startedAtMs: number, needs: CallEndNeeds) {
    this.#startedAtMs = startedAtMs;
    this.#needs = needs;
    const atMs = needs.now();
    this.#speech = { tab: { isSpeaking: false, atMs }, mic: { isSpeaking: false, atMs } };
  }

  /** What the page shows; null: nobody reads it at present. */
  stageIs(stage: PageReading["stage"] | null): void {
    if (stage === "in_call") this.#wasInCall = true;
    if (stage === this.#stage?.name) return;
    this.#stage = stage === null ? null : { name: stage, sinceMs: this.#needs.now() };
  }

  /** Which call the page shows in which our script is, by the browser's word; null: it is in none, or in another page. */
  scriptIsIn(call: string | null): void {
    this.#callOfScript = call;
  }

  /** Somebody begins or ends to speak. */
  speech(source: AudioSource, isSpeaking: boolean): void {
    this.#speech[source] = { isSpeaking, atMs: this.#needs.now() };
  }

  /** Whether the tab shows something else than the meeting's call. */
  isElsewhere({ place }: Pick<TabState, "place">): boolean {
    const { call = null } = this.#needs.remembered() ?? {};
    return call !== null && this.#shown(place) !== call;
  }

  /** A page that the user went back to may have our script again where the browser still hides the tab's address. */
  #shown(place: TabState["place"]): string | null {
    return place === null ? this.#callOfScript : place.call;
  }

  /** Called about once a second, and when the browser reports that the tab changes. */
  async check({ place }: Pick<TabState, "place">): Promise<void> {
    const { statusStore, now, remembered, remember, isStopWanted, stop } = this.#needs;
    const before = remembered();
    if (before === null) return;
    // Started in front of it: the call that is seen first is the meeting's.
    const shown = this.#shown(place);
    if (before.call === null && shown !== null) await remember({ call: shown });
    const isElsewhere = this.isElsewhere({ place });
    const leaving = leavingAfter(before.leaving, { isElsewhere, ...this.#signs }, now(), {
      isStopWanted: isStopWanted(),
      earliestMs: this.#startedAtMs + STARTING_MS,
    });
    if (leaving !== before.leaving) await this.#change(leaving);
    const isDue = leaving !== null && leaving.stopsAtMs !== null && now() >= leaving.stopsAtMs;
    if (isDue && !leaving.isKeptOn) return stop();
    this.#show(statusStore, leaving);
  }

  /** The user wants to go on, wherever the tab is: until the call is seen again, nothing ends by itself. */
  async keepOn(): Promise<void> {
    const leaving = this.#needs.remembered()?.leaving ?? null;
    if (leaving !== null) await this.#change({ ...leaving, stopsAtMs: null, isKeptOn: true });
  }

  async #change(leaving: KnownLeaving | null): Promise<void> {
    await this.#needs.remember({ leaving });
    this.#needs.silence();
    this.#show(this.#needs.statusStore, leaving);
  }

  #show(statusStore: StatusStore, leaving: KnownLeaving | null): void {
    const { leaving: before } = statusStore.status;
    if (leaving === null || leaving.isKeptOn) {
      if (before !== null) statusStore.update({ leaving: null });
      return;
    }
    const { why, stopsAtMs } = leaving;
    if (why !== before?.why || stopsAtMs !== before.stopsAtMs)
      statusStore.update({ leaving: { why, stopsAtMs } });
  }

  get #signs() {
    const nowMs = this.#needs.now();
    const { name = "unknown", sinceMs = nowMs } = this.#stage ?? {};
    // A lobby is none of these: who loads the page again is in front of his call.
    const holdMs = { left: END_MARK_MS, unknown: CONTROLS_GONE_MS, lobby: null, in_call: null }[name];
    return {
      isInCall: name === "in_call",
      isLeft: this.#wasInCall && holdMs !== null && nowMs - sinceMs >= holdMs,
      // Who left a call may speak to others in his room. A page of which nothing is understood may still show the call.
      isQuiet: this.#isQuiet("tab") && (name === "left" || this.#isQuiet("mic")),
    };
  }

  #isQuiet(source: AudioSource): boolean {
    const { session, lagMs, recogniser } = this.#needs.statusStore.status;
    const { isSpeaking, atMs } = this.#speech[source];
    return (
      session.name === "recording" &&
      recogniser.state === "running" &&
      lagMs[source] < RECOGNISED_WITHIN_MS &&
      !isSpeaking &&
      this.#needs.now() - atMs >= QUIET_MS
    );
  }
}
