/** Speaks the version named by its argument; `missing` leaves the field out, `no-answer` ignores the question. */
import { respond, send, serve } from "../../tools/driver/sidecar/wire.mjs";

const version = process.argv[2];

serve({
  protocol_version_check: (request) => {
    if (version === "no-answer") return;
    if (version === "missing") return respond(request, {});
    send({ type: "response", id: request.id, version, result: { version } });
  },
});
