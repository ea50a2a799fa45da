/** In a web page: our script in the main frame, or a page of ours in a frame of it. */
interface InTab {
  readonly tab: { readonly id: number; readonly url: string };
  readonly frameId: number;
}

/** One context of the extension: a worker, the offscreen document, a view. Whatever it started ends with it. */
export class Context {
  readonly page: string;
  /** Where in the browser it stands; absent for a page of the extension in a place of its own. */
  readonly tab: InTab | undefined;
  isAlive = true;
  readonly onEnd: (() => void)[] = [];

  constructor(page: string, tab?: InTab) {
    this.page = page;
    this.tab = tab;
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
