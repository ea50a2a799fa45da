import { samplesToMs } from "../../protocol/audio.ts";
import { type Segment, segmentText } from "../../src/shared/transcript.ts";

/** The part of a terminal that captions are printed on. */
export interface Terminal {
  write(text: string): void;
  /** Whether a line can be rewritten; null when the output is a file or a pipe. */
  readonly columns: number | null;
}

const SPEAKERS = { tab: "Others", mic: "You" } as const;
/** To the line's start, and wipe it. */
const REWRITE = "\r\u001B[2K";

/**
 * Prints captions as they come: every final on a line of its own with time and speaker. On a terminal the
 * newest tentative words stand below, on one line that is rewritten.
 */
export class CaptionPrinter {
  readonly #terminal: Terminal;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  show(segment: Segment): void {
    const line = captionLine(segment);
    const { columns } = this.#terminal;
    if (segment.isFinal) this.#terminal.write(`${columns === null ? "" : REWRITE}${line}\n`);
    else if (columns !== null) this.#terminal.write(`${REWRITE}${fitted(`${line} …`, columns)}`);
  }

  /** Wipes the tentative line: nothing more will come. */
  end(): void {
    if (this.#terminal.columns !== null) this.#terminal.write(REWRITE);
  }
}

/** `00:12  You      When can we review the report?` */
function captionLine(segment: Segment): string {
  const seconds = Math.floor(samplesToMs(segment.startSample) / 1000);
  const time = [Math.floor(seconds / 60), seconds % 60]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
  return `${time}  ${SPEAKERS[segment.source].padEnd(7)}  ${segmentText(segment).trim()}`;
}

/** The end of a long line: the newest words matter. */
function fitted(line: string, columns: number): string {
  return line.length < columns ? line : `…${line.slice(line.length - columns + 2)}`;
}
