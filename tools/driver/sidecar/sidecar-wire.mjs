/** The sidecar's end of the wire for the small programs of the benchmark: just enough to be measured against. */
import { createInterface } from "node:readline";

/** @typedef {import("../../../protocol/requests.ts").Method} Method */
/** @typedef {import("../../../protocol/requests.ts").Params<"process_audio_stream">} AudioFrame */
/** @typedef {import("../../../protocol/messages.ts").AnyRequest} AnyRequest */
/** @typedef {import("../../../protocol/reports.ts").ModelProgress} ModelProgress */
/** @typedef {{ [M in Method]: (request: import("../../../protocol/messages.ts").RequestMessage<M>) => void }} Answers */

/** @type {ModelProgress} */
export const READY_MODEL = {
  requested: "demo",
  state: "ready",
  received_bytes: null,
  total_bytes: null,
  loaded: { model: "demo", device: "cpu", compute_type: "int8", is_demo: true, fallback_reason: null },
  error: null,
};

/** @type {Answers} */
const ANSWERS = {
  acknowledge_events: () => {},
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
  process_audio_stream: ({ params }) => consume(params),
  end_of_source: (request) =>
    respond(request, { session: request.params.session, source: request.params.source }),
  stop_session: (request) => respond(request, { session: request.params.session, metrics: null }),
  update_settings: (request) => respond(request, {}),
  get_health: (request) => respond(request, { model: READY_MODEL, lag_samples: { tab: 0, mic: 0 } }),
};

/** @param {object} message */
function send(message) {
  process.stdout.write(`${JSON.stringify({ version: "1.0", ...message })}\n`);
}

/**
 * @param {import("../../../protocol/events.ts").EventName} event
 * @param {object} data
 */
export function sendEvent(event, data) {
  send({ type: "event", event, data });
}

/**
 * @param {{ id: string }} request
 * @param {object} result
 */
export function respond({ id }, result) {
  send({ type: "response", id, result });
}

/** @param {Pick<AudioFrame, "session" | "source" | "seq">} frame the last one taken in */
export function consume({ session, source, seq }) {
  sendEvent("audio_consumed", { session, source, next_seq: seq + 1 });
}

/** @type {(line: string) => AnyRequest} */
const parseRequest = JSON.parse;

/**
 * @template {Method} M
 * @param {Answers} answers
 * @param {import("../../../protocol/messages.ts").RequestMessage<M>} request
 */
function answer(answers, request) {
  answers[request.method](request);
}

/**
 * Answers requests until the host closes the input, then ends.
 * @param {Partial<Answers>} overrides
 */
export function serve(overrides) {
  const answers = { ...ANSWERS, ...overrides };
  const lines = createInterface({ input: process.stdin, crlfDelay: Infinity });
  lines.on("line", (line) => answer(answers, parseRequest(line)));
  lines.on("close", () => process.exit(0));
}
