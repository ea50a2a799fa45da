import type { BackgroundToOverlay } from "../../shared/messages/to-overlay.ts";
import type { BackgroundToView } from "../../shared/messages/to-views.ts";
import { captionNotices, type Notice } from "../../shared/notices/notices.ts";
import { KEPT_LINES, type OverlayLayout } from "../../shared/overlay-layout.ts";
import type { Settings } from "../../shared/settings.ts";
import type { Status } from "../../shared/status.ts";
import type { Segment, Transcript, TranscriptChange } from "../../shared/transcript.ts";
import type { ViewPorts } from "./view-ports.ts";

interface Sources {
  readonly status: () => Status;
  readonly settings: () => Settings;
  readonly transcript: () => Transcript | null;
}

/** Turns what happens in the background into messages for views and overlays. */
export class Broadcast {
  readonly #ports: ViewPorts;
  readonly #sources: Sources;
  #notices: readonly Notice[] = [];

  constructor(ports: ViewPorts, sources: Sources) {
    this.#ports = ports;
    this.#sources = sources;
  }

  snapshot(subscription: { readonly captions: boolean }): BackgroundToView {
    const { status, settings, transcript } = this.#sources;
    return {
      type: "snapshot",
      status: status(),
      settings: settings(),
      transcript: subscription.captions ? transcript() : null,
    };
  }

  statusChanged(status: Status): void {
    this.#ports.toViews({ type: "status-changed", status });
    const notices = captionNotices(status);
    if (JSON.stringify(notices) === JSON.stringify(this.#notices)) return;
    this.#notices = notices;
    this.#ports.toOverlays({ type: "overlay-notices", notices });
  }

  captionChanged(session: string, change: TranscriptChange): void {
    this.#ports.toViews({ type: "caption-changed", session, change });
    // The overlay shows the last words only; gaps and suppressed lines are shown in the panel.
    if (change.type === "put" || change.type === "drop" || change.type === "strike")
      this.#ports.toOverlays({ type: "overlay-caption", session, change });
  }

  /** A line of a meeting that may be open to be read, and is not the one shown. */
  storedLineChanged(session: string, segment: Segment): void {
    this.#ports.toViews({ type: "caption-changed", session, change: { type: "put", segment } });
  }

  /** Another transcript stands in its place, or none. */
  transcriptReplaced(transcript: Transcript | null): void {
    this.#ports.snapshotToViews((subscription) => this.snapshot(subscription));
    if (transcript !== null)
      this.#ports.toOverlays({ type: "overlay-speakers", speakers: transcript.speakers });
  }

  speakersChanged(speakers: Transcript["speakers"]): void {
    this.#ports.toViews({ type: "speakers-changed", speakers });
    this.#ports.toOverlays({ type: "overlay-speakers", speakers });
  }

  /** What a list shows of that meeting is other than it was. */
  meetingChanged(session: string): void {
    this.#ports.toViews({ type: "meeting-changed", session });
  }

  settingsChanged(settings: Settings): void {
    this.#ports.toViews({ type: "settings-changed", settings });
    const { areDoubtsMarked, alertWords } = settings;
    this.#ports.toOverlays({ type: "overlay-word-marks", areDoubtsMarked, alertWords });
  }

  /** Captions go to this overlay from now on, and first what a fresh one shows; nothing while there is no transcript. */
  addOverlay(frame: Parameters<ViewPorts["addOverlay"]>[0], layout: OverlayLayout | null): void {
    const snapshot = this.overlaySnapshot(layout);
    if (snapshot === null) return;
    this.#ports.addOverlay(frame);
    frame.postMessage(snapshot);
  }

  /** What a fresh overlay shows; null while there is no transcript. */
  overlaySnapshot(layout: OverlayLayout | null): BackgroundToOverlay | null {
    const transcript = this.#sources.transcript();
    if (transcript === null) return null;
    const { session, speakers, segments } = transcript;
    const lines = segments.slice(-KEPT_LINES);
    const notices = captionNotices(this.#sources.status());
    const { areDoubtsMarked, alertWords } = this.#sources.settings();
    const marked = { areDoubtsMarked, alertWords };
    return { type: "overlay-snapshot", session, segments: lines, speakers, notices, ...marked, layout };
  }
}
