/** Native messaging from the host's side, for hosts that misbehave on purpose. */
import { frameBody, NativeMessageReader } from "../../../tools/driver/native-messages.mjs";

/** @typedef {import("../../../protocol/messages.ts").AnyRequest} AnyRequest */

/** @param {object} message */
export function writeFrame(message) {
  process.stdout.write(frameBody(Buffer.from(JSON.stringify(message))));
}

/** @param {(request: AnyRequest) => void} onRequest */
export function readFrames(onRequest) {
  const messages = new NativeMessageReader();
  process.stdin.on("data", (/** @type {Buffer} */ chunk) => {
    for (const message of messages.push(chunk)) onRequest(/** @type {AnyRequest} */ (message));
  });
  process.stdin.on("end", () => process.exit());
}
