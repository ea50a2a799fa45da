/** Native messaging in a few lines, for hosts that misbehave on purpose. */

/** @param {object} message */
export function writeFrame(message) {
  const body = Buffer.from(JSON.stringify(message));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  process.stdout.write(Buffer.concat([length, body]));
}

/** @param {(message: { id: string, method: string }) => void} onMessage */
export function readFrames(onMessage) {
  let bytes = Buffer.alloc(0);
  process.stdin.on("data", (chunk) => {
    bytes = Buffer.concat([bytes, chunk]);
    while (bytes.length >= 4 && bytes.length >= 4 + bytes.readUInt32LE()) {
      const end = 4 + bytes.readUInt32LE();
      onMessage(JSON.parse(bytes.subarray(4, end).toString()));
      bytes = bytes.subarray(end);
    }
  });
  process.stdin.on("end", () => process.exit());
}
