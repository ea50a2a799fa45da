import { EarshotError, type ErrorCode, errorKind } from "../../../../protocol/errors.ts";
import { onOneLine } from "../../../shared/export/segments.ts";
import { toJson } from "../../../shared/export/to-json.ts";
import type { Message } from "../../../shared/messages/to-background.ts";
import type { ImportAnswer } from "../../../shared/messages/to-views.ts";
import type { Segment, Transcript } from "../../../shared/transcript.ts";
import { NO_EVENTS } from "../database/event-mark.ts";
import type { TranscriptDatabase } from "../database/transcript-database.ts";
import { type ImportProblem, parseExport } from "./parse-export.ts";

interface ImportingNeeds {
  readonly database: Pick<TranscriptDatabase, "adopt" | "load">;
  /** Whether the retention setting would remove a meeting of that start. */
  readonly isExpired: (startedAtMs: number) => boolean;
  readonly onImported: (session: string) => void;
}

/** Files on their way at once; the oldest gives way, and its page begins again. */
const MOST_FILES = 4;
/** How often one and the same file can be imported, deleted and imported again. */
const MOST_IDENTITIES = 16;

const CODES: Readonly<Record<ImportProblem, ErrorCode>> = {
  too_large: "import_too_large",
  not_json: "import_not_json",
  not_an_export: "import_not_an_export",
  other_version: "import_other_version",
  damaged: "import_damaged",
};

/**
 * Makes stored meetings of JSON exports. A file comes in pieces (`src/history/import/import-file.ts`, by
 * `src/background/commands/answer-query.ts`), for the browser's messages are bounded, and is parsed here, whole (`parse-export.ts`):
 * what a page says of it is not believed. It is stored in one transaction or not at all; a worker that ends before that leaves nothing
 * of it, and the page sends it to the next one.
 */
export class Importing {
  readonly #needs: ImportingNeeds;
  /** The pieces of each file that have come, by the file's id; the newest last. */
  readonly #received = new Map<string, string[]>();
  /** One after the other: two imports of one file are one meeting. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(needs: ImportingNeeds) {
    this.#needs = needs;
  }

  /** Takes the next piece; the last one is answered by what became of the file. */
  take({ file, index, isLast, text }: Omit<Message<"import-meeting">, "type">): Promise<ImportAnswer> {
    const pieces = index === 0 ? [] : this.#received.get(file);
    // Another worker has those before it.
    if (pieces === undefined || pieces.length !== index) return Promise.resolve({ name: "wanted", index: 0 });
    this.#received.delete(file);
    pieces.push(text);
    if (isLast) return this.#inTurn(() => this.#import(pieces.join("")));
    this.#received.set(file, pieces);
    const [oldest] = this.#received.keys();
    if (this.#received.size > MOST_FILES && oldest !== undefined) this.#received.delete(oldest);
    return Promise.resolve({ name: "wanted", index: pieces.length });
  }

  async #import(file: string): Promise<ImportAnswer> {
    const parsed = parseExport(file);
    if (parsed.name === "refused") return { name: "refused", code: CODES[parsed.problem] };
    try {
      return await this.#store(cleaned(parsed.transcript));
    } catch (cause) {
      return { name: "refused", code: codeOf(cause) };
    }
  }

