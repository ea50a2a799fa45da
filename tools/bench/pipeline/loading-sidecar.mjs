/** `loading-sidecar.mjs MS`: its model loads until so many milliseconds after a session's start; no frame is taken in before. */
import { consume, READY_MODEL, respond, sendEvent, serve } from "../../driver/sidecar/wire.mjs";

const loadMs = Number(process.argv[2]);
/** @type {import("../../driver/sidecar/wire.mjs").ModelProgress} */
let model = { ...READY_MODEL, requested: "demo", state: "loading", loaded: null };
/** @type {Map<string, import("../../driver/sidecar/wire.mjs").AudioFrame>} */
const waiting = new Map();

function ready() {
  model = { ...READY_MODEL, requested: "demo" };
  sendEvent("model_progress", model);
  for (const frame of waiting.values()) consume(frame);
}

serve({
  start_session: (request) => {
    respond(request, { session: request.params.session, next: { tab: 0, mic: 0 } });
    sendEvent("model_progress", model);
    setTimeout(ready, loadMs);
  },
  process_audio_stream: ({ params }) => {
    if (model.state === "ready") consume(params);
    else waiting.set(params.source, params);
  },
  get_health: (request) => respond(request, { model, lag_samples: { tab: 0, mic: 0 } }),
});
