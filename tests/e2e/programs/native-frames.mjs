/** Native messaging from the host's side, for hosts that misbehave on purpose. */
import { frameBody, NativeFrameDecoder } from "../../../native-host/extension/native-framing.mjs";

/** @typedef {import("../../../protocol/messages.ts").AnyRequest} AnyRequest */

/** @param {object} message */
export function writeFrame(message) {
  process.stdout.write(frameBody(Buffer.from(JSON.stringify(message))));
}

/** @param {(request: AnyRequest) => void} onRequest */
export function readFrames(onRequest) {
  const decoder = new NativeFrameDecoder(Infinity);
  process.stdin.on("data", (/** @type {Buffer} */ chunk) => {
    for (const frame of decoder.push(chunk))
      if (frame.kind === "value") onRequest(/** @type {AnyRequest} */ (frame.value));
  });
  process.stdin.on("end", () => process.exit());
}
