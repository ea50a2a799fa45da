/** Attempts in a row after which a session marks its host unavailable (IPC-9). */
export const MAX_ATTEMPTS = 10;

const FIRST_DELAY_MS = 100;
const MAX_EXPONENT = 5;

/** Delay before attempt `attempt` (from 0): 100 ms · 2^min(n, 5), as ADR-008 set it (IPC-9). */
export function backoffMs(attempt: number): number {
  return FIRST_DELAY_MS * 2 ** Math.min(attempt, MAX_EXPONENT);
}
