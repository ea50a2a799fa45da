/**
 * `stamp-sidecar.mjs FOLDER`: notes when each frame arrives. `host-pid` is written at once, `stamps.json`
 * ([source, first sample, epoch milliseconds] per frame) when the session stops, so that no frame waits for a disk.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { consume, respond, serve } from "../../driver/sidecar/wire.mjs";

const folder = process.argv[2] ?? ".";
/** @type {[string, number, number][]} */
const stamps = [];

writeFileSync(join(folder, "host-pid"), String(process.ppid));
serve({
  process_audio_stream: ({ params }) => {
    stamps.push([params.source, params.first_sample, Date.now()]);
    consume(params);
  },
  stop_session: (request) => {
    writeFileSync(join(folder, "stamps.json"), JSON.stringify(stamps));
    respond(request, { session: request.params.session, metrics: null });
  },
});
