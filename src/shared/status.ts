import type { AudioSource } from "../../protocol/audio.ts";
import type { ErrorCode, ErrorReport } from "../../protocol/errors.ts";
import type { GapReason } from "../../protocol/gaps.ts";
import type {
  CoverageReport,
  EchoReport,
  EngineReport,
  KeyStorage,
  ModelDownload,
  ModelList,
  ModelProgress,
  NetworkSandbox,
  RecogniserReport,
  SessionMetrics,
} from "../../protocol/reports.ts";
import type { PageHealth, PeopleCounts } from "./messages/meeting-page.ts";
import { IDLE, type SessionState } from "./session.ts";

/** What one source delivers. */
export type SourceState =
  | { readonly name: "off" }
  | { readonly name: "live"; readonly label: string }
  /** Open, but kept out of the recording for these reasons; never empty. */
  | { readonly name: "silenced"; readonly reasons: readonly SilenceReason[] }
  /** Not captured although wanted: the session goes on without it and says why (CAP-5). */
  | { readonly name: "unavailable"; readonly reason: ErrorCode };

/** Why an open source is kept out of the recording. */
export const SILENCE_REASONS = [
  "paused",
  "muted",
  "muted_in_meeting",
  "meeting_left",
  "tab_crashed",
] as const satisfies readonly GapReason[];
export type SilenceReason = (typeof SILENCE_REASONS)[number];

/** A meeting that was interrupted, on its way back. */
export interface RecoveredSession {
  readonly session: string;
  /** Null until its key is there. */
  readonly title: string | null;
  /** Its key is gone: it can no longer be read. */
  readonly isKeyMissing: boolean;
  /** Milliseconds since the epoch. */
  readonly startedAtMs: number;
  /** `waiting`: until the running meeting is over, or speech recognition works again. `done`: offered to the user. */
  readonly state: "waiting" | "transcribing" | "done";
  /** Audio that is not transcribed yet. */
  readonly remainingMs: number;
}

/** A meeting that would be shown if its key could be had; `session` is null while older meetings wait to be sealed. */
export interface UnreadableMeeting {
  readonly session: string | null;
  readonly error: ErrorReport;
}

/** How the native host is reached. */
export type HostState =
  | { readonly name: "disconnected" }
  | { readonly name: "connecting" }
  /**
   * `version` of the protocol; `productVersion`: the release that it is of, null where it names none; `cancelsEcho`: of a microphone that
   * comes unprocessed; `isAssumed`: it has not answered yet, and may name a release.
   */
  | {
      readonly name: "connected";
      readonly version: string;
      readonly productVersion: string | null;
      readonly cancelsEcho?: true;
      readonly isAssumed?: true;
    }
  | { readonly name: "failed"; readonly error: ErrorReport };

/** The models on this computer and those on their way to it (STT-5). */
export interface ModelCare {
  /** Null until the sidecar has reported. */
  readonly list: ModelList | null;
  /** Those that the user asked for and that are not in the list yet: at most one for each model. */
  readonly downloads: readonly ModelDownload[];
  /** Chosen by the user, used as soon as it is here. */
  readonly next: string | null;
  /** What was refused last, until something else is asked; `model` is null when it was the list. */
  readonly refusal: { readonly model: string | null; readonly code: ErrorCode } | null;
}

/** Whether a download moves. */
export function isUnderWay({ state }: ModelDownload): boolean {
  return state === "downloading" || state === "checking";
}

/** How much of it is on the disk: what did not stand the check was thrown away, whatever had come. */
export function keptBytes({ error, received_bytes: received }: ModelDownload): number {
  return error === "model_corrupt" || error === "model_altered" ? 0 : received;
}

/**
 * How the captions on the meeting page are seen. `none`: none are to be there, or not yet. `covered`, `removed`: by the
 * page. `refused`: nobody may draw on it.
 */
export type OverlaySight = "none" | "shown" | "covered" | "removed" | "refused";