  /**
   * Under the file's own identity, or, where that is another meeting's by now or was deleted, under one that is made of what the
   * file holds: so that the same file, imported again, finds itself.
   */
  async #store(file: Transcript): Promise<ImportAnswer> {
    const { database, isExpired, onImported } = this.#needs;
    const { title } = file;
    const content = contentOf(file, file.session);
    const sessions = [file.session, ...(await identitiesOf(content))];
    const free: string[] = [];
    for (const session of sessions) {
      const stored = await this.#stored(session);
      if (stored === "none") free.push(session);
      else if (stored !== "locked" && contentOf(stored, file.session) === content)
        return { name: "present", session, title: stored.title };
    }
    // It is older than the user keeps meetings, and was imported all the same.
    const isExempt = isExpired(file.startedAtMs);
    let refusal: unknown = new EarshotError("import_not_stored", "no identity is free");
    for (const session of free) {
      const meeting = { ...file, session, isImported: true, ...(isExempt ? { isExempt } : {}) } as const;
      try {
        // Where it is not stored, its key stays at the host for the next attempt: one that is destroyed uses up its identity.
        if (!(await database.adopt(meeting, NO_EVENTS))) continue;
        onImported(session);
        return { name: "imported", session, title, isExempt };
      } catch (cause) {
        // A meeting of that identity was deleted, and its key destroyed: there never will be one.
        if (!isForGood(cause)) throw cause;
        refusal = cause;
      }
    }
    throw refusal;
  }

  /** What is stored of that identity; "locked" where its key is gone. @throws {EarshotError} why keys cannot be had at present */
  async #stored(session: string): Promise<Transcript | "none" | "locked"> {
    try {
      return (await this.#needs.database.load(session)) ?? "none";
    } catch (cause) {
      if (isForGood(cause)) return "locked";
      throw cause;
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => {});
    return done;
  }
}

function isForGood(cause: unknown): boolean {
  return cause instanceof EarshotError && cause.code === "session_key_missing";
}

function codeOf(cause: unknown): ErrorCode {
  if (cause instanceof EarshotError) return cause.code;
  const kind = errorKind(cause);
  console.warn("Earshot could not store an imported meeting:", kind);
  return kind === "QuotaExceededError" ? "import_disk_full" : "import_not_stored";
}

/** On one line each, as what is recognised and what the user writes is; nothing else may stand in what views and files show. */
function cleaned(transcript: Transcript): Transcript {
  const { title, speakers, segments, suppressed, bookmarks } = transcript;
  return {
    ...transcript,
    title: onOneLine(title),
    speakers: { tab: onOneLine(speakers.tab), mic: onOneLine(speakers.mic) },
    segments: segments.map(cleanedLine),
    suppressed: suppressed.map((line) => ({ ...line, text: onOneLine(line.text) })),
    ...(bookmarks === undefined
      ? {}
      : { bookmarks: bookmarks.map((mark) => ({ ...mark, note: onOneLine(mark.note) })) }),
  };
}

function cleanedLine({ doubtful, ...line }: Segment): Segment {
  const stable = onOneLine(line.stable);
  return {
    ...line,
    stable,
    // Doubtful words are places in the text as it was.
    ...(doubtful === undefined || stable !== line.stable ? {} : { doubtful }),
    ...(line.speaker === undefined ? {} : { speaker: onOneLine(line.speaker) }),
    ...(line.versions === undefined
      ? {}
      : { versions: line.versions.map((version) => ({ ...version, text: onOneLine(version.text) })) }),
  };
}

/** What an export of the meeting says, whoever wrote it: two meetings that say the same are the same. */
function contentOf(transcript: Transcript, session: string): string {
  const json = toJson({ ...cleaned(transcript), session });
  // Times of a file are milliseconds: what is told apart by less is the same once it is read again.
  const again = parseExport(json);
  return again.name === "read" ? toJson(again.transcript) : json;
}

/** UUIDs (version 8, RFC 9562) made of what a meeting says. */
async function identitiesOf(content: string): Promise<readonly string[]> {
  const digest = await sha256(content);
  return Promise.all(
    Array.from({ length: MOST_IDENTITIES }, async (_, number) => {
      const hex = await sha256(`${number} ${digest}`);
      const variant = ["8", "9", "a", "b"][Number.parseInt(hex.charAt(16), 16) % 4];
      const [first, second, third] = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(13, 16)];
      return `${first}-${second}-8${third}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
    }),
  );
}

/** In hexadecimal digits. */
async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
