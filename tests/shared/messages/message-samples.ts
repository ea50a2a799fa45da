import { FRAME_BASE64_LENGTH } from "../../../protocol/audio.ts";
import type { Message, MessageType } from "../../../src/shared/messages/to-background.ts";

const session = "3f2b8c1e-5d4a-4b6f-9c7e-1a2b3c4d5e6f";
const id = "7c1d2e3f-4a5b-4c6d-8e7f-9a0b1c2d3e4f";
const counters = { captured: 5, sent: 4, resent: 0, acknowledged: 3, queued: 2, dropped: 0 };
const error = { code: "tab_closed", message: "the tab's audio track ended", recoverable: false } as const;

const token = "5d0c7f0e-58f2-4d3a-9f04-2b7c3f0b9a11";
const viewport = { width: 1280, height: 720 };

/** One valid message of every type in the table. */
export const MESSAGE_SAMPLES: { readonly [Type in MessageType]: Message<Type> } = {
  hello: {
    type: "hello",
    session,
    sources: { tab: { name: "live", label: "Tab" }, mic: { name: "silenced", reasons: ["muted"] } },
  },
  "capture-started": { type: "capture-started", session, startedAtMs: 1_790_000_000_000.5 },
  "capture-failed": { type: "capture-failed", session, error },
  frame: {
    type: "frame",
    request: {
      id: "0b9d4a57-6c0f-4f0e-8b5d-2f9a7c3e1d10",
      type: "request",
      version: "1.1",
      method: "process_audio_stream",
      params: { session, source: "tab", seq: 7, first_sample: 11_200, pcm: "A".repeat(FRAME_BASE64_LENGTH) },
    },
  },
  level: { type: "level", source: "mic", level: { rms: 0.1, peak: 0.5 } },
  "source-changed": {
    type: "source-changed",
    source: "mic",
    state: { name: "unavailable", reason: "microphone_lost" },
  },
  counters: {
    type: "counters",
    capture: { tab: counters, mic: counters },
    unrendered: { lostMs: 1260, shownLostMs: 1200, shortHoles: 1 },
  },
  "capture-ended": { type: "capture-ended", session, error },
  "capture-stopped": {
    type: "capture-stopped",
    session,
    next: { tab: 5, mic: 5 },
    gaps: [{ source: "mic", start_sample: 0, end_sample: 1600, reason: "muted" }],
  },
  "audio-chunk": {
    type: "audio-chunk",
    session,
    chunk: { source: "tab", startSample: 16_000, endSample: 96_000, opus: "AAEA" },
  },
  "audio-failed": { type: "audio-failed", session },
  watch: { type: "watch", captions: true, levels: false, models: false },
  "start-session": { type: "start-session", id, tabId: 7 },
  "start-try-out": { type: "start-try-out", id },
  "stop-session": { type: "stop-session", id, session },
  "pause-session": { type: "pause-session", id, session },
  "continue-session": { type: "continue-session", id, session },
  "mute-microphone": { type: "mute-microphone", id, session, isMuted: true },
  "keep-on": { type: "keep-on", id, session },
  "override-page-mute": { type: "override-page-mute", id, session },
  "finish-now": { type: "finish-now", id, session },
  "retry-transcription": { type: "retry-transcription", id },
  "dismiss-recovered": { type: "dismiss-recovered", id, session },
  "rename-meeting": { type: "rename-meeting", id, session, title: "Weekly" },
  "exempt-meeting": { type: "exempt-meeting", id, session, isExempt: true },
  "delete-session": { type: "delete-session", id, session },
  "delete-audio": { type: "delete-audio", id, session },
  "import-meeting": { type: "import-meeting", file: id, index: 0, isLast: true, text: "{}" },
  "change-settings": { type: "change-settings", id, change: { retentionDays: 1 } },
  "download-model": { type: "download-model", id, model: "small", isChosen: true },
  "cancel-download": { type: "cancel-download", id, model: "small" },
  "remove-model": { type: "remove-model", id, model: "small" },
  "retry-host": { type: "retry-host", id },
  "rename-voice": { type: "rename-voice", id, session, voice: "s2", name: "Mallory" },
  "rename-speaker": { type: "rename-speaker", id, session, source: "tab", name: "Mallory" },
  "record-consent": {
    type: "record-consent",
    id,
    session,
    consent: { basis: "notice_in_chat", atMs: 1_790_000_000_000 },
  },
  "put-bookmark": {
    type: "put-bookmark",
    id,
    session,
    bookmark: {
      id: token,
      atMs: 1_764_000_000_000,
      note: "Ask Mallory",
      line: { source: "tab", utterance: 16_000 },
    },
  },
  "remove-bookmark": { type: "remove-bookmark", id, session, bookmark: token },
  "edit-lines": {
    type: "edit-lines",
    id,
    session,
    atMs: 1_764_000_000_000,
    edits: [{ source: "tab", utterance: 16_000, text: "Mallory's words." }],
  },
  "strike-last-minute": { type: "strike-last-minute", id, session, untilMs: 1_764_000_000_000.5 },
  "dismiss-problem": { type: "dismiss-problem", id, session, code: "disk_nearly_full" },
  "open-caption-window": { type: "open-caption-window", id },
  "set-click-through": { type: "set-click-through", id, session, isClickThrough: false },
  "caption-shown": {
    type: "caption-shown",
    source: "tab",
    utterance: 16_000,
    revision: 2,
    shownAtMs: 1_790_000_000_000,
  },
  "change-layout": {
    type: "change-layout",
    layout: {
      left: 10,
      bottom: 20,
      top: null,
      width: 800,
      height: 236,
      fontSize: 22,
      opacity: 0.8,
      isHidden: false,
      font: "sans",
      colours: "white-on-black",
      areOwnWordsShown: true,
      isClickThrough: false,
    },
  },
  "mark-moment": { type: "mark-moment", session, mark: token, atMs: 1_764_000_000_000 },
  "overlay-ready": { type: "overlay-ready", token },
  "box-changed": {
    type: "box-changed",
    box: { left: 0, bottom: 96, width: 836, height: 134, isClickThrough: false },
  },
  "sight-changed": { type: "sight-changed", isVisible: false },
  "overlay-opened": { type: "overlay-opened", token, viewport, isLoaded: false, isStanding: true },
  "viewport-changed": { type: "viewport-changed", viewport },
  "frame-loaded": { type: "frame-loaded" },
  "standing-changed": { type: "standing-changed", isStanding: false },
  "page-read": { type: "page-read", ownMute: "muted", stage: "in_call", health: "working" },
  "people-read": {
    type: "people-read",
    people: [
      { key: "spaces/x/devices/1", name: "Anna Example", isSelf: false, isShare: false },
      { key: "spaces/x/devices/2", name: null, isSelf: true, isShare: false },
    ],
    title: "Weekly",
    health: "working",
    isHidden: false,
    counts: { people: 1, named: 1, meters: 1, longestLookMs: 2 },
  },
  "speaking-read": {
    type: "speaking-read",
    intervals: [
      { key: "spaces/x/devices/1", startMs: 1_790_000_000_000, endMs: null, sign: "meet_meter" },
      {
        key: "spaces/x/devices/1",
        startMs: 1_789_999_990_000,
        endMs: 1_789_999_993_000.5,
        sign: "meet_meter",
      },
    ],
  },
  "get-diagnostics": { type: "get-diagnostics" },
  "list-meetings": { type: "list-meetings" },
  "get-meeting-heads": { type: "get-meeting-heads", sessions: [session] },
  "get-meeting-texts": { type: "get-meeting-texts", sessions: [session], question: session },
  "get-audio-outline": { type: "get-audio-outline", session },
  "get-audio": { type: "get-audio", session, startSample: 16_000, samples: 480_000 },
  "get-transcript": { type: "get-transcript", session },
};
