/** Opens the session and then reads nothing any more, as a process does whose every thread is busy. */
import { respond, serve } from "./wire.mjs";

const lines = serve({
  start_session: (request) => {
    respond(request, { session: request.params.session, next: { tab: 0, mic: 0 } });
    lines.pause();
    process.stdin.pause();
    setInterval(() => undefined, 1000);
  },
});
