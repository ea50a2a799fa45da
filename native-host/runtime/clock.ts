/** Time as the host's logic gets it, so that tests can hold it in their hands. */
export interface Clock {
  /** Milliseconds since some fixed moment; never goes back. */
  readonly nowMs: () => number;
  /** Runs `task` after that long; keeps no process alive. */
  readonly after: (delayMs: number, task: () => void) => void;
  /** Runs `task` again and again until the returned function is called; keeps no process alive. */
  readonly every: (periodMs: number, task: () => void) => () => void;
}

export const systemClock: Clock = {
  nowMs: () => performance.now(),
  after: (delayMs, task) => {
    setTimeout(task, delayMs).unref();
  },
  every: (periodMs, task) => {
    const timer = setInterval(task, periodMs).unref();
    return () => {
      clearInterval(timer);
    };
  },
};