/** `elsewhere`: the meeting's tab shows another site or another call. `left`: page and silence say that the user has left. */
export const LEAVING_REASONS = ["elsewhere", "left"] as const;

/** The call that a session captions seems to be over for the user. */
export interface Leaving {
  readonly why: (typeof LEAVING_REASONS)[number];
  /** When captions stop by themselves, since the epoch; null: they do not. */
  readonly stopsAtMs: number | null;
}

/** Everything the views show besides captions and levels. */
export interface Status {
  readonly session: SessionState;
  readonly sources: Readonly<Record<AudioSource, SourceState>>;
  readonly host: HostState;
  readonly model: ModelProgress | null;
  readonly models: ModelCare;
  /** How the engine does, by its last word; null before the first. */
  readonly engine: EngineReport | null;
  readonly recogniser: RecogniserReport;
  /** Whether the microphone repeats the tab, by the sidecar's last report; null while it looks for no echo. */
  readonly echo: EchoReport | null;
  /** What keeps the sidecar from the network, by its last report; null before the first. */
  readonly networkSandbox: NetworkSandbox | null;
  /** Why the host cannot store audio at present; null while it can. */
  readonly storage: ErrorCode | null;
  /** Audio of the stopping session that was still to be transcribed when it was stopped, in ms; null otherwise. */
  readonly lagAtStopMs: number | null;
  /** Finished lines that a larger model works on: done and still to do; null where none are wanted. */
  readonly corrections: { readonly done: number; readonly left: number } | null;
  /** Meetings that were interrupted, oldest first, until the user has seen them. */
  readonly recovered: readonly RecoveredSession[];
  /** Why the latest meeting is not shown; null when it is, or there is none. */
  readonly unreadable: UnreadableMeeting | null;
  /** Deleted meetings whose key the host has still to destroy. */
  readonly pendingDeletions: number;
  /** Where the host keeps the key to the meetings' keys; null until it has reported. */
  readonly keyStorage: KeyStorage | null;
  /** Milliseconds of captured audio that have no caption or silence verdict yet, per source. */
  readonly lagMs: Readonly<Record<AudioSource, number>>;
  /** The latest problem that did not end the session, until it is over. */
  readonly problem: ErrorReport | null;
  readonly overlay: OverlaySight;
  /** How well the meeting's page is seen; null where it is not looked at, or has not said anything yet. */
  readonly pageHealth: PageHealth | null;
  /** The call seems to be over, and the user has not said that he wants to go on. */
  readonly leaving: Leaving | null;
  /** Captions of the meeting that stops, or that was the last one, stopped by themselves because its call was over. */
  readonly wasStoppedWithCall: boolean;
  /** The meeting's page names nobody; false again a moment later. */
  readonly areNamesUnavailable: boolean;
  /** The user wants to be captioned although he is muted in the meeting. */
  readonly isMeetingMuteOverridden: boolean;
  /** The others have just said a word that the user wants to be alerted to; null again a moment later. */
  readonly wordAlert: WordAlert | null;
  /** Whether the moment that the shortcut named was marked; null again a moment later. */
  readonly markAnswer: { readonly isMarked: boolean } | null;
  /** Whether clicks go through the captions on the meeting page to the page. */
  readonly isOverlayClickThrough: boolean;
  /** Whether the audio of the meeting that runs is stored beside its words, or some of it was until the user switched that off. */
  readonly isAudioStored: boolean;
}

/** Before anything is known. */
export const INITIAL_STATUS: Status = {
  session: IDLE,
  sources: { tab: { name: "off" }, mic: { name: "off" } },
  host: { name: "disconnected" },
  model: null,
  models: { list: null, downloads: [], next: null, refusal: null },
  engine: null,
  recogniser: { state: "starting", error: null },
  echo: null,
  networkSandbox: null,
  storage: null,
  lagAtStopMs: null,
  corrections: null,
  recovered: [],
  unreadable: null,
  pendingDeletions: 0,
  keyStorage: null,
  lagMs: { tab: 0, mic: 0 },
  problem: null,
  overlay: "none",
  pageHealth: null,
  leaving: null,
  wasStoppedWithCall: false,
  areNamesUnavailable: false,
  isMeetingMuteOverridden: false,
  wordAlert: null,
  markAnswer: null,
  isOverlayClickThrough: false,
  isAudioStored: false,
};

