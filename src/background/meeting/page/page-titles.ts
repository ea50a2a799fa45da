/** How many titles of one page are told apart: one that shows a clock has a new one each second. */
const MOST_TITLES = 100;

/**
 * Which of a page's titles is the meeting's. It is chosen by how long each stood: the lobby's title stands before the meeting
 * and the farewell's after it, and neither may name the transcript.
 */
export class PageTitles {
  /** By title, how many observations, about one a second, found it there. */
  readonly #observations = new Map<string, number>();
  /** For how many observations the title that was stored before this object counts. */
  readonly #before: number;

  /** `elapsedMs`: how long the meeting has run, perhaps in workers before this one. */
  constructor(elapsedMs: number) {
    this.#before = Math.max(0, Math.floor(elapsedMs / 1000));
  }

  /**
   * @param stored the transcript's title
   * @param shown the page's; empty where the browser does not say
   * @returns the title that the transcript is to have instead; null when it stays
   */
  observe(stored: string, shown: string): string | null {
    if (this.#observations.size === 0) this.#observations.set(stored, this.#before);
    if (shown === "" || (this.#observations.size >= MOST_TITLES && !this.#observations.has(shown)))
      return null;
    const stood = (this.#observations.get(shown) ?? 0) + 1;
    this.#observations.set(shown, stood);
    // A title that no page had is the user's own.
    const storedStood = this.#observations.get(stored);
    return shown !== stored && storedStood !== undefined && stood > storedStood ? shown : null;
  }
}
