/** Takes in three frames and dies. */
import { consume, serve } from "../../tools/driver/sidecar/wire.mjs";

serve({
  process_audio_stream: ({ params }) => {
    consume(params);
    if (params.seq === 2) process.exit(1);
  },
});
