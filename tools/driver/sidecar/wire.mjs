/** The sidecar's end of the wire, as small as it can be: what the stand-in sidecars of tests and benchmarks are made of. */
import { createInterface } from "node:readline";

/** @typedef {import("../../../protocol/requests.ts").Method} Method */
/** @typedef {import("../../../protocol/requests.ts").Params<"process_audio_stream">} AudioFrame */
/** @typedef {import("../../../protocol/messages.ts").AnyRequest} AnyRequest */
/** @typedef {import("../../../protocol/reports.ts").ModelProgress} ModelProgress */
/** @typedef {{ [M in Method]: (request: import("../../../protocol/messages.ts").RequestMessage<M>) => void }} Answers */

const FRAME_SAMPLES = 1600;

/** @param {object} message */
export function send(message) {
  process.stdout.write(`${JSON.stringify({ version: "1.0", ...message })}\n`);
}

/**
 * @param {import("../../../protocol/events.ts").EventName} event
 * @param {object} data
 */
function sendEvent(event, data) {
  send({ type: "event", event, data });
}

/**
 * @param {{ id: string }} request
 * @param {object} result
 */
export function respond({ id }, result) {
  send({ type: "response", id, result });
}

/** @type {ModelProgress} */
export const READY_MODEL = {
  requested: "base",
  state: "ready",
  received_bytes: null,
  total_bytes: null,
  loaded: { model: "demo", device: "cpu", compute_type: "int8", is_demo: true, fallback_reason: null },
  error: null,
};

const OWN_USAGE = { name: "sidecar", pid: process.pid, cpu_seconds: 0.25, peak_rss_bytes: 1_048_576 };

/**
 * What every well-behaved sidecar answers; a program overrides the methods it is about.
 * @type {Answers}
 */
const ANSWERS = {
  acknowledge_events: () => {},
  page_note: () => {},
  list_sessions: (request) => respond(request, { sessions: [] }),
  abandon_session: (request) => respond(request, { session: request.params.session }),
  session_key: (request) => respond(request, { key: "A".repeat(43) + "=", storage: "file" }),
  rotate_session_key: (request) =>
    respond(request, { key: "A".repeat(43) + "=", next_key: "B".repeat(43) + "=", storage: "file" }),
  finish_key_rotation: (request) => respond(request, { session: request.params.session }),
  destroy_session_key: (request) => respond(request, { session: request.params.session }),
  delete_session: (request) => respond(request, { session: request.params.session }),
  strike: (request) => respond(request, { session: request.params.session }),
  retry_transcription: (request) => respond(request, {}),
  correct_stretch: ({ id, params: { session, source, utterance, language, model } }) =>
    respond({ id }, { session, source, utterance, text: "", language, model }),
  list_models: (request) => respond(request, { models: [], free_bytes: null }),
  download_model: (request) => respond(request, {}),
  cancel_download: (request) => respond(request, {}),
  remove_model: (request) => respond(request, {}),
  protocol_version_check: (request) => respond(request, { version: "1.0" }),
  start_session: (request) => respond(request, { session: request.params.session, next: { tab: 0, mic: 0 } }),
  resume_session: (request) =>
    respond(request, { session: request.params.session, next: { tab: 0, mic: 0 } }),
  process_audio_stream: () => {},
  end_of_source: (request) =>
    respond(request, { session: request.params.session, source: request.params.source }),
  stop_session: (request) => respond(request, { session: request.params.session, metrics: null }),
  update_settings: (request) => respond(request, {}),
  get_health: (request) =>
    respond(request, { model: READY_MODEL, lag_samples: { tab: 0, mic: 0 }, process: OWN_USAGE }),
};

/** @type {(line: string) => AnyRequest} */
const parseRequest = JSON.parse;

/**
 * @template {Method} M
 * @param {Answers} answers
 * @param {import("../../../protocol/messages.ts").RequestMessage<M>} request
 */
function answer(answers, request) {
  if (request.method === "start_session") {
    const params = /** @type {{ settled?: typeof settled }} */ (request.params);
    settled = params.settled ?? { tab: 0, mic: 0 };
  }
  answers[request.method](request);
}

/**
 * Answers requests until the host closes the input, then ends.
 * @param {Partial<Answers>} overrides
 */
export function serve(overrides = {}) {
  const answers = { ...ANSWERS, ...overrides };
  const lines = createInterface({ input: process.stdin, crlfDelay: Infinity });
  lines.on("line", (line) => answer(answers, parseRequest(line)));
  lines.on("close", () => process.exit(0));
  return lines;
}

/** Per source, the sample up to which an earlier sidecar has reported of the session. */
let settled = { tab: 0, mic: 0 };

/**
 * Audio that was transcribed before and is sent again only so that the voice detector knows what was before: no event repeats it.
 * @param {AudioFrame} frame
 */
export function isContext({ source, first_sample }) {
  return first_sample < settled[source];
}

/** @param {Pick<AudioFrame, "session" | "source" | "seq">} frame the last one taken in */
export function consume({ session, source, seq }) {
  sendEvent("audio_consumed", { session, source, next_seq: seq + 1 });
}

/**
 * One utterance of so many frames, from its start to its end.
 * @param {AudioFrame} lastFrame
 * @param {number} frames
 * @param {string} text
 */
export function sayUtterance({ session, source, first_sample }, frames, text) {
  const end_sample = first_sample + FRAME_SAMPLES;
  const start_sample = end_sample - frames * FRAME_SAMPLES;
  const at = { session, source, utterance: start_sample, start_sample, end_sample };
  sendEvent("speech_start", { ...at, revision: 0 });
  sendEvent("partial_text", { ...at, revision: 1, stable: "", tail: text, language: "en" });
  sendEvent("final_text", { ...at, revision: 2, text, language: "en" });
  sendEvent("speech_end", { ...at, revision: 3 });
}

/**
 * As `sayUtterance`, with words that are suppressed as hallucinated.
 * @param {AudioFrame} lastFrame
 * @param {number} frames
 * @param {string} text
 */
export function suppressUtterance({ session, source, first_sample }, frames, text) {
  const end_sample = first_sample + FRAME_SAMPLES;
  const start_sample = end_sample - frames * FRAME_SAMPLES;
  const at = { session, source, utterance: start_sample, start_sample, end_sample };
  sendEvent("speech_start", { ...at, revision: 0 });
  sendEvent("suppressed_text", { ...at, revision: 1, text, language: "en", reason: "silence" });
  sendEvent("speech_end", { ...at, revision: 2 });
}

/**
 * An utterance that has begun with this frame and of which only a partial is known.
 * @param {AudioFrame} frame
 * @param {string} text
 */
export function startUtterance({ session, source, first_sample }, text) {
  const end_sample = first_sample + FRAME_SAMPLES;
  const at = { session, source, utterance: first_sample, start_sample: first_sample, end_sample };
  sendEvent("speech_start", { ...at, revision: 0 });
  sendEvent("partial_text", { ...at, revision: 1, stable: "", tail: text, language: "en" });
}
