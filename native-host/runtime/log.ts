import { Console } from "node:console";
import { appendFileSync, renameSync, statSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { EarshotError, ERROR_CODES, type ErrorCode, errorKind } from "../../protocol/errors.ts";
import { EVENTS } from "../../protocol/events.ts";
import { GAP_REASONS } from "../../protocol/gaps.ts";
import { METHODS } from "../../protocol/requests.ts";
import { makeFolder, systemCode } from "./system.ts";

type LogLevel = "info" | "warning" | "error";
/** `message` is one of the program's own sentences; of `facts`, words are left out whatever the caller gives (SEC-2). */
export type Log = (level: LogLevel, message: string, facts?: LogFacts) => void;

const MAX_LOG_BYTES = 5 * 1024 * 1024;

/**
 * JSON lines in `<dataDirectory>/logs/host.jsonl`; at MAX_LOG_BYTES the file becomes `host.1.jsonl`, replacing the
 * one before. A line that cannot be written there goes to stderr, which the browser keeps in its own log.
 */
export function openLog(dataDirectory: string, now: () => Date, maxBytes = MAX_LOG_BYTES): Log {
  const folder = join(dataDirectory, "logs");
  const path = join(folder, "host.jsonl");
  const fallback = logToStderr(now);
  return (level, message, facts = {}) => {
    const line = toLine(now(), level, message, facts);
    try {
      makeFolder(folder);
      if (sizeOf(path) + line.length > maxBytes) renameSync(path, join(folder, "host.1.jsonl"));
      appendFileSync(path, line, { mode: 0o600 });
    } catch (error) {
      fallback(level, message, { ...facts, unlogged: errorFacts(error) });
    }
  };
}

export function logToStderr(now: () => Date): Log {
  return (level, message, facts = {}) => {
    process.stderr.write(toLine(now(), level, message, facts));
  };
}

function toLine(time: Date, level: LogLevel, message: string, facts: LogFacts): string {
  const about = { time: time.toISOString(), level, pid: process.pid, message };
  return `${JSON.stringify({ ...factsWithoutWords(facts), ...about })}\n`;
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** Facts beside a log line: counts, codes, names. */
export type LogFacts = Readonly<Record<string, unknown>>;

/** What stands in the log where a fact might have been words. */
const LEFT_OUT = "(left out)";
const MAX_DEPTH = 4;
const MAX_ENTRIES = 50;

const NAMES: ReadonlySet<unknown> = new Set([
  ...ERROR_CODES,
  ...Object.keys(EVENTS),
  ...METHODS,
  ...GAP_REASONS,
  ...Object.keys(constants.errno),
  // Of processes in the metrics, and of what was passed over.
  "native-host",
  "sidecar",
  "no session record",
]);

/** Strings that can hold no word: ids, versions, Node's own error codes. */
const SHAPES: readonly RegExp[] = [
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  /^v?\d{1,4}(?:\.\d{1,4}){0,2}$/,
  /^ERR_[A-Z_]{1,40}$/,
];

/**
 * Facts that name what is in our own programs: a class, a place in a file, one of the sidecar's parts, a field of a schema
 * with the rule it broke. Whoever logs them takes them from there and from no message.
 */
const PROGRAM_FACTS: Readonly<Record<string, RegExp>> = {
  kind: /^[A-Z][A-Za-z]{0,39}$|^(?:string|number|object|undefined|bigint|boolean|symbol|function)$/,
  place: /^[a-z_-]{1,40}\.(?:[cm]?[jt]s|py):\d{1,6}(?::\d{1,6})?$/,
  part: /^[a-z_-]{1,40}$/,
  thread: /^[a-z]{1,20}$/,
  issue: /^[\w.]{1,120}: [a-z_]{1,30}$|^(?:not-json|too-long|a request)$/,
  node: /^v\d{1,3}\.\d{1,3}\.\d{1,3}$/,
};

/**
 * What of `facts` may stand in a log (SEC-2, ADR-027): numbers, truth values, and strings out of closed sets. All else is
 * replaced, so that a caption, a title or a name cannot get into a log by a line that forgot to leave it out.
 */
function factsWithoutWords(facts: LogFacts): LogFacts {
  return clean(facts, "", 0) as LogFacts;
}

function clean(value: unknown, key: string, depth: number): unknown {
  switch (typeof value) {
    case "number":
    case "boolean":
    case "undefined":
      return value;
    case "string":
      return isClosed(value, key) ? value : LEFT_OUT;
    case "object":
      if (value === null) return null;
      if (depth > MAX_DEPTH) return LEFT_OUT;
      if (Array.isArray(value)) return value.slice(0, MAX_ENTRIES).map((item) => clean(item, key, depth + 1));
      return Object.fromEntries(
        Object.entries(value)
          .slice(0, MAX_ENTRIES)
          .map(([name, inner]) => [
            /^[A-Za-z_]{1,40}$/.test(name) ? name : LEFT_OUT,
            clean(inner, name, depth + 1),
          ]),
      );
    default:
      return LEFT_OUT;
  }
}

function isClosed(value: string, key: string): boolean {
  const shape = Object.hasOwn(PROGRAM_FACTS, key) ? PROGRAM_FACTS[key] : undefined;
  return NAMES.has(value) || shape?.test(value) === true || SHAPES.some((known) => known.test(value));
}

/** What a log may say of an error (SEC-2): nothing of it can quote what was being read. */
export type ErrorFacts = {
  /** Its class. */
  readonly kind: string;
  /** Of an error of ours. */
  readonly code?: ErrorCode;
  /** The operating system's or Node's own name of it, such as `ENOENT`. */
  readonly system?: string;
  /** The innermost place in a file, such as `earshot-host.mjs:120:7`. */
  readonly place?: string;
};

/** Class, code and place of anything that was thrown; of one of ours, those of what caused it as well. */
export function errorFacts(thrown: unknown): ErrorFacts {
  const cause = thrown instanceof EarshotError && thrown.cause !== undefined ? thrown.cause : thrown;
  const system = systemCode(cause);
  const place = placeOf(cause);
  return {
    kind: errorKind(cause),
    ...(thrown instanceof EarshotError ? { code: thrown.code } : {}),
    ...(system === undefined ? {} : { system }),
    ...(place === undefined ? {} : { place }),
  };
}

/** The first frame of the stack; undefined where message and frames cannot be distinguished. */
function placeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || error.stack === undefined) return undefined;
  // V8 writes `Class: message` first, in as many lines as the message has, and below it the frames.
  const at = error.stack.indexOf(error.message);
  if (at === -1) return undefined;
  const frames = error.stack.slice(at + error.message.length);
  const found = /^ {4}at (?:.*[/(\\])?([a-z-]+\.[cm]?[jt]s:\d+:\d+)\)?$/m.exec(frames);
  return found?.[1];
}

/**
 * Chrome kills the port at one byte on stdout that is no message, so a forgotten `console.log` must not get
 * there: the console, and whoever writes to `process.stdout`, write to the log from here on. The protocol's own
 * stream is opened on the file descriptor.
 */
export function keepPrintsOffStdout(log: Log): void {
  const printed = new Writable({
    write(chunk: Buffer, _encoding, done) {
      // What was printed may be anything, a caption included; that it was, and how much, finds the defect.
      log("warning", "printed to stdout", { bytes: chunk.length });
      done();
    },
  });
  globalThis.console = new Console(printed);
  Object.defineProperty(process, "stdout", { value: printed });
}
