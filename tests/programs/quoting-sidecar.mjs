/**
 * `quoting-sidecar.mjs FILE [HEARD]`: says one of the file's words, one a line, in every utterance of half a second; every third is
 * suppressed. The words stand in no command line and no configuration. The tab's samples go to HEARD, which is there: int16, each at its
 * place.
 */
import { openSync, readFileSync, writeSync } from "node:fs";
import {
  consume,
  isContext,
  sayUtterance,
  serve,
  suppressUtterance,
} from "../../tools/driver/sidecar/wire.mjs";

const FRAMES_PER_UTTERANCE = 5;
const WORDS = readFileSync(process.argv[2] ?? "", "utf8")
  .trim()
  .split("\n");
const HEARD = process.argv[3] === undefined ? null : openSync(process.argv[3], "r+");

serve({
  process_audio_stream: ({ params }) => {
    consume(params);
    if (HEARD !== null && params.source === "tab")
      writeSync(HEARD, Buffer.from(params.pcm, "base64"), { position: 2 * params.first_sample });
    if (isContext(params) || (params.seq + 1) % FRAMES_PER_UTTERANCE !== 0) return;
    const count = (params.seq + 1) / FRAMES_PER_UTTERANCE;
    const text = `They said ${WORDS[count % WORDS.length]} again, for the ${count}th time.`;
    const say = count % 3 === 0 ? suppressUtterance : sayUtterance;
    say(params, FRAMES_PER_UTTERANCE, text);
  },
});
