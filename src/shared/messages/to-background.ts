import { audioGap, audioSource, nextFrames } from "../../../protocol/audio-schema.ts";
import { errorCode } from "../../../protocol/errors.ts";
import { MAX_OPEN_GAPS, sessionId } from "../../../protocol/requests.ts";
import { modelName } from "../../../protocol/settings.ts";
import { voiceId } from "../../../protocol/speakers/voices.ts";
import { z } from "../../../protocol/zod.ts";
import { consentNote } from "../consent.ts";
import { MOST_HEADS, MOST_TEXTS } from "../listed-meetings.ts";
import { overlayBox, overlayLayout, viewport } from "../overlay-layout.ts";
import { settingsChange } from "../settings.ts";
import { askedAudio, audioChunk } from "./audio-shapes.ts";
import {
  captureCounters,
  errorReport,
  frameRequest,
  level,
  sourceState,
  unrenderedFigures,
} from "./capture-shapes.ts";
import { bookmark, lineEdits } from "./edit-shapes.ts";
import { importPiece } from "./import-shapes.ts";
import { MOST_INTERVALS_AT_ONCE, OWN_MUTES, PAGE_HEALTHS, STAGES } from "./meeting-page.ts";
import { pagePeople, peopleCounts, speakingInterval } from "./page-shapes.ts";

/**
 * Every message to the background stands in one table, `MESSAGES`, with its shape and the worlds that may say it. `message-gate.ts`
 * lets nothing else in, `sender.ts` knows who says it, `take-pending.ts` takes what was left in storage, which
 * `storage-access.ts` closes (SEC-3, SEC-6). Commands are imperative, events past tense. What the background says stands in
 * `to-views.ts`, `to-overlay.ts`, `to-page.ts` and `to-offscreen.ts`: it is of this build, so types only.
 */

/** Where code of ours runs that talks to the background. Only `content-script` and `overlay-frame` stand in a web page. */
export const WORLDS = [
  "offscreen",
  "popup",
  "side-panel",
  "welcome",
  /** A window of its own that shows the captions. */
  "caption-window",
  /** A page with all stored meetings. */
  "history",
  /** A page of ours in a frame of a meeting's page: drawn by us, placed, sized and covered by whoever owns the page. */
  "overlay-frame",
  /** Our script in the meeting's page: the page's process, which may be taken over, speaks with the same voice. */
  "content-script",
] as const;
export type World = (typeof WORLDS)[number];

/** Which worlds may open which port. */
export const PORTS = {
  offscreen: ["offscreen"],
  view: ["popup", "side-panel", "welcome", "caption-window", "history"],
  overlay: ["overlay-frame"],
  placement: ["content-script"],
  /** What the meeting's page shows of the user's own mute. */
  page: ["content-script"],
} as const satisfies Readonly<Record<string, readonly World[]>>;
export type PortName = keyof typeof PORTS;
/** A message goes over a port, or alone with its answer (`runtime.sendMessage`). */
export type Channel = PortName | "one-shot";

const count = z.int().check(z.nonnegative());
/** Milliseconds since the epoch, with fractions. */
const timeMs = z.number().check(z.nonnegative());

/** Made by the content script for each page. */
const overlayToken = z.string().check(z.minLength(8), z.maxLength(64));

/**
 * What a command is about: the program as a whole; a meeting, which it names, whether it runs or is stored; or the meeting
 * that runs, which it names, so that it is refused once that meeting is over and does nothing to the next one.
 */
type Subject = "program" | "meeting" | "running-meeting";

/** One row of the table: what `from` may say over `over`, besides its `type`. `about` is null for what is no command. */
function row<
  const Over extends Channel,
  Shapes extends z.core.$ZodShape,
  About extends Subject | null = null,
>(over: Over, from: readonly World[], fields: Shapes, about: About = null as About) {
  return { over, from, fields, about };
}

/**
 * What a person asks for in a view. It is said again, with the same `id`, until `command-taken` comes: each says what shall
 * be, never what shall change, so that one that comes twice changes nothing more (ADR-022).
 */
