/**
 * As echo-sidecar, and answers what it is asked to transcribe again. It keeps every such request in the folder given as
 * its first argument; the second says what becomes of them: `answers`, `waits` for ever, `dies-once` and `dies` without an
 * answer, `fails` to load the model, `cannot-decode` the first of them.
 */
import { appendFileSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  consume,
  isContext,
  READY_MODEL,
  respond,
  sayUtterance,
  send,
  serve,
} from "../../tools/driver/sidecar/wire.mjs";

const FRAMES_PER_UTTERANCE = 10;
const [folder = ".", manner = "answers"] = process.argv.slice(2);
const ENGINE = {
  step: "full",
  partial_interval_ms: 500,
  redone: 0,
  suppressed: 0,
  calibration: null,
};
const SOURCE = { received: 16_000, no_speech: 0, final: 16_000, failed: 0, open: 0 };
const COVERAGE = { tab: SOURCE, mic: { ...SOURCE, received: 0, final: 0 } };

/** @param {string} name */
function isFirst(name) {
  const path = join(folder, name);
  if (existsSync(path)) return false;
  writeFileSync(path, "");
  return true;
}

/**
 * @param {string} id
 * @param {string} code
 */
function refuse(id, code) {
  send({ type: "error", id, error: { code, message: "as reported", recoverable: true } });
}

serve({
  start_session: (request) => {
    appendFileSync(join(folder, "starts.jsonl"), `${JSON.stringify(request.params)}\n`);
    respond(request, { session: request.params.session, next: { tab: 0, mic: 0 } });
  },
  get_health: (request) =>
    respond(request, {
      model: READY_MODEL,
      lag_samples: { tab: 0, mic: 0 },
      engine: ENGINE,
      coverage: COVERAGE,
    }),
  stop_session: (request) =>
    respond(request, { session: request.params.session, metrics: null, coverage: COVERAGE }),
  process_audio_stream: ({ params }) => {
    consume(params);
    if (isContext(params) || (params.seq + 1) % FRAMES_PER_UTTERANCE !== 0) return;
    sayUtterance(params, FRAMES_PER_UTTERANCE, `until frame ${params.seq}`);
  },
  correct_stretch: (request) => {
    const { session, source, utterance, language, model } = request.params;
    appendFileSync(join(folder, "utterances.jsonl"), `${JSON.stringify(request.params)}\n`);
    const answer = () =>
      respond(request, { session, source, utterance, text: `better ${utterance}`, language, model });
    if (manner === "waits") return;
    if (manner === "dies" || (manner === "dies-once" && isFirst("died"))) process.exit(1);
    if (manner === "fails") return refuse(request.id, "model_not_found");
    if (manner === "cannot-decode" && isFirst("failed")) return refuse(request.id, "transcription_failed");
    answer();
  },
});
