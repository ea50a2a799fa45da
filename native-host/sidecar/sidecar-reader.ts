import { EarshotError } from "../../protocol/errors.ts";
import { MAX_CORRUPT_LINES_IN_A_ROW, MAX_MESSAGE_BYTES } from "../../protocol/limits.ts";
import {
  type AnyEvent,
  type ErrorMessage,
  type Parsed,
  parseMessage,
  type ResponseMessage,
} from "../../protocol/messages.ts";
import { incompatible } from "./handshake.ts";

export interface SidecarInput {
  message(message: ResponseMessage | AnyEvent | ErrorMessage): void;
  /** An event of a newer minor version: counted and ignored. */
  unknownEvent(): void;
  /** A line that is no message; nothing of it is passed on. */
  corruptLine(reason: string): void;
  /** The sidecar cannot be talked to any more. */
  fatal(error: EarshotError): void;
}

/** The sidecar's stdout in, checked messages out. It is another program: nothing it writes is trusted (IPC-9). */
export class SidecarReader {
  readonly #decoder = new JsonLineDecoder(MAX_MESSAGE_BYTES);
  readonly #input: SidecarInput;
  #corruptInARow = 0;

  constructor(input: SidecarInput) {
    this.#input = input;
  }

  push(chunk: Buffer): void {
    for (const line of this.#decoder.push(chunk)) this.#receive(line);
  }

  #receive(line: JsonLine): void {
    if (line.kind === "value") this.#dispatch(parseMessage(line.value));
    else this.#corrupt(line.kind);
  }

  #dispatch(parsed: Parsed): void {
    switch (parsed.kind) {
      case "message":
        if (parsed.message.type === "request") return this.#corrupt("a request");
        this.#corruptInARow = 0;
        return this.#input.message(parsed.message);
      case "unknown-event":
        this.#corruptInARow = 0;
        return this.#input.unknownEvent();
      case "incompatible":
        return this.#input.fatal(incompatible("sidecar", parsed.version));
      case "unknown-method":
        return this.#corrupt("a request");
      case "invalid":
        return this.#corrupt(parsed.issue);
      default:
        return parsed satisfies never;
    }
  }

  #corrupt(reason: string): void {
    this.#corruptInARow += 1;
    this.#input.corruptLine(reason);
    if (this.#corruptInARow === MAX_CORRUPT_LINES_IN_A_ROW) {
      const message = `${MAX_CORRUPT_LINES_IN_A_ROW} unreadable lines in a row, the last: ${reason}`;
      this.#input.fatal(new EarshotError("sidecar_corrupt_output", message));
    }
  }
}

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
      this.#add(chunk.subarray(start, end));
      lines.push(this.#take());
      start = end + 1;
    }
    this.#add(chunk.subarray(start));
    return lines;
  }

  /** Counts on beyond the bound, but holds nothing then. */
  #add(part: Buffer): void {
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
