import { LineBuffer } from "./line-buffer.ts";

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
