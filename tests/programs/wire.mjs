/** The sidecar's end of the wire, as small as it can be: what the programs beside this file are made of. */
import { createInterface } from "node:readline";

export const FRAME_SAMPLES = 1600;

export function send(message) {
  process.stdout.write(`${JSON.stringify({ version: "1.0", ...message })}\n`);
}

export function sendEvent(event, data) {
  send({ type: "event", event, data });
}

export function respond(request, result) {
  send({ type: "response", id: request.id, result });
}

const READY_MODEL = {
  requested: "base",
  state: "ready",
  received_bytes: null,
  total_bytes: null,
  loaded: { model: "demo", device: "cpu", compute_type: "int8", is_demo: true, fallback_reason: null },
  error: null,
};

/** What every well-behaved sidecar answers; a program overrides the methods it is about. */
const ANSWERS = {
  protocol_version_check: (request) => respond(request, { version: "1.0" }),
  start_session: (request) => respond(request, { session: request.params.session, next: { tab: 0, mic: 0 } }),
  end_of_source: (request) =>
    respond(request, { session: request.params.session, source: request.params.source }),
  stop_session: (request) => respond(request, { session: request.params.session, metrics: null }),
  update_settings: (request) => respond(request, {}),
  get_health: (request) => respond(request, { model: READY_MODEL, lag_samples: { tab: 0, mic: 0 } }),
  process_audio_stream: () => undefined,
};

/** Answers requests until the host closes the input, then ends. */
export function serve(overrides = {}) {
  const answers = { ...ANSWERS, ...overrides };
  const lines = createInterface({ input: process.stdin, crlfDelay: Infinity });
  lines.on("line", (line) => {
    const request = JSON.parse(line);
    answers[request.method](request);
  });
  lines.on("close", () => process.exit(0));
  return lines;
}

export function consume({ session, source, seq }) {
  sendEvent("audio_consumed", { session, source, next_seq: seq + 1 });
}

/** One utterance of `frames` frames ending with frame `seq`, from its start to its end. */
export function sayUtterance({ session, source, first_sample }, frames, text) {
  const end_sample = first_sample + FRAME_SAMPLES;
  const start_sample = end_sample - frames * FRAME_SAMPLES;
  const at = { session, source, utterance: start_sample, start_sample, end_sample };
  sendEvent("speech_start", { ...at, revision: 0 });
  sendEvent("partial_text", { ...at, revision: 1, stable: "", tail: text, language: "en" });
  sendEvent("final_text", { ...at, revision: 2, text, language: "en" });
  sendEvent("speech_end", { ...at, revision: 3 });
}
