import type { WordAlert } from "../../shared/status.ts";
import { alertWords, type FindAlertWords } from "../../shared/text/alert-words.ts";
import type { Segment, TranscriptChange } from "../../shared/transcript.ts";

/** A word that is said again within this is the same occasion. */
const QUIET_MS = 20_000;

interface WordAlertsNeeds {
  readonly now: () => number;
  readonly onAlert: (alert: WordAlert) => void;
}

/**
 * Notices when the others say one of the words that the user wants to be alerted to. Only words that will not change count, so
 * that nothing is called out that the next partial takes back; and only those of the others: one's own need no alert. What
 * counts as the word is in `src/shared/text/alert-words.ts`.
 *
 * `src/background/compose.ts` feeds it what `CaptionHub` changes (`onChange`) in the meeting that runs, and hands each alert to
 * `src/background/views/word-alert-display.ts`, which puts it into the status for a while and, where the user allows it, into a
 * notification of the system. Of the status it is shown by `src/shared/notices/notices.ts`, and as "@" on the toolbar button
 * (`src/background/views/toolbar-badge.ts`). The word is marked in its line by `src/ui/captions/CaptionLine.tsx`.
 */
export class WordAlerts {
  readonly #needs: WordAlertsNeeds;
  #wanted: readonly string[] = [];
  #find: FindAlertWords = alertWords([]);
  /** By word, when it was last said. */
  readonly #saidAtMs = new Map<string, number>();
  /** Of the utterance that is being said: what was called out of it. */
  #current: { readonly utterance: number; readonly words: Set<string> } | null = null;

  constructor(needs: WordAlertsNeeds) {
    this.#needs = needs;
  }

  /** A caption of the meeting that runs. `wanted`: the user's setting. */
  take(change: TranscriptChange, wanted: readonly string[]): void {
    if (change.type !== "put" || change.segment.source !== "tab" || isOld(change.segment)) return;
    if (wanted !== this.#wanted) {
      this.#wanted = wanted;
      this.#find = alertWords(wanted);
    }
    const { utterance, stable } = change.segment;
    if (this.#current?.utterance !== utterance) this.#current = { utterance, words: new Set() };
    for (const word of this.#find(stable)) {
      if (this.#current.words.has(word)) continue;
      this.#current.words.add(word);
      this.#said(word);
    }
  }

  #said(word: string): void {
    const atMs = this.#needs.now();
    const lastMs = this.#saidAtMs.get(word);
    this.#saidAtMs.set(word, atMs);
    if (lastMs === undefined || atMs - lastMs >= QUIET_MS) this.#needs.onAlert({ word, atMs });
  }
}

/** A line that was finished before: a correction of it, or the user's own words. */
function isOld({ versions, isEdited }: Segment): boolean {
  return versions !== undefined || isEdited === true;
}
