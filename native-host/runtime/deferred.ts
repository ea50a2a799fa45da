/**
 * A promise that is settled from outside (`Promise.withResolvers`, which Node 20 lacks). Its failure counts as
 * handled as long as no code waits for it.
 */
export class Deferred<T> {
  readonly promise: Promise<T>;
  #settle: { resolve: (value: T) => void; reject: (error: Error) => void } | null = null;

  constructor() {
    this.promise = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    this.promise.catch(() => {
      // Code that waits receives the failure; without this line the process would end when none does.
    });
  }

  resolve(value: T): void {
    this.#settle?.resolve(value);
  }

  reject(error: Error): void {
    this.#settle?.reject(error);
  }
}
