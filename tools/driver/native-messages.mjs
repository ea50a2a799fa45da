/**
 * Native messaging for programs that speak to the real host, or stand in for one: 4 bytes of length, little-endian,
 * then that many bytes of JSON. The host's own framing is `native-host/extension/`; nothing here checks or bounds.
 *
 * @see https://developer.chrome.com/docs/extensions/develop/concepts/native-messaging
 */
const HEADER_BYTES = 4;

/**
 * @param {Buffer} body
 * @returns {Buffer} the body behind its length
 */
export function frameBody(body) {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32LE(body.length);
  return Buffer.concat([header, body]);
}

/** Cuts a stream of bytes into its messages. */
export class NativeMessageReader {
  #bytes = Buffer.alloc(0);

  /**
   * @param {Buffer} chunk cut anywhere
   * @returns {unknown[]} the messages that it completes
   */
  push(chunk) {
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
    const messages = [];
    while (this.#bytes.length >= HEADER_BYTES) {
      const end = HEADER_BYTES + this.#bytes.readUInt32LE();
      if (this.#bytes.length < end) break;
      messages.push(JSON.parse(this.#bytes.toString("utf8", HEADER_BYTES, end)));
      this.#bytes = this.#bytes.subarray(end);
    }
    return messages;
  }
}
