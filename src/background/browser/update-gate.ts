interface UpdateGateNeeds {
  readonly isIdle: () => boolean;
  /** Whether a page of ours is open, which would be closed with what is typed there. */
  readonly isAnyViewOpen: () => boolean;
  /** Ends this version and starts the new one. */
  readonly reload: () => void;
}

/**
 * Holds an update of the extension back until no meeting runs and no view is open: it would cut the capture off, and close what is
 * read or written. The browser's own start takes it in any case.
 */
export class UpdateGate {
  readonly #needs: UpdateGateNeeds;
  #isWaiting = false;

  constructor(needs: UpdateGateNeeds) {
    this.#needs = needs;
  }

  /** The browser has a new version ready. */
  available(): void {
    this.#isWaiting = true;
    this.check();
  }

  /** A meeting may be over, or the last view have been closed for a while. */
  check(): void {
    if (!this.#isWaiting || !this.#needs.isIdle() || this.#needs.isAnyViewOpen()) return;
    this.#isWaiting = false;
    this.#needs.reload();
  }
}
