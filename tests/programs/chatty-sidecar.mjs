/** A library in it prints to stdout: before each frame it takes in come as many stray lines as its argument says. */
import { consume, serve } from "../../tools/driver/sidecar/wire.mjs";

const strayLines = Number(process.argv[2]);

serve({
  process_audio_stream: ({ params }) => {
    for (let line = 0; line < strayLines; line += 1) process.stdout.write(`Loading weights: ${line} %\n`);
    consume(params);
  },
});
