/** As `echo-sidecar`, but believes only every second utterance: the words of the others are suppressed. */
import {
  consume,
  isContext,
  sayUtterance,
  serve,
  suppressUtterance,
} from "../../tools/driver/sidecar/wire.mjs";

const FRAMES_PER_UTTERANCE = 10;

serve({
  process_audio_stream: ({ params }) => {
    consume(params);
    if (isContext(params)) return;
    const utterances = (params.seq + 1) / FRAMES_PER_UTTERANCE;
    if (!Number.isInteger(utterances)) return;
    const say = utterances % 2 === 1 ? sayUtterance : suppressUtterance;
    say(params, FRAMES_PER_UTTERANCE, `until frame ${params.seq}`);
  },
});
