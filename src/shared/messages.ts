import type { AudioSource, NextFrames } from "../../protocol/audio.ts";
import type { AudioGap } from "../../protocol/audio-schema.ts";
import type { ErrorCode, ErrorReport } from "../../protocol/errors.ts";
import type { RequestMessage } from "../../protocol/messages.ts";
import type { EngineReport } from "../../protocol/reports.ts";
import type { Settings } from "./settings.ts";
import type { CaptureCounters, Diagnostics, Level, SilenceReason, SourceState, Status } from "./status.ts";
import type { Segment, SegmentChange, Transcript, TranscriptChange } from "./transcript.ts";

/**
 * Every message inside the extension, by port and direction. Commands are imperative, events past tense.
 * Both ends are this build's own code, so these are types only; what other programs send is parsed.
 */
export const PORT_NAMES = { offscreen: "offscreen", view: "view", overlay: "overlay" } as const;
export type PortName = keyof typeof PORT_NAMES;

export type OffscreenToBackground =
  /** First message on every (re)connect: the capture that runs, if any, and what its sources deliver. */
  | {
      readonly type: "hello";
      readonly session: string | null;
      readonly sources: Readonly<Record<AudioSource, SourceState>>;
    }
  | { readonly type: "capture-started"; readonly session: string; readonly startedAtMs: number }
  | { readonly type: "capture-failed"; readonly session: string; readonly error: ErrorReport }
  /** The request is forwarded to the host untouched. */
  | { readonly type: "frame"; readonly request: RequestMessage<"process_audio_stream"> }
  | { readonly type: "level"; readonly source: AudioSource; readonly level: Level }
  | { readonly type: "source-changed"; readonly source: AudioSource; readonly state: SourceState }
  | {
      readonly type: "counters";
      readonly capture: Readonly<Record<AudioSource, CaptureCounters>>;
      /** Sound that an overloaded machine never rendered; it is a gap in both sources. */
      readonly lostMs: number;
    }
  /** The tab's audio ended by itself: the tab was closed. */
  | { readonly type: "capture-ended"; readonly session: string; readonly error: ErrorReport }
  /** Every frame has been acknowledged; `next` counts them. `gaps` are those still open at the end. */
  | {
      readonly type: "capture-stopped";
      readonly session: string;
      readonly next: NextFrames;
      readonly gaps: readonly AudioGap[];
    };

export type BackgroundToOffscreen =
  | {
      readonly type: "start-capture";
      readonly session: string;
      /** Lives 10 s and can be used once. */
      readonly streamId: string;
      readonly isMicrophoneWanted: boolean;
      readonly microphoneDeviceId: string | null;
    }
  /** The host is ready; everything below `next` is on its disk. */
  | { readonly type: "welcome"; readonly session: string; readonly next: NextFrames }
  /** Frames cannot be delivered until the next `welcome`; they are kept. */
  | { readonly type: "hold"; readonly session: string }
  | {
      readonly type: "acknowledged";
      readonly session: string;
      readonly source: AudioSource;
      readonly nextSeq: number;
      /** Frames from `nextSeq` on are wanted again. */
      readonly isResendWanted: boolean;
    }
  /** Keep an open source out of the recording, or take that reason away again. */
  | {
      readonly type: "silence" | "unsilence";
      readonly session: string;
      readonly source: AudioSource;
      readonly reason: SilenceReason;
    }
  /** Capture another microphone from now on; null is the browser's default. */
  | { readonly type: "choose-microphone"; readonly session: string; readonly deviceId: string | null }
  /** Whether a view shows level meters: levels are posted only then. */
  | { readonly type: "watch-levels"; readonly isWanted: boolean }
  /** End the capture, deliver what is queued, then answer `capture-stopped`. */
  | { readonly type: "stop-capture"; readonly session: string }
  /** While stopping: what the host has not stored by now is given up, marked as a gap; answer `capture-stopped`. */
  | { readonly type: "give-up-queue"; readonly session: string }
  /** End the capture and forget what is queued: the session was refused. */
  | { readonly type: "abandon-capture"; readonly session: string };

