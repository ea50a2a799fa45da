import { constants } from "node:os";
import { ERROR_CODES } from "../../protocol/errors.ts";
import { EVENTS } from "../../protocol/events.ts";
import { GAP_REASONS } from "../../protocol/gaps.ts";
import { METHODS } from "../../protocol/requests.ts";

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
export function factsWithoutWords(facts: LogFacts): LogFacts {
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
