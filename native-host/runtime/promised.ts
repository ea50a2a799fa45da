/** A value that is yet to come. Its failure is nobody's concern as long as nobody waits for it. */
export class Promised<T> {
  readonly promise: Promise<T>;
  #settle: { resolve: (value: T) => void; reject: (error: Error) => void } | null = null;

  constructor() {
    this.promise = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    this.promise.catch(() => {
      // Whoever waits hears of it; without this line the process would end when nobody does.
    });
  }

  resolve(value: T): void {
    this.#settle?.resolve(value);
  }

  reject(error: Error): void {
    this.#settle?.reject(error);
  }
}