/** A word of the user's list that was said. */
export interface WordAlert {
  /** As it stands in the list. */
  readonly word: string;
  /** Milliseconds since the epoch. */
  readonly atMs: number;
}

/** Whether the user keeps the microphone out of the captions (pure). */
export function isMicrophoneMuted({ mic }: Status["sources"]): boolean {
  return mic.name === "silenced" && mic.reasons.includes("muted");
}

/** Whether the meeting's own mute keeps the microphone out of the captions (pure). */
export function isMutedInMeeting({ mic }: Status["sources"]): boolean {
  return mic.name === "silenced" && mic.reasons.includes("muted_in_meeting");
}

/** Whether the meeting's own mute, and nothing else, does (pure). */
export function isMutedInMeetingOnly({ mic }: Status["sources"]): boolean {
  return mic.name === "silenced" && mic.reasons.every((reason) => reason === "muted_in_meeting");
}

/** Audio that has its captions in a moment: less than an utterance. */
const NEXT_TO_NONE_MS = 1000;

/** Whether the captions are there and only better words for some are still to come (pure). */
export function isOnlyImproving({ corrections, lagMs }: Pick<Status, "corrections" | "lagMs">): boolean {
  return corrections !== null && corrections.left > 0 && Math.max(lagMs.tab, lagMs.mic) < NEXT_TO_NONE_MS;
}

/** Level of one frame, both 0 … 1 of full scale. */
export interface Level {
  readonly rms: number;
  readonly peak: number;
}

/** Frames of the capture side. captured = acknowledged + queued + dropped, always. */
export interface CaptureCounters {
  readonly captured: number;
  readonly sent: number;
  readonly resent: number;
  readonly acknowledged: number;
  readonly queued: number;
  readonly dropped: number;
}

/** Audio that an overloaded machine never rendered, of both sources (`src/offscreen/unrendered-audio.ts`). */
export interface UnrenderedFigures {
  /** All of it. */
  readonly lostMs: number;
  /** What of it the user is shown: gaps, and shorter holes where there are many. */
  readonly shownLostMs: number;
  /** How many holes were too short to be gaps. */
  readonly shortHoles: number;
}

/** From speech in the air to text on the page, in milliseconds. */
export interface LatencySummary {
  readonly count: number;
  readonly p50: number | null;
  readonly p95: number | null;
}

/** How well the meeting's page shows who is there and who speaks; without any name. */
export interface PageFigures extends PeopleCounts {
  readonly health: PageHealth | null;
  readonly isHidden: boolean;
  readonly intervals: number;
}

/** The diagnostics report: figures only, never transcript text. */
export interface Diagnostics {
  readonly session: string | null;
  readonly capture: Readonly<Record<AudioSource, CaptureCounters>>;
  readonly unrendered: UnrenderedFigures;
  readonly host: SessionMetrics | null;
  readonly engine: EngineReport | null;
  /** Where every sample that the sidecar received is; the last report is its ledger at the stop. */
  readonly coverage: CoverageReport | null;
  readonly latency: Readonly<
    Record<AudioSource, { readonly firstPartialMs: LatencySummary; readonly finalMs: LatencySummary }>
  >;
  /** Messages that were invalid or unknown, or that their sender may not say: counted and not acted on. */
  readonly ignoredMessages: number;
  /** Null where no page is read. */
  readonly page: PageFigures | null;
  /** From the click on Start to the first frame on disk. */
  readonly startToFirstFrameMs: number | null;
}
