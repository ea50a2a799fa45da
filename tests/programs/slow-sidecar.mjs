/** Needs longer for a transcription than any timeout one might be tempted to set: its final comes after 5.2 s, or after as many as told. */
import { consume, respond, sayUtterance, serve } from "../../tools/driver/sidecar/wire.mjs";

const [, , decodeMs = "5200"] = process.argv;
/** @type {import("../../tools/driver/sidecar/wire.mjs").AudioFrame | null} */
let last = null;

serve({
  process_audio_stream: ({ params }) => {
    consume(params);
    if (params.source === "tab") last = params;
  },
  end_of_source: (request) => {
    const { session, source } = request.params;
    if (source !== "tab" || last === null) return respond(request, { session, source });
    setTimeout(() => {
      sayUtterance(last, 1, "slow but sure");
      respond(request, { session, source });
    }, Number(decodeMs));
  },
});
