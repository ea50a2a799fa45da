import type browser from "webextension-polyfill";
import type { OverlayToBackground, PlacementToBackground } from "../../shared/messages/to-background.ts";
import type { BackgroundToOverlay, BackgroundToPlacement } from "../../shared/messages/to-overlay.ts";
import type { Viewport } from "../../shared/overlay-layout.ts";
import type { OverlaySight } from "../../shared/status.ts";

type Port = browser.Runtime.Port;

/** A browser that has loaded the frame has run our page's script, which connects at once; a busy one takes a moment more. */
const REFUSED_AFTER_MS = 1500;
/** Something of the meeting's own that passes over the captions is not worth a word; this long is (UI-1: within 2 s). */
const COVERED_AFTER_MS = 1000;
/** Seen again for this long means over; a page and captions that rise above one another by turns are seen for less. */
const UNCOVERED_AFTER_MS = 500;
/** A notice that is gone before it can be read is of no use. */
const SHOWN_FOR_MS = 4000;

interface Placement {
  readonly port: Port;
  readonly tabId: number;
  readonly token: string;
  readonly viewport: Viewport;
  readonly isStanding: boolean;
  /** When the frame had loaded; null before. */
  readonly loadedAtMs: number | null;
}

/** A frame that has sent its token. */
interface ReadyFrame {
  readonly token: string;
  readonly tabId: number;
  readonly pageUrl: string | null;
}

interface Frame {
  readonly port: Port;
  readonly isVisible: boolean;
  /** Since when it is as visible as it is. */
  readonly sinceMs: number;
  /** Since when it has not been seen for long; null while it is. */
  readonly coveredSinceMs: number | null;
}

export interface OverlayPlaceOptions {
  /** The frame that our script has put up on that page: captions go to it from now on. */
  readonly onJoined: (frame: Port, pageUrl: string | null) => void;
  /** That frame is our script's no more, or its session is over: nothing goes to it from now on. */
  readonly onLeft: (frame: Port) => void;
  readonly onSight: (sight: OverlaySight) => void;
  /** Clicks go through the captions from now on, or no more. */
  readonly onClickThrough: (isClickThrough: boolean) => void;
  readonly zoomOf: (tabId: number) => Promise<number>;
  readonly now: () => number;
  readonly schedule: (action: () => void, delayMs: number) => void;
}

/**
 * The captions on the meeting page: the script that places the frame, and the frame that draws. Either half comes and
 * goes by itself – the page is loaded again, the frame thrown out, the worker restarted – and only a frame that says the
 * token of the script in the same tab is joined to it: another copy of our page, put up by the meeting page, gets nothing.
 */
export class OverlayPlace {
  readonly #options: OverlayPlaceOptions;
  /** Frames that have sent their token, by port. */
  readonly #ready = new Map<Port, ReadyFrame>();
  #placement: Placement | null = null;
  #frame: Frame | null = null;
  #sight: OverlaySight = "none";
  #sightShownAtMs = 0;
  #isClickThrough = false;
  /** The press of the shortcut that was done last. */
  #lastPress: string | null = null;
  /** The script may not be put into the page at all. */
  #isRefused = false;

  constructor(options: OverlayPlaceOptions) {
    this.#options = options;
  }

