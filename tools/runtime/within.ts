import { ScriptError } from "./script-error.ts";

/** Default bound for what the browser and the extension do at once: on a machine that has much else to do, too. */
export const PROMPT_MS = 60_000;

/** `promise`, or a named error that says what was waited for. */
export async function within<T>(promise: Promise<T>, timeoutMs: number, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(timedOut(what, timeoutMs)), timeoutMs);
  });
  try {
    return await Promise.race([promise, expiry]);
  } finally {
    clearTimeout(timer);
  }
}

export function timedOut(what: string, timeoutMs: number): ScriptError {
  return new ScriptError(
    "timed_out",
    `Waited ${Math.round(timeoutMs / 1000)} s for ${what}.`,
    "See .earshot/data/logs for what the host and the sidecar said; `npm run doctor` checks every part.",
  );
}
