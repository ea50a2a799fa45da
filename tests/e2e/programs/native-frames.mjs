/** Native messaging in a few lines, for hosts that misbehave on purpose. */

/** @typedef {import("../../../protocol/messages.ts").AnyRequest} AnyRequest */

/** @param {object} message */
export function writeFrame(message) {
  const body = Buffer.from(JSON.stringify(message));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  process.stdout.write(Buffer.concat([length, body]));
}

/** @param {(request: AnyRequest) => void} onRequest */
export function readFrames(onRequest) {
  let bytes = Buffer.alloc(0);
  process.stdin.on("data", (/** @type {Buffer} */ chunk) => {
    bytes = Buffer.concat([bytes, chunk]);
    while (bytes.length >= 4 && bytes.length >= 4 + bytes.readUInt32LE()) {
      const end = 4 + bytes.readUInt32LE();
      onRequest(/** @type {AnyRequest} */ (JSON.parse(bytes.subarray(4, end).toString())));
      bytes = bytes.subarray(end);
    }
  });
  process.stdin.on("end", () => process.exit());
}
