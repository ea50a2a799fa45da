/** Delivers its final only when the next session has begun. */
import { consume, respond, sayUtterance, serve } from "../../tools/driver/sidecar/wire.mjs";

/** @type {import("../../tools/driver/sidecar/wire.mjs").AudioFrame | null} */
let last = null;

serve({
  process_audio_stream: ({ params }) => {
    consume(params);
    last = params;
  },
  start_session: (request) => {
    respond(request, { session: request.params.session, next: { tab: 0, mic: 0 } });
    if (last !== null) sayUtterance(last, 1, "late");
  },
});
