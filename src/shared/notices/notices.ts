import { AUDIO_SOURCES, type AudioSource } from "../../../protocol/audio.ts";
import type { ErrorCode, ErrorReport } from "../../../protocol/errors.ts";
import type { EngineReport } from "../../../protocol/reports.ts";
import { isHelperOutdated } from "../helper-version.ts";
import { isMicrophoneMuted, isOnlyImproving, type Status, type WordAlert } from "../status.ts";

import {
  leavingNotice,
  liveNotice,
  meetingMuteNotice,
  namesNotice,
  type PageNotice,
  stoppedNotice,
} from "./page-notices.ts";

/** What a view has to say about the state of things: a sentence that names a cause and, where there is one, a way out. */
export type Notice =
  | ProblemNotice
  | SidecarNotice
  | LateNotice
  | StoppingNotice
  /** The user keeps the microphone out of the captions. */
  | { readonly type: "muted"; readonly source: "mic" }
  | PageNotice
  | { readonly type: "paused" | "starting" | "model-loading" | "demo-model" }
  /** The helper works, without what came since its release. */
  | { readonly type: "helper-outdated" }
  /** The others said a word of the user's list. */
  | ({ readonly type: "word-alert" } & WordAlert)
  /** What keeps the captions on the meeting page from being seen. */
  | { readonly type: "unseen"; readonly sight: "covered" | "removed" | "refused" };

/** Something is wrong; `words.errors` has the sentence and the remedy of each code. */
interface ProblemNotice {
  readonly type: "problem";
  readonly code: ErrorCode;
  /** The report's own words, for the log-minded. */
  readonly detail: string | undefined;
  /** Nothing but the user ends it. */
  readonly isDismissible: boolean;
  /** New audio waits in memory, which is bounded. */
  readonly isHeldInMemory: boolean;
  /** The one side that has no captions because of it; absent where it concerns both. */
  readonly source?: AudioSource;
}

/** Captions stopped because the process that recognises them did. */
export interface SidecarNotice {
  readonly type: "sidecar-restarting" | "sidecar-failed";
  readonly cause: ErrorCode | null;
  /** Audio that waits; null when it is next to nothing. */
  readonly waitingMs: number | null;
  /** False while audio cannot be stored: then nothing may be promised. */
  readonly isSafe: boolean;
}

/** How late captions are, and what they do without to catch up. */
export interface LateNotice {
  readonly type: "late";
  /** Null while captions keep their normal rhythm, because of what they do without. */
  readonly lagMs: number | null;
  readonly step: EngineReport["step"];
  /** False while audio cannot be stored: then nothing may be promised. */
  readonly isSafe: boolean;
}

/** How far the last captions are after Stop. */
export interface StoppingNotice {
  readonly type: "stopping";
  readonly leftMs: number;
  /** 0 … 1. */
  readonly fraction: number;
  /** Too much for a moment's patience: progress and a way out are offered at once. */
  readonly isLong: boolean;
  /** Lines that a larger model works on, once they are all that is left. */
  readonly improved: { readonly done: number; readonly all: number } | null;
}

/**
 * Where a notice is shown. Popup and side panel list all of theirs. Above the captions, in the overlay and in the caption
 * window, there is room for the first, and beside it for each side that is not captioned, of which who cannot hear has no other
 * sign, and for a word of the user's list that was just said.
 */
type Place = "popup" | "panel" | "captions";

const LISTS: readonly Place[] = ["popup", "panel"];
const EVERYWHERE: readonly Place[] = [...LISTS, "captions"];

