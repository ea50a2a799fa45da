const NEWLINE = 0x0a;

/** Cuts bytes that come in chunks into lines; holds at most one line of `maxBytes`. */
export class LineBuffer {
  readonly #maxBytes: number;
  #parts: Buffer[] = [];
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** The lines that `chunk` completes, without their newline; null stands for one that was over the bound. */
  push(chunk: Buffer): (string | null)[] {
    const lines: (string | null)[] = [];
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      this.#keep(chunk.subarray(start, end));
      lines.push(this.#take());
      start = end + 1;
    }
    this.#keep(chunk.subarray(start));
    return lines;
  }

  /** Counts on beyond the bound, but keeps nothing then. */
  #keep(part: Buffer): void {
    this.#bytes += part.length;
    if (this.#bytes > this.#maxBytes) this.#parts = [];
    else this.#parts.push(part);
  }

  #take(): string | null {
    const line = this.#bytes > this.#maxBytes ? null : Buffer.concat(this.#parts).toString();
    this.#parts = [];
    this.#bytes = 0;
    return line;
  }
}

export type JsonLine =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "not-json" }
  | { readonly kind: "too-long" };

/** One JSON value per line. Never throws: what is no JSON is said to be none, and nothing of it is passed on (IPC-9). */
export class JsonLineDecoder {
  readonly #lines: LineBuffer;

  constructor(maxBytes: number) {
    this.#lines = new LineBuffer(maxBytes);
  }

  push(chunk: Buffer): JsonLine[] {
    return this.#lines.push(chunk).map(decode);
  }
}

function decode(line: string | null): JsonLine {
  if (line === null) return { kind: "too-long" };
  try {
    return { kind: "value", value: JSON.parse(line) };
  } catch (error) {
    if (error instanceof SyntaxError) return { kind: "not-json" };
    throw error;
  }
}
