/** A library in it prints to stdout: before each frame it takes in come as many lines of its own as its argument says. */
import { consume, serve } from "../../tools/driver/sidecar/wire.mjs";

const printedLines = Number(process.argv[2]);

serve({
  process_audio_stream: ({ params }) => {
    for (let line = 0; line < printedLines; line += 1) process.stdout.write(`Loading weights: ${line} %\n`);
    consume(params);
  },
});
