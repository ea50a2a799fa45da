/**
 * Answers everything: takes in each frame at once and speaks one utterance per FRAMES_PER_UTTERANCE frames.
 * With a folder as argument it also writes there what audio it was sent to transcribe, one file per source.
 */
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { consume, isContext, sayUtterance, serve } from "./wire.mjs";

const FRAMES_PER_UTTERANCE = 10;
const recordings = process.argv[2];

serve({
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
