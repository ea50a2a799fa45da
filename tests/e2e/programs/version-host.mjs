/**
 * A native host that speaks the version in EARSHOT_TEST_VERSION (`missing` leaves the field out) and does the
 * least that a session needs: it acknowledges every frame.
 */
import { readFrames, writeFrame } from "./native-frames.mjs";

const version = process.env["EARSHOT_TEST_VERSION"] ?? "1.0";
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
