import { AUDIO_SOURCES, type AudioSource } from "../../protocol/audio.ts";

/** @param resend the sender shall send again from the wanted frame on */
type Acknowledge = (source: AudioSource, resend: boolean) => void;

/**
 * Decides when to tell the sender which frame is wanted next. Storing asks for it soon, once for however many
 * frames came until then. A frame out of order asks for it again, once, and at every reminder until
 * the wanted one comes: answering each would make the sender rewind once per frame.
 */
export class Acknowledger {
  readonly #acknowledge: Acknowledge;
  readonly #soon: (task: () => void) => void;
  /** Sources to acknowledge soon, and whether to ask for frames again. */
  readonly #due = new Map<AudioSource, boolean>();
  readonly #behind = new Set<AudioSource>();

  constructor(acknowledge: Acknowledge, soon: (task: () => void) => void) {
    this.#acknowledge = acknowledge;
    this.#soon = soon;
  }

  /** The wanted frame was stored. */
  stored(source: AudioSource): void {
    this.#behind.delete(source);
    this.#request(source, false);
  }

  /** A frame came that is stored already: its sender may not know. */
  duplicate(source: AudioSource): void {
    this.#request(source, this.#due.get(source) ?? false);
  }

  /** A frame came that cannot be stored before the wanted one. */
  hole(source: AudioSource): void {
    if (!this.#behind.has(source)) this.#request(source, true);
    this.#behind.add(source);
  }

  /** The wanted frame came and could not be written: ask for it again, but not before the next reminder. */
  refused(source: AudioSource): void {
    this.#behind.add(source);
  }

  remind(): void {
    for (const source of AUDIO_SOURCES) if (this.#behind.has(source)) this.#request(source, true);
  }

  #request(source: AudioSource, resend: boolean): void {
    if (this.#due.size === 0) this.#soon(() => this.#flush());
    this.#due.set(source, resend);
  }

  #flush(): void {
    const due = [...this.#due];
    this.#due.clear();
    for (const [source, resend] of due) this.#acknowledge(source, resend);
  }
}