/** Which notice comes first. One row: the place, and the notice where there is cause for it. */
const RANKING: readonly (readonly [readonly Place[], (status: Status) => Notice | null])[] = [
  [EVERYWHERE, storageProblem],
  [EVERYWHERE, sessionProblem],
  [LISTS, ({ host }) => (host.name === "failed" ? problemOf(host.error) : null)],
  [EVERYWHERE, tabCrash],
  [EVERYWHERE, leavingNotice],
  [EVERYWHERE, ({ session }) => (session.name === "paused" ? { type: "paused" } : null)],
  [EVERYWHERE, sidecarNotice],
  // The popup has a row for each source, which says what has become of it (`Sources.tsx`).
  ...AUDIO_SOURCES.map((source) => [["panel", "captions"], missingSource(source)] as const),
  [EVERYWHERE, wordAlert],
  [EVERYWHERE, latestProblem],
  [EVERYWHERE, stoppedNotice],
  [LISTS, unseenNotice],
  [["captions"], ({ session }) => (session.name === "starting" ? { type: "starting" } : null)],
  // The lists have the model's state in a place of its own.
  [["captions"], ({ model }) => (isLoading(model) ? { type: "model-loading" } : null)],
  [LISTS, lateNotice],
  // Also after Stop, where the lists show how far the end is.
  [["captions"], (status) => (waitingMs(status) === null ? null : late(status))],
  [LISTS, stoppingNotice],
  // In the popup, again, it is in the row of the source.
  [["panel", "captions"], mutedNotice],
  // With its way out, which the row has no room for.
  [EVERYWHERE, meetingMuteNotice],
  [LISTS, liveNotice],
  [LISTS, namesNotice],
  [["captions"], ({ model }) => (model?.loaded?.is_demo === true ? { type: "demo-model" } : null)],
  [LISTS, ({ host }) => (isHelperOutdated(host) ? { type: "helper-outdated" } : null)],
];

/** All there is to say in that list, the most urgent first, each problem once (pure). */
export function noticesOf(status: Status, list: "popup" | "panel"): readonly Notice[] {
  return ranked(status, list);
}

/**
 * What is said above the captions, the most urgent first; none when all is well (pure). Nothing of it is the report's own words: a
 * meeting's page may frame it. Between meetings there is only why the last one ended.
 */
export function captionNotices(status: Status): readonly Notice[] {
  const all =
    status.session.name === "idle"
      ? [sessionProblem(status), stoppedNotice(status)].filter((notice) => notice !== null)
      : ranked(status, "captions");
  const first = all.find((notice) => !isOfMoment(notice));
  return all
    .filter((notice) => notice === first || isOfMoment(notice))
    .map((notice) => (notice.type === "problem" ? { ...notice, detail: undefined } : notice));
}

/** Whether the other side's captions go on. */
export function isOfOneSide(notice: Notice): boolean {
  return "source" in notice && notice.source !== undefined;
}

/** Whether there is room for it beside what concerns all captions: it is about one side of them, or about this moment. */
function isOfMoment(notice: Notice): boolean {
  return isOfOneSide(notice) || notice.type === "word-alert";
}

/** Whether it is urgent enough to interrupt a screen reader. */
export function isAlert({ type }: Notice): boolean {
  return type === "problem" || type === "sidecar-failed" || type === "word-alert";
}

function ranked(status: Status, place: Place): readonly Notice[] {
  const all = RANKING.filter(([places]) => places.includes(place))
    .map(([, find]) => find(status))
    .filter((notice) => notice !== null);
  return all.filter((notice, index) => all.findIndex((other) => isSame(other, notice)) === index);
}

function isSame(a: Notice, b: Notice): boolean {
  return a.type === "problem" && b.type === "problem" ? a.code === b.code : a.type === b.type;
}

function problemOf({ code, message }: Pick<ErrorReport, "code" | "message">): ProblemNotice {
  return { type: "problem", code, detail: message, isDismissible: false, isHeldInMemory: false };
}

function storageProblem({ session, storage }: Status): ProblemNotice | null {
  if (session.name === "idle" || storage === null) return null;
  return { type: "problem", code: storage, detail: undefined, isDismissible: false, isHeldInMemory: true };
}

/** Why the session is not recording, or why the last one ended. */
function sessionProblem({ session }: Status): ProblemNotice | null {
  const cause = "cause" in session ? session.cause : "lastError" in session ? session.lastError : null;
  return cause === null ? null : problemOf(cause);
}

function tabCrash({ sources: { tab } }: Status): ProblemNotice | null {
  if (tab.name !== "silenced" || !tab.reasons.includes("tab_crashed")) return null;
  return { ...problemOf({ code: "tab_crashed", message: "" }), detail: undefined, source: "tab" };
}

/** Why that source is not captured although it is wanted (a microphone was unplugged): the session goes on without it (CAP-5). */
function missingSource(source: AudioSource): (status: Status) => ProblemNotice | null {
  return ({ sources: { [source]: state } }) =>
    state.name === "unavailable"
      ? { ...problemOf({ code: state.reason, message: "" }), detail: undefined, source }
      : null;
}

