/** Opens the session and then reads nothing any more, as a process does whose every thread is busy. */
import { respond, serve } from "../../tools/driver/sidecar/wire.mjs";

const lines = serve({
  start_session: (request) => {
    respond(request, { session: request.params.session, next: { tab: 0, mic: 0 } });
    lines.pause();
    process.stdin.pause();
    // It does not even see the end of its input, so it has to look for its host, or a killed test would leave it.
    const host = process.ppid;
    setInterval(() => {
      if (process.ppid !== host) process.exit(1);
    }, 200);
  },
});