/** Popup, side panel and first-run page. */
export type ViewToBackground =
  /** Sent once after connecting: what the view wants beside the status. */
  | {
      readonly type: "watch";
      readonly captions: boolean;
      readonly levels: boolean;
      /** Whether the models are shown: the list is asked for only then. */
      readonly models: boolean;
    }
  | { readonly type: "start-session"; readonly tabId: number }
  | { readonly type: "stop-session" }
  | { readonly type: "pause-session" | "continue-session" }
  | { readonly type: "mute-microphone"; readonly isMuted: boolean }
  /** While stopping: end now; the rest is transcribed at the next start. */
  | { readonly type: "finish-now" }
  | { readonly type: "retry-transcription" }
  /** The user has seen that this meeting was recovered. */
  | { readonly type: "dismiss-recovered"; readonly session: string }
  /** Deletes the transcript and what the host still has of it. */
  | { readonly type: "delete-session"; readonly session: string }
  | { readonly type: "save-settings"; readonly settings: Settings }
  /** `isChosen`: it is the model to use as soon as it is here. */
  | { readonly type: "download-model"; readonly model: string; readonly isChosen: boolean }
  | { readonly type: "cancel-download" | "remove-model"; readonly model: string }
  | { readonly type: "retry-host" }
  | { readonly type: "rename-speaker"; readonly source: AudioSource; readonly name: string }
  | { readonly type: "dismiss-problem" };

export type BackgroundToView =
  /** Once after `watch`, and again whenever the transcript is replaced by another session's. */
  | {
      readonly type: "snapshot";
      readonly status: Status;
      readonly settings: Settings;
      /** The running or the latest session's; null before the first. Null for views that do not want captions. */
      readonly transcript: Transcript | null;
    }
  | { readonly type: "status-changed"; readonly status: Status }
  | { readonly type: "settings-changed"; readonly settings: Settings }
  | { readonly type: "caption-changed"; readonly session: string; readonly change: TranscriptChange }
  | { readonly type: "speakers-changed"; readonly speakers: Readonly<Record<AudioSource, string>> }
  | { readonly type: "level-changed"; readonly source: AudioSource; readonly level: Level };

/** The content script. It gets captions and nothing privileged (SEC-3). */
export type BackgroundToOverlay =
  | {
      readonly type: "overlay-snapshot";
      readonly session: string;
      /** The last few, so that an overlay injected late is not empty. */
      readonly segments: readonly Segment[];
      readonly speakers: Readonly<Record<AudioSource, string>>;
      readonly notice: OverlayNotice | null;
    }
  | { readonly type: "overlay-caption"; readonly session: string; readonly change: SegmentChange }
  | { readonly type: "overlay-notice"; readonly notice: OverlayNotice | null }
  | { readonly type: "overlay-speakers"; readonly speakers: Readonly<Record<AudioSource, string>> }
  /** The session is over: remove yourself. */
  | { readonly type: "overlay-close" };

/** What the overlay says besides captions; null when all is well. */
export type OverlayNotice =
  | { readonly type: "starting" }
  | { readonly type: "paused" }
  | { readonly type: "recogniser-restarting" }
  | { readonly type: "recogniser-failed" }
  | { readonly type: "model-loading" }
  | { readonly type: "demo-model" }
  | { readonly type: "catching-up"; readonly lagMs: number; readonly step: EngineReport["step"] }
  | { readonly type: "problem"; readonly code: ErrorCode; readonly isHeldInMemory: boolean };

export type OverlayToBackground =
  /** The text of this revision stands on the page since `shownAtMs` (epoch): the measure of caption delay. */
  {
    readonly type: "caption-shown";
    readonly source: AudioSource;
    readonly utterance: number;
    readonly revision: number;
    readonly shownAtMs: number;
  };

/** One-shot messages over `runtime.sendMessage`, each with its answer. */
export type Query =
  | { readonly type: "get-diagnostics" }
  /** Any stored session's transcript, for a view of its own. */
  | { readonly type: "get-transcript"; readonly session: string };
export interface QueryAnswers {
  readonly "get-diagnostics": Diagnostics;
  readonly "get-transcript": Transcript | null;
}
