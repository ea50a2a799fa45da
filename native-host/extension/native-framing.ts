import { MAX_MESSAGE_BYTES } from "../../protocol/limits.ts";

/**
 * Longest message taken from the extension. A frame is 4.6 KB; the longest request, settings with a hundred
 * vocabulary entries all escaped, stays below 40 KB.
 */
export const MAX_INCOMING_BYTES = 65_536;

const HEADER_BYTES = 4;

export type NativeFrame =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "not-json" }
  | { readonly kind: "too-large"; readonly bytes: number };

/**
 * Chrome's native messaging, receiving: 4 bytes of length, little-endian, then that many bytes of JSON. Takes
 * chunks cut anywhere. Never throws and never holds more than one message of MAX_INCOMING_BYTES: a longer one
 * is skipped as it comes, and the next one is read as if nothing had been.
 */
export class NativeFrameDecoder {
  readonly #header = Buffer.alloc(HEADER_BYTES);
  #headerFilled = 0;
  #body = Buffer.alloc(0);
  #bodyFilled = 0;
  #bytesToSkip = 0;

  push(chunk: Buffer): NativeFrame[] {
    const frames: NativeFrame[] = [];
    for (let rest = chunk; rest.length > 0; ) {
      if (this.#bytesToSkip > 0) rest = this.#skip(rest);
      else if (this.#headerFilled < HEADER_BYTES) rest = this.#fillHeader(rest, frames);
      else rest = this.#fillBody(rest, frames);
    }
    return frames;
  }

  #skip(rest: Buffer): Buffer {
    const skipped = Math.min(rest.length, this.#bytesToSkip);
    this.#bytesToSkip -= skipped;
    return rest.subarray(skipped);
  }

  #fillHeader(rest: Buffer, frames: NativeFrame[]): Buffer {
    const copied = rest.copy(this.#header, this.#headerFilled);
    this.#headerFilled += copied;
    if (this.#headerFilled === HEADER_BYTES) this.#startBody(this.#header.readUInt32LE(), frames);
    return rest.subarray(copied);
  }

  #startBody(bytes: number, frames: NativeFrame[]): void {
    if (bytes > MAX_INCOMING_BYTES) {
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

  #fillBody(rest: Buffer, frames: NativeFrame[]): Buffer {
    const copied = rest.copy(this.#body, this.#bodyFilled);
    this.#bodyFilled += copied;
    if (this.#bodyFilled === this.#body.length) {
      frames.push(decode(this.#body));
      this.#headerFilled = 0;
    }
    return rest.subarray(copied);
  }
}

/** A message as Chrome reads it, or null when it is over the 1 MiB at which Chrome kills the port. */
export function encodeNativeFrame(message: unknown): Buffer | null {
  const body = Buffer.from(JSON.stringify(message));
  if (body.length > MAX_MESSAGE_BYTES) return null;
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32LE(body.length);
  return Buffer.concat([header, body]);
}

function decode(body: Buffer): NativeFrame {
  try {
    return { kind: "value", value: JSON.parse(body.toString()) };
  } catch (error) {
    if (error instanceof SyntaxError) return { kind: "not-json" };
    throw error;
  }
}
