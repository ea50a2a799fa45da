/** Never stops talking: one finished utterance per frame of 100 ms. */
import { consume, sayUtterance, serve } from "../../tools/driver/sidecar/wire.mjs";

serve({
  process_audio_stream: ({ params }) => {
    consume(params);
    sayUtterance(params, 1, `Line ${params.seq + 1} of one who never stops talking.`);
  },
});
