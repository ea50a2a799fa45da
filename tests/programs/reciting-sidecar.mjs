/** Recognises one utterance in whatever it is sent, and its words are those of its first argument. */
import { consume, respond, sayUtterance, serve } from "../../tools/driver/sidecar/wire.mjs";

const words = process.argv[2] ?? "";
/** @type {import("../../tools/driver/sidecar/wire.mjs").AudioFrame | null} */
let last = null;

serve({
  process_audio_stream: ({ params }) => {
    last = params;
    consume(params);
  },
  end_of_source: (request) => {
    const { session, source } = request.params;
    if (last?.source === source) sayUtterance(last, last.seq + 1, words);
    respond(request, { session, source });
  },
});