function command<Shapes extends z.core.$ZodShape>(from: readonly World[], fields: Shapes) {
  return row("view", from, { ...fields, id: z.uuid() }, "program");
}

/** A command about the one meeting that it names. */
function meetingCommand<About extends "meeting" | "running-meeting", Shapes extends z.core.$ZodShape>(
  about: About,
  from: readonly World[],
  fields: Shapes,
) {
  return row("view", from, { ...fields, id: z.uuid(), session: sessionId }, about);
}

/** Everything that may be said to the background: by whom, over what, in which shape. */
export const MESSAGES = {
  /** First message on every (re)connect: the capture that runs, if any, and what its sources deliver. */
  hello: row("offscreen", ["offscreen"], {
    session: z.nullable(sessionId),
    sources: z.strictObject({ tab: sourceState, mic: sourceState }),
  }),
  "capture-started": row("offscreen", ["offscreen"], { session: sessionId, startedAtMs: timeMs }),
  "capture-failed": row("offscreen", ["offscreen"], { session: sessionId, error: errorReport }),
  /** The request is forwarded to the host. */
  frame: row("offscreen", ["offscreen"], { request: frameRequest }),
  level: row("offscreen", ["offscreen"], { source: audioSource, level }),
  "source-changed": row("offscreen", ["offscreen"], { source: audioSource, state: sourceState }),
  counters: row("offscreen", ["offscreen"], {
    capture: z.strictObject({ tab: captureCounters, mic: captureCounters }),
    unrendered: unrenderedFigures,
  }),
  /** The tab's audio ended by itself: the tab was closed. */
  "capture-ended": row("offscreen", ["offscreen"], { session: sessionId, error: errorReport }),
  /** Every frame has been acknowledged; `next` counts them. `gaps` are those still open at the end. */
  "capture-stopped": row("offscreen", ["offscreen"], {
    session: sessionId,
    next: nextFrames,
    gaps: z.readonly(z.array(audioGap).check(z.maxLength(MAX_OPEN_GAPS))),
  }),
  /** Part of what is stored of the meeting's audio; said again until `audio-chunk-settled` comes. */
  "audio-chunk": row("offscreen", ["offscreen"], { session: sessionId, chunk: audioChunk }),
  /** No more of it comes: the browser cannot encode it, or too much waits to be stored. */
  "audio-failed": row("offscreen", ["offscreen"], { session: sessionId }),

  /** Sent once after connecting: what the view wants beside the status. */
  watch: row("view", ["popup", "side-panel", "welcome", "caption-window", "history"], {
    captions: z.boolean(),
    levels: z.boolean(),
    /** Whether the models are shown: the list is asked for only then. */
    models: z.boolean(),
  }),
  "start-session": command(["popup"], { tabId: count }),
  /** Captions the microphone alone for a while and stores nothing of it. */
  "start-try-out": command(["welcome"], {}),
  "stop-session": meetingCommand("running-meeting", ["popup", "side-panel", "welcome"], {}),
  "pause-session": meetingCommand("running-meeting", ["popup", "side-panel"], {}),
  "continue-session": meetingCommand("running-meeting", ["popup", "side-panel"], {}),
  "mute-microphone": meetingCommand("running-meeting", ["popup", "side-panel"], { isMuted: z.boolean() }),
  /** Captions the user's words although he is muted in the meeting, or nobody knows; until the meeting says that he is not. */
  "override-page-mute": meetingCommand("running-meeting", ["popup", "side-panel"], {}),
  /** Captions go on although the call seems to be over. */
  "keep-on": meetingCommand("running-meeting", ["popup", "side-panel", "caption-window"], {}),
  /** While stopping: end now; the rest is transcribed at the next start. */
  "finish-now": meetingCommand("running-meeting", ["popup", "side-panel"], {}),
  "retry-transcription": command(["popup", "side-panel", "welcome"], {}),
  /** The user has seen that this meeting was recovered. */
  "dismiss-recovered": meetingCommand("meeting", ["side-panel"], {}),
  /** Deletes the transcript and what the host still has of it. */
  "delete-session": meetingCommand("meeting", ["side-panel", "history"], {}),
  /** Deletes what is stored of its audio, for good; its words stay. */
  "delete-audio": meetingCommand("meeting", ["history"], {}),
  /** What the meeting is called from now on. */
  "rename-meeting": meetingCommand("meeting", ["history"], { title: z.string().check(z.maxLength(200)) }),
  /** Whether the meeting stays when it is older than the setting says. */
  "exempt-meeting": meetingCommand("meeting", ["history"], { isExempt: z.boolean() }),
  /** Only what the user changed: what another view, or a click before this one, changed meanwhile stays. */
  "change-settings": command(["popup", "side-panel", "welcome", "caption-window", "history"], {
    change: settingsChange,
  }),
  /** `isChosen`: it is the model to use as soon as it is here. */
  "download-model": command(["popup", "welcome"], { model: modelName, isChosen: z.boolean() }),
  "cancel-download": command(["popup", "welcome"], { model: modelName }),
  "remove-model": command(["popup", "welcome"], { model: modelName }),
  "retry-host": command(["popup", "side-panel", "welcome", "history"], {}),
  "rename-speaker": meetingCommand("meeting", ["side-panel", "history"], {
    source: audioSource,
    name: z.string().check(z.maxLength(200)),
  }),
  /** One voice of the tab, as `speakers.voices` has it. */
  "rename-voice": meetingCommand("meeting", ["side-panel", "history"], {
    voice: voiceId,
    name: z.string().check(z.maxLength(200)),
  }),
  /** The words and speakers that finished lines shall have since `atMs`; of two edits of a line the later one is shown. */
  "edit-lines": meetingCommand("meeting", ["side-panel", "history"], {
    atMs: timeMs,
    edits: lineEdits,
  }),
  /** Marks a moment, or changes the note at one that is marked. */
  "put-bookmark": meetingCommand("meeting", ["side-panel", "history"], { bookmark }),
  "remove-bookmark": meetingCommand("meeting", ["side-panel", "history"], { bookmark: z.uuid() }),
  /** The user's note of the meeting's consent; null takes it back. */
  "record-consent": meetingCommand("meeting", ["side-panel", "history"], {
    consent: z.nullable(consentNote),
  }),
  /** Deletes the minute before that moment, since the epoch, of the meeting that runs: its words and its audio, for good. */
  "strike-last-minute": meetingCommand("running-meeting", ["popup", "side-panel"], { untilMs: timeMs }),
  /** The user has seen that problem, shown while `session` ran; null: while none did. */
  "dismiss-problem": command(["popup", "side-panel", "history"], {
    session: z.nullable(sessionId),
    code: errorCode,
  }),
  /** Opens the caption window, or brings the one that is open to the front. */
  "open-caption-window": command(["popup", "side-panel"], {}),
  "set-click-through": meetingCommand("running-meeting", ["popup"], { isClickThrough: z.boolean() }),

  /** First message on every (re)connect: `token` joins the frame to the script that put it up. */
  "overlay-ready": row("overlay", ["overlay-frame"], { token: overlayToken }),
  /** Where the frame is to stand. */
  "box-changed": row("overlay", ["overlay-frame"], { box: overlayBox }),
  /** Whether the browser vouches that the frame is seen as it was drawn: nothing over it, nothing done to it. */
  "sight-changed": row("overlay", ["overlay-frame"], { isVisible: z.boolean() }),
  /** The text of this revision stands on the page since `shownAtMs` (epoch): the measure of caption delay. */
  "caption-shown": row("overlay", ["overlay-frame"], {
    source: audioSource,
    utterance: count,
    revision: count,
    shownAtMs: timeMs,
  }),
  /** The user has moved or changed the captions on this site; whose layout it is, the browser says. */
  "change-layout": row("overlay", ["overlay-frame"], { layout: overlayLayout }),
  /** Marks that moment of the meeting on the frame's own page. Said again, with the same `mark`, until `overlay-marked` comes. */
  "mark-moment": row("overlay", ["overlay-frame"], { session: sessionId, mark: z.uuid(), atMs: timeMs }),

  /** First message on every (re)connect. */
  "overlay-opened": row("placement", ["content-script"], {
    token: overlayToken,
    viewport,
    isLoaded: z.boolean(),
    isStanding: z.boolean(),
  }),
  "viewport-changed": row("placement", ["content-script"], { viewport }),
  /** Something was loaded into the frame; where that is our page, it has connected by now. */
  "frame-loaded": row("placement", ["content-script"], {}),
  /** Whether the frame stands in the page where it was put. */
  "standing-changed": row("placement", ["content-script"], { isStanding: z.boolean() }),

  /** What the meeting's page shows: first on every (re)connect, and whenever that changes. */
  "page-read": row("page", ["content-script"], {
    ownMute: z.enum(OWN_MUTES),
    stage: z.enum(STAGES),
    health: z.enum(PAGE_HEALTHS),
  }),
  /** Who is there, by what the page shows: on every (re)connect, and when that changes, once a second at most. */
  "people-read": row("page", ["content-script"], {
    people: pagePeople,
    title: z.nullable(z.string().check(z.maxLength(200))),
    health: z.nullable(z.enum(PAGE_HEALTHS)),
    isHidden: z.boolean(),
    counts: peopleCounts,
  }),
  /** Who was audible when: intervals that began, ended or were taken back. */
  "speaking-read": row("page", ["content-script"], {
    intervals: z.readonly(z.array(speakingInterval).check(z.maxLength(MOST_INTERVALS_AT_ONCE))),
  }),

  "get-diagnostics": row("one-shot", ["side-panel"], {}),
  /** Any stored session's transcript, for a view of its own. */
  "get-transcript": row("one-shot", ["side-panel", "history"], { session: sessionId }),
  /** Which meetings are stored. */
  "list-meetings": row("one-shot", ["history"], {}),
  /** What a list shows of some of them; those that are gone are left out. */
  "get-meeting-heads": row("one-shot", ["history"], {
    sessions: z.array(sessionId).check(z.maxLength(MOST_HEADS)),
  }),
  /** What a search reads of some of them. Where `question` is not null, it is posted to the page by that name. */
  "get-meeting-texts": row("one-shot", ["history"], {
    sessions: z.array(sessionId).check(z.maxLength(MOST_TEXTS)),
    question: z.nullable(z.uuid()),
  }),
  /** What is stored of a meeting's audio. */
  "get-audio-outline": row("one-shot", ["history"], { session: sessionId }),
  /** The chunks that reach into a span. */
  "get-audio": row("one-shot", ["history"], askedAudio),
  "import-meeting": row("one-shot", ["history"], importPiece),
} as const;

