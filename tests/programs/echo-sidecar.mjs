/**
 * Answers everything: takes in each frame at once and speaks one utterance per FRAMES_PER_UTTERANCE frames.
 * With a folder as argument it also writes there with which settings it was given a session, and what audio it was sent
 * to transcribe, one file per source.
 */
import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { consume, isContext, respond, sayUtterance, serve } from "../../tools/driver/sidecar/wire.mjs";

const FRAMES_PER_UTTERANCE = 10;
const recordings = process.argv[2];

serve({
  start_session: (request) => {
    const { session, settings } = request.params;
    if (recordings !== undefined) writeFileSync(join(recordings, "settings.json"), JSON.stringify(settings));
    respond(request, { session, next: { tab: 0, mic: 0 } });
  },
  process_audio_stream: ({ params }) => {
    if (isContext(params)) return consume(params);
    if (recordings !== undefined) {
      appendFileSync(join(recordings, `${params.source}.pcm`), Buffer.from(params.pcm, "base64"));
    }
    consume(params);
    if ((params.seq + 1) % FRAMES_PER_UTTERANCE === 0) {
      sayUtterance(params, FRAMES_PER_UTTERANCE, `until frame ${params.seq}`);
    }
  },
});
