/**
 * A promise that is settled from outside (`Promise.withResolvers`, which Node 20 lacks). Its failure counts as
 * handled as long as no code waits for it.
 */
export class Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;

  constructor() {
    // The promise calls what gives them before it is made.
    let resolve!: (value: T) => void;
    let reject!: (error: Error) => void;
    this.promise = new Promise<T>((...settle) => {
      [resolve, reject] = settle;
    });
    this.resolve = resolve;
    this.reject = reject;
    this.promise.catch(() => {
      // Code that waits receives the failure; without this line the process would end when none does.
    });
  }
}

interface Wait {
  readonly target: number;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** A count of frames that others wait for: `reach(n)` resolves as soon as the value is at least `n`. */
export class Watermark {
  #value: number;
  #failure: Error | null = null;
  #waits: Wait[] = [];

  constructor(value: number) {
    this.#value = value;
  }

  get value(): number {
    return this.#value;
  }

  set(value: number): void {
    this.#value = value;
    if (this.#waits.length === 0) return;
    const reached = this.#waits.filter(({ target }) => target <= value);
    this.#waits = this.#waits.filter(({ target }) => target > value);
    for (const { resolve } of reached) resolve();
  }

  /** The value will not rise any more: what waits now or later fails with the cause. A target already reached stays reached. */
  fail(error: Error): void {
    this.#failure = error;
    for (const { reject } of this.#waits.splice(0)) reject(error);
  }

  reach(target: number): Promise<void> {
    if (this.#value >= target) return Promise.resolve();
    if (this.#failure !== null) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      this.#waits.push({ target, resolve, reject });
    });
  }
}
