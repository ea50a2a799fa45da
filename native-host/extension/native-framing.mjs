/**
 * Chrome's native messaging: 4 bytes of length, little-endian, then that many bytes of JSON. JavaScript, so that programs
 * that stand in for a host, which a plain Node runs, frame their messages by the same lines.
 *
 * @see https://developer.chrome.com/docs/extensions/develop/concepts/native-messaging
 */

/**
 * @typedef {{ readonly kind: "value", readonly value: unknown }
 *   | { readonly kind: "not-json" }
 *   | { readonly kind: "too-large", readonly bytes: number }} NativeFrame
 */

const HEADER_BYTES = 4;

/**
 * @param {Buffer} body
 * @returns {Buffer} the body after its length
 */
export function frameBody(body) {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32LE(body.length);
  return Buffer.concat([header, body]);
}

/**
 * Cuts a stream of bytes into its messages. Never throws and never holds more than one message of its bound: a longer one
 * is skipped as it comes, and the next one is read as if nothing had been.
 */
export class NativeFrameDecoder {
  #maxBytes;
  #header = Buffer.alloc(HEADER_BYTES);
  #headerFilled = 0;
  #body = Buffer.alloc(0);
  #bodyFilled = 0;
  #bytesToSkip = 0;

  /** @param {number} maxBytes of a message, without its length */
  constructor(maxBytes) {
    this.#maxBytes = maxBytes;
  }

  /**
   * @param {Buffer} chunk cut anywhere
   * @returns {NativeFrame[]} what it completes
   */
  push(chunk) {
    /** @type {NativeFrame[]} */
    const frames = [];
    for (let rest = chunk; rest.length > 0; ) {
      if (this.#bytesToSkip > 0) rest = this.#skip(rest);
      else if (this.#headerFilled < HEADER_BYTES) rest = this.#fillHeader(rest, frames);
      else rest = this.#fillBody(rest, frames);
    }
    return frames;
  }

  /** @param {Buffer} rest */
  #skip(rest) {
    const skipped = Math.min(rest.length, this.#bytesToSkip);
    this.#bytesToSkip -= skipped;
    return rest.subarray(skipped);
  }

  /**
   * @param {Buffer} rest
   * @param {NativeFrame[]} frames
   */
  #fillHeader(rest, frames) {
    const copied = rest.copy(this.#header, this.#headerFilled);
    this.#headerFilled += copied;
    if (this.#headerFilled === HEADER_BYTES) this.#startBody(this.#header.readUInt32LE(), frames);
    return rest.subarray(copied);
  }

  /**
   * @param {number} bytes
   * @param {NativeFrame[]} frames
   */
  #startBody(bytes, frames) {
    if (bytes > this.#maxBytes) {
      frames.push({ kind: "too-large", bytes });
      this.#bytesToSkip = bytes;
      this.#headerFilled = 0;
    } else if (bytes === 0) {
      frames.push({ kind: "not-json" });
      this.#headerFilled = 0;
    } else {
      this.#body = Buffer.allocUnsafe(bytes);
      this.#bodyFilled = 0;
    }
  }

  /**
   * @param {Buffer} rest
   * @param {NativeFrame[]} frames
   */
  #fillBody(rest, frames) {
    const copied = rest.copy(this.#body, this.#bodyFilled);
    this.#bodyFilled += copied;
    if (this.#bodyFilled === this.#body.length) {
      frames.push(decode(this.#body));
      this.#headerFilled = 0;
    }
    return rest.subarray(copied);
  }
}

/**
 * @param {Buffer} body
 * @returns {NativeFrame}
 */
function decode(body) {
  try {
    return { kind: "value", value: JSON.parse(body.toString()) };
  } catch (error) {
    if (error instanceof SyntaxError) return { kind: "not-json" };
    throw error;
  }
}
