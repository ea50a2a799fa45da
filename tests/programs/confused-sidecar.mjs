/** For each frame speaks twice: for a session nobody started, then for the right one. */
import { consume, sayUtterance, serve } from "../../tools/driver/sidecar/wire.mjs";

const NOBODYS_SESSION = "99999999-9999-4999-8999-999999999999";

serve({
  process_audio_stream: ({ params }) => {
    sayUtterance({ ...params, session: NOBODYS_SESSION }, 1, "not yours");
    consume(params);
    sayUtterance(params, 1, "yours");
  },
});
