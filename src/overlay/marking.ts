import { type ReadonlySignal, signal } from "@preact/signals";
import type { Message } from "../shared/messages/to-background.ts";
import { later } from "../ui/connection/later.ts";

type Press = Message<"mark-moment">;

/** Long enough to be read beside captions. */
const SHOWN_FOR_MS = 3000;

/** The button that marks this moment: what was pressed and is not yet answered, and what is said of the last answer. */
export interface Marking {
  /** Whether the moment was marked; null while nothing is said of it. */
  readonly outcome: ReadonlySignal<boolean | null>;
  readonly press: (session: string) => void;
  readonly answered: (answer: { readonly mark: string; readonly isMarked: boolean }) => void;
  /** To a worker that was started again: the one before may not have taken it. */
  readonly sendAgain: (session: string) => void;
}

export function newMarking(send: (press: Press) => void, now: () => number = Date.now): Marking {
  const pending = new Map<string, Press>();
  const outcome = signal<boolean | null>(null);
  const forget = later(SHOWN_FOR_MS, () => {
    outcome.value = null;
  });
  return {
    outcome,
    press(session) {
      const press = { type: "mark-moment", session, mark: crypto.randomUUID(), atMs: now() } as const;
      pending.set(press.mark, press);
      send(press);
    },
    answered({ mark, isMarked }) {
      pending.delete(mark);
      outcome.value = isMarked;
      forget(null);
    },
    sendAgain(session) {
      for (const press of pending.values()) {
        if (press.session === session) send(press);
        else pending.delete(press.mark);
      }
    },
  };
}
