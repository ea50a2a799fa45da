/**
 * A native host that speaks the version which its configuration names as the sidecar's command (`missing` leaves the field
 * out) and does the least that a session needs: it acknowledges every frame.
 */
import { readFileSync } from "node:fs";
import { readFrames, writeFrame } from "./native-frames.mjs";

/** @type {(text: string) => { sidecarCommand: [string] }} */
const parse = JSON.parse;
const [version] = parse(readFileSync(process.argv[3] ?? "", "utf8")).sidecarCommand;
const said = version === "missing" ? {} : { version };

readFrames((request) => {
  /** @param {object} result */
  const respond = (result) => writeFrame({ id: request.id, type: "response", ...said, result });
  switch (request.method) {
    case "protocol_version_check":
      return respond(said);
    case "start_session":
      return respond({ session: request.params.session, next: { tab: 0, mic: 0 } });
    case "stop_session":
      return respond({ session: request.params.session, metrics: null });
    case "process_audio_stream": {
      const { session, source, seq } = request.params;
      const data = { session, source, next_seq: seq + 1, a_field_of_a_newer_version: true };
      return writeFrame({ type: "event", ...said, event: "audio_ack", data });
    }
    default:
      return respond({});
  }
});
