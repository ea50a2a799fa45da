interface UpdateGateNeeds {
  readonly isIdle: () => boolean;
  /** Ends this version and starts the new one. */
  readonly reload: () => void;
}

/** Holds an update of the extension back until no meeting runs: it would cut the capture off. */
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

  /** A meeting may be over. */
  check(): void {
    if (!this.#isWaiting || !this.#needs.isIdle()) return;
    this.#isWaiting = false;
    this.#needs.reload();
  }
}