function mutedNotice({ session, sources }: Status): Extract<Notice, { type: "muted" }> | null {
  return session.name !== "idle" && isMicrophoneMuted(sources) ? { type: "muted", source: "mic" } : null;
}

function wordAlert({ session, wordAlert: alert }: Status): Extract<Notice, { type: "word-alert" }> | null {
  return session.name === "idle" || alert === null ? null : { type: "word-alert", ...alert };
}

/** The latest problem that ended nothing, unless the notice of the transcription says the same. */
function latestProblem(status: Status): ProblemNotice | null {
  const { problem, recogniser } = status;
  if (problem === null || (sidecarNotice(status) !== null && problem.code === recogniser.error)) return null;
  return { ...problemOf(problem), isDismissible: true };
}

/** Whether captions stopped because the sidecar did; null while it works, or while nothing needs it. */
function sidecarNotice(status: Status): SidecarNotice | null {
  const { host, recogniser, recovered, session } = status;
  const isNeeded = session.name !== "idle" || recovered.some(({ state }) => state !== "done");
  const notice = { cause: recogniser.error, waitingMs: waitingMs(status), isSafe: isAudioSafe(status) };
  if (recogniser.state === "failed")
    return isNeeded || host.name === "connected" ? { type: "sidecar-failed", ...notice } : null;
  return recogniser.state === "restarting" && isNeeded ? { type: "sidecar-restarting", ...notice } : null;
}

/** What keeps the captions on the page from being seen; null while nothing does, or while no meeting runs. */
export function unseenNotice({ overlay, session }: Status): Extract<Notice, { type: "unseen" }> | null {
  if (session.name === "idle" || overlay === "none" || overlay === "shown") return null;
  return { type: "unseen", sight: overlay };
}

function isLoading(model: Status["model"]): boolean {
  return model !== null && model.state !== "ready" && model.state !== "failed";
}

/** Null within the normal rhythm with nothing left out that people notice, and where another notice says it. */
function lateNotice(status: Status): LateNotice | null {
  if (status.session.name === "stopping" || sidecarNotice(status) !== null) return null;
  const notice = late(status);
  return notice.lagMs === null && !isStepNoticed(notice.step) ? null : notice;
}

function late(status: Status): LateNotice {
  return { type: "late", lagMs: waitingMs(status), step: noticedStep(status), isSafe: isAudioSafe(status) };
}

/** The step to show: none between meetings, nor one that is this computer's ordinary one with this model. */
function noticedStep({ engine, session }: Status): EngineReport["step"] {
  if (engine === null || session.name === "idle") return "full";
  const isOrdinary = engine.step === "finals_only" && engine.calibration?.reason === "finals_only";
  return isOrdinary ? "full" : engine.step;
}

/** Whether people notice what captions do without on this step of the degrade ladder (STT-3): rarer partials they do not. */
export function isStepNoticed<Step extends EngineReport["step"]>(
  step: Step,
): step is Exclude<Step, "full" | "rare_partials"> {
  return step !== "full" && step !== "rare_partials";
}

/** Whether it may be promised that no audio is lost. */
function isAudioSafe({ session, storage }: Status): boolean {
  return storage === null && session.name !== "stalled";
}

/** A long sentence is open for this long before its final without anything being slow. */
const NORMAL_LAG_MS = 8000;

/** Audio of the later source that waits for its captions; null when it is next to nothing. */
function waitingMs({ lagMs }: Pick<Status, "lagMs">): number | null {
  const waiting = Math.max(lagMs.tab, lagMs.mic);
  return waiting < NORMAL_LAG_MS ? null : waiting;
}

/** Null in any other state. */
function stoppingNotice(status: Status): StoppingNotice | null {
  if (status.session.name !== "stopping") return null;
  const { corrections, lagMs, lagAtStopMs } = status;
  if (corrections !== null && isOnlyImproving(status)) {
    const improved = { done: corrections.done, all: corrections.done + corrections.left };
    return { type: "stopping", leftMs: 0, fraction: improved.done / improved.all, isLong: true, improved };
  }
  const leftMs = Math.max(lagMs.tab, lagMs.mic);
  const wholeMs = Math.max(lagAtStopMs ?? 0, leftMs, 1);
  const isLong = leftMs >= NORMAL_LAG_MS || sidecarNotice(status) !== null;
  return { type: "stopping", leftMs, fraction: 1 - leftMs / wholeMs, isLong, improved: null };
}
