/** Takes in three frames and dies. */
import { consume, serve } from "./wire.mjs";

serve({
  process_audio_stream: ({ params }) => {
    consume(params);
    if (params.seq === 2) process.exit(1);
  },
});