export type MessageType = keyof typeof MESSAGES;
type Fields<Type extends MessageType> = (typeof MESSAGES)[Type]["fields"];
/** One message of the table, by its type. */
export type Message<Type extends MessageType> = {
  [T in Type]: { readonly type: T } & { readonly [Name in keyof Fields<T>]: z.infer<Fields<T>[Name]> };
}[Type];
/** Every message that goes over `Over`. */
export type MessageOver<Over extends Channel> = Message<
  { [T in MessageType]: (typeof MESSAGES)[T]["over"] extends Over ? T : never }[MessageType]
>;

export type OffscreenToBackground = MessageOver<"offscreen">;
/** Every view but the overlay. */
export type ViewToBackground = MessageOver<"view">;
type WithoutId<Command> = Command extends unknown ? Omit<Command, "id"> : never;
/** What a person asks for in a view, before it is sent. */
export type ViewCommand = WithoutId<Exclude<ViewToBackground, { readonly type: "watch" }>>;
/** The captions' frame on the meeting page. */
export type OverlayToBackground = MessageOver<"overlay">;
/** The content script, which places that frame. */
export type PlacementToBackground = MessageOver<"placement">;
/** The content script that reads the meeting's page. */
export type PageToBackground = MessageOver<"page">;
/** One-shot messages, each with its answer. */
export type Query = MessageOver<"one-shot">;
