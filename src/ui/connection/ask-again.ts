import { backoffMs } from "../../shared/backoff.ts";

const MOST_RETRIES = 5;
const wait = (delayMs: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, delayMs);
  });

/**
 * Asks the background until it answers: a worker that was stopped before it did has not said that there is nothing, and its successor
 * knows.
 * @param onFailed a try has failed
 * @throws what the last of some tries ended with
 */
export async function askAgain<T>(
  ask: () => Promise<T>,
  onFailed: (error: unknown) => void,
  waitFor: (delayMs: number) => Promise<void> = wait,
): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      onFailed(error);
      if (attempt === MOST_RETRIES) throw error;
      await waitFor(backoffMs(attempt));
    }
  }
}
