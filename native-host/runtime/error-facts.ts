import { EarshotError, type ErrorCode, errorKind } from "../../protocol/errors.ts";
import { systemCode } from "../disk/journal-error.ts";

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

/** The first frame of the stack; undefined where message and frames cannot be told apart. */
function placeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || error.stack === undefined) return undefined;
  // V8 writes `Class: message` first, in as many lines as the message has, and below it the frames.
  const at = error.stack.indexOf(error.message);
  if (at === -1) return undefined;
  const frames = error.stack.slice(at + error.message.length);
  const found = /^ {4}at (?:.*[/(\\])?([a-z-]+\.[cm]?[jt]s:\d+:\d+)\)?$/m.exec(frames);
  return found?.[1];
}