  fromPlacement(port: Port, tabId: number, message: PlacementToBackground): void {
    if (message.type === "overlay-opened") {
      const { token, viewport, isStanding, isLoaded } = message;
      const loadedAtMs = isLoaded ? this.#options.now() : null;
      this.#placement = { port, tabId, token, viewport, isStanding, loadedAtMs };
      this.#isRefused = false;
      this.#leave();
      return this.#join();
    }
    if (this.#placement?.port !== port) return;
    switch (message.type) {
      case "viewport-changed":
        this.#placement = { ...this.#placement, viewport: message.viewport };
        return void this.#sendViewport();
      case "frame-loaded":
        this.#placement = { ...this.#placement, loadedAtMs: this.#options.now() };
        return this.#judge();
      case "standing-changed":
        this.#placement = { ...this.#placement, isStanding: message.isStanding };
        return this.#judge();
      default:
        return message satisfies never;
    }
  }

  frameReady(port: Port, tabId: number, pageUrl: string | null, token: string): void {
    this.#ready.set(port, { token, tabId, pageUrl });
    this.#join();
  }

  /** What the joined frame says about its place and its sight. */
  fromFrame(message: Extract<OverlayToBackground, { type: "box-changed" | "sight-changed" }>): void {
    if (this.#frame === null) return;
    switch (message.type) {
      case "box-changed":
        this.#clicksPass(message.box.isClickThrough);
        return this.#toPlacement({ type: "place-overlay", box: message.box });
      case "sight-changed":
        if (!message.isVisible) this.#toPlacement({ type: "raise-overlay" });
        this.#seen(this.#frame, message.isVisible);
        return this.#judge();
      default:
        return message satisfies never;
    }
  }

  /** Has the captions let clicks through, or take them. */
  setClickThrough(isClickThrough: boolean): void {
    this.#toFrame({ type: "overlay-click-through", isClickThrough });
  }

  /** The shortcut; `press` names this one, which may come twice (ADR-022). */
  toggleClickThrough(press: string): void {
    if (press === this.#lastPress) return;
    this.#lastPress = press;
    this.setClickThrough(!this.#isClickThrough);
  }

  #clicksPass(isClickThrough: boolean): void {
    if (isClickThrough === this.#isClickThrough) return;
    this.#isClickThrough = isClickThrough;
    this.#options.onClickThrough(isClickThrough);
  }

  #seen(frame: Frame, isVisible: boolean): void {
    const nowMs = this.#options.now();
    const coveredSinceMs = isUncovered(frame, nowMs) ? null : frame.coveredSinceMs;
    this.#frame = {
      ...frame,
      isVisible,
      sinceMs: nowMs,
      coveredSinceMs: isVisible ? coveredSinceMs : (coveredSinceMs ?? nowMs),
    };
  }

  /** Whether this is the frame that our script put up. */
  isJoined(port: Port): boolean {
    return this.#frame?.port === port;
  }

  /** Either half is gone. */
  remove(port: Port): void {
    this.#ready.delete(port);
    if (this.#placement?.port === port) this.#placement = null;
    if (this.#frame?.port === port) {
      this.#frame = null;
      // Put up again it is loaded again.
      if (this.#placement !== null) this.#placement = { ...this.#placement, loadedAtMs: null };
    }
    this.#judge();
  }

  /** This page cannot be drawn on. */
  refused(): void {
    this.#isRefused = true;
    this.#judge();
  }

  /** The session is over, or captions are wanted on the page no more. */
  close(): void {
    this.#toPlacement({ type: "overlay-close" });
    this.#placement = null;
    this.#leave();
    this.#isRefused = false;
    this.#clicksPass(false);
    this.#report("none");
  }

  #leave(): void {
    if (this.#frame !== null) this.#options.onLeft(this.#frame.port);
    this.#frame = null;
  }

  #join(): void {
    const placement = this.#placement;
    const found = [...this.#ready].findLast(
      ([, { token, tabId }]) => token === placement?.token && tabId === placement.tabId,
    );
    if (placement === null || found === undefined || found[0] === this.#frame?.port) return;
    this.#leave();
    // It says whether it is seen as soon as it is laid out; until then nothing is wrong.
    this.#frame = { port: found[0], isVisible: true, sinceMs: this.#options.now(), coveredSinceMs: null };
    void this.#sendViewport();
    this.#options.onJoined(found[0], found[1].pageUrl);
    this.#judge();
  }

  async #sendViewport(): Promise<void> {
    const placement = this.#placement;
    if (placement === null) return;
    this.#toFrame({ type: "overlay-viewport", viewport: placement.viewport, zoom: 1 });
    const zoom = await this.#options.zoomOf(placement.tabId);
    if (zoom !== 1 && this.#placement === placement)
      this.#toFrame({ type: "overlay-viewport", viewport: placement.viewport, zoom });
  }

  #toFrame(message: BackgroundToOverlay): void {
    this.#frame?.port.postMessage(message);
  }

  #toPlacement(message: BackgroundToPlacement): void {
    this.#placement?.port.postMessage(message);
  }

  /** Reports how the captions are seen now, and looks again when that may be otherwise without another message. */
  #judge(): void {
    const nowMs = this.#options.now();
    const { sight, againInMs } = this.#verdict(nowMs);
    if (againInMs !== null) this.#options.schedule(() => this.#judge(), againInMs);
    const isTrouble = this.#sight !== "none" && this.#sight !== "shown";
    const keptMs = this.#sightShownAtMs + SHOWN_FOR_MS - nowMs;
    if (sight !== "shown" || !isTrouble || keptMs <= 0) return this.#report(sight);
    this.#options.schedule(() => this.#judge(), keptMs);
  }

  #verdict(nowMs: number): Verdict {
    const placement = this.#placement;
    if (this.#isRefused) return settled("refused");
    if (placement === null) return settled("none");
    if (!placement.isStanding) return settled("removed");
    if (this.#frame === null) {
      if (placement.loadedAtMs === null) return settled(this.#sight);
      const leftMs = placement.loadedAtMs + REFUSED_AFTER_MS - nowMs;
      return leftMs <= 0 ? settled("refused") : { sight: this.#sight, againInMs: leftMs };
    }
    const { coveredSinceMs, isVisible, sinceMs } = this.#frame;
    if (coveredSinceMs === null || isUncovered(this.#frame, nowMs)) return settled("shown");
    const coveredInMs = coveredSinceMs + COVERED_AFTER_MS - nowMs;
    const uncoveredInMs = isVisible ? sinceMs + UNCOVERED_AFTER_MS - nowMs : null;
    if (coveredInMs <= 0) return { sight: "covered", againInMs: uncoveredInMs };
    return { sight: this.#sight, againInMs: Math.min(coveredInMs, uncoveredInMs ?? coveredInMs) };
  }

  #report(sight: OverlaySight): void {
    if (sight === this.#sight) return;
    this.#sight = sight;
    this.#sightShownAtMs = this.#options.now();
    this.#options.onSight(sight);
  }
}

interface Verdict {
  readonly sight: OverlaySight;
  /** After this long it may be another without another message; null where it is not. */
  readonly againInMs: number | null;
}

function settled(sight: OverlaySight): Verdict {
  return { sight, againInMs: null };
}

function isUncovered({ isVisible, sinceMs, coveredSinceMs }: Frame, nowMs: number): boolean {
  return coveredSinceMs === null ? isVisible : isVisible && nowMs - sinceMs >= UNCOVERED_AFTER_MS;
}
