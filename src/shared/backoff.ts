/** Attempts in a row after which a session marks its host unavailable (IPC-9). */
export const MAX_ATTEMPTS = 10;

const FIRST_DELAY_MS = 100;
/** The longest that captions wait for a host that is back. */
const LONGEST_DELAY_MS = 3200;

/** Delay before attempt `attempt` (from 0): 100 ms · 2^n, as ADR-008 set it (IPC-9), `longestMs` at most. */
export function backoffMs(attempt: number, longestMs = LONGEST_DELAY_MS): number {
  return Math.min(FIRST_DELAY_MS * 2 ** attempt, longestMs);
}
