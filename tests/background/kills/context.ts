/** One context of the extension: a worker, the offscreen document, a view. Whatever it started ends with it. */
export class Context {
  readonly page: string;
  isAlive = true;
  readonly onEnd: (() => void)[] = [];

  constructor(page: string) {
    this.page = page;
  }

  end(): void {
    if (!this.isAlive) return;
    this.isAlive = false;
    for (const action of this.onEnd) action();
  }
}

/** How what happens outside of a context reaches it, and the other way round. */
export interface Surroundings {
  /** Runs `action` once everything before it has run. */
  readonly queue: (action: () => void) => void;
  /** Runs `action` in the context. */
  readonly run: (context: Context, action: () => void) => void;
  /** Something that others see; `effect` is left out where the context has ended. */
  readonly step: (what: string, effect: () => void) => void;
}
