import { AUDIO_SOURCES, type AudioSource } from "../../protocol/audio.ts";

/**
 * Decides when to tell the sender which frame is wanted next. Storing asks for it soon, once for however many
 * frames came until then. A frame out of order asks once, and again at every reminder until
 * the wanted one comes: answering each would make the sender rewind once per frame.
 */
export class Acknowledger {
  readonly #acknowledge: (source: AudioSource) => void;
  readonly #soon: (task: () => void) => void;
  readonly #due = new Set<AudioSource>();
  readonly #behind = new Set<AudioSource>();

  constructor(acknowledge: (source: AudioSource) => void, soon: (task: () => void) => void) {
    this.#acknowledge = acknowledge;
    this.#soon = soon;
  }

  /** A frame was stored, or was stored already. */
  stored(source: AudioSource): void {
    this.#behind.delete(source);
    this.#request(source);
  }

  /** A frame came that cannot be stored before the wanted one. */
  hole(source: AudioSource): void {
    if (!this.#behind.has(source)) this.#request(source);
    this.#behind.add(source);
  }

  /** The wanted frame came and could not be written: ask for it again, but not before the next reminder. */
  refused(source: AudioSource): void {
    this.#behind.add(source);
  }

  remind(): void {
    for (const source of AUDIO_SOURCES) if (this.#behind.has(source)) this.#request(source);
  }

  #request(source: AudioSource): void {
    if (this.#due.size === 0) this.#soon(() => this.#flush());
    this.#due.add(source);
  }

  #flush(): void {
    const due = [...this.#due];
    this.#due.clear();
    for (const source of due) this.#acknowledge(source);
  }
}
