import { appendFileSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { errorFacts } from "./error-facts.ts";
import { factsWithoutWords, type LogFacts } from "./log-facts.ts";
import { makeFolder } from "./make-folder.ts";

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
