import type { Readable } from "node:stream";
import { errorCode } from "../../protocol/errors.ts";
import type { Log, LogFacts } from "../runtime/log.ts";
import { LineBuffer } from "./sidecar-reader.ts";

const MAX_LINE_BYTES = 2_000;
/** Lines of one sidecar that are logged; a program that says more is in a loop. */
const MAX_LOGGED_LINES = 1_000;

/** What `earshot_stt` says of itself, by name (`earshot_stt/runtime/log.py`); `tests/` holds both lists to each other. */
export const SIDECAR_EVENTS: readonly string[] = [
  "check_not_kept",
  "correction_model_failed",
  "correction_model_unloaded",
  "cuda_failed",
  "defect",
  "host_stopped_reading",
  "library_failed",
  "measurement_not_kept",
  "model",
  "model_changed",
  "model_checked",
  "model_download_cancelled",
  "model_download_failed",
  "model_failed",
  "model_hub_failed",
  "model_measured",
  "model_not_measured",
  "model_placement_failed",
  "model_removed",
  "model_stood_in_for",
  "model_unloaded",
  "partial_model_failed",
  "voices_unavailable",
];
/** Its threads; the same test holds these to their names. */
export const SIDECAR_THREADS: readonly string[] = [
  "main",
  "receive",
  "send",
  "engine",
  "load",
  "models",
  "download",
  "trial",
  "voices",
];
/** Python's own exceptions that say something about a machine, and ours. */
const EXCEPTIONS: readonly string[] = [
  "AssertionError",
  "AttributeError",
  "BrokenPipeError",
  "EOFError",
  "FileNotFoundError",
  "ImportError",
  "IndexError",
  "KeyError",
  "KeyboardInterrupt",
  "MemoryError",
  "ModuleNotFoundError",
  "NameError",
  "NotImplementedError",
  "OSError",
  "OverflowError",
  "PermissionError",
  "RecursionError",
  "RuntimeError",
  "SyntaxError",
  "SystemError",
  "SystemExit",
  "TimeoutError",
  "TypeError",
  "UnicodeDecodeError",
  "UnicodeEncodeError",
  "ValueError",
  "ZeroDivisionError",
  "EarshotError",
  "HostStoppedReadingError",
];
const PLACE = /^[a-z_]{1,40}\.py:\d{1,5}$/;
const TRACEBACK_END = /^([A-Z][A-Za-z]+)(?::|$)/;

/**
 * The sidecar's stderr (SEC-2). It is shared with every library in that process, and what those print may be anything:
 * of our own JSON lines the known facts are logged, of a traceback the class at its end; the rest is counted.
 */
export function logSidecarErrors(stderr: Readable, log: Log): void {
  const lines = new LineBuffer(MAX_LINE_BYTES);
  let logged = 0;
  let leftOut = 0;
  stderr.on("data", (chunk: Buffer) => {
    for (const line of lines.push(chunk)) {
      const facts =
        line === null || logged >= MAX_LOGGED_LINES ? null : (ownLine(line) ?? tracebackEnd(line));
      if (facts === null) {
        leftOut += 1;
        continue;
      }
      logged += 1;
      log("info", "sidecar", facts);
    }
  });
  stderr.once("close", () => {
    if (leftOut > 0) log("info", "other lines on the sidecar's stderr", { lines: leftOut });
  });
}

/** The facts of one of our own lines; null for any other. */
function ownLine(line: string): LogFacts | null {
  const said = jsonObject(line);
  const event = said === null ? undefined : oneOf(SIDECAR_EVENTS, said["event"]);
  if (said === null || event === undefined) return null;
  const { place } = said;
  const code = errorCode.safeParse(said["code"]);
  return {
    part: event,
    thread: oneOf(SIDECAR_THREADS, said["thread"]),
    kind: oneOf(EXCEPTIONS, said["kind"]),
    place: typeof place === "string" && PLACE.test(place) ? place : undefined,
    code: code.success ? code.data : undefined,
  };
}

/** `ModuleNotFoundError: …`, which says why a program did not even start. */
function tracebackEnd(line: string): LogFacts | null {
  const kind = oneOf(EXCEPTIONS, TRACEBACK_END.exec(line)?.[1]);
  return kind === undefined ? null : { part: "traceback", kind };
}

function oneOf(known: readonly string[], value: unknown): string | undefined {
  return known.find((name) => name === value);
}

function jsonObject(line: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? { ...value } : null;
  } catch {
    // A library's line, or one of a traceback.
    return null;
  }
}
