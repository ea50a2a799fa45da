import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { words } from "../i18n/index.ts";

/** Of a step: the first that is not done is to be done now. */
export type StepState = "done" | "now" | "later";

/** The states of steps of which these are done (pure). */
export function stepStates(areDone: readonly boolean[]): readonly StepState[] {
  const now = areDone.indexOf(false);
  return areDone.map((isDone, index) => (isDone ? "done" : index === now ? "now" : "later"));
}

interface StepProps extends Omit<PartProps, "isNext"> {
  /** Counted from 1. */
  readonly number: number;
  readonly state: StepState;
}

/** One of the steps, with its number and how far it is. */
export function Step({ number, state, id, title, children }: StepProps) {
  return (
    <section
      class="step"
      id={id}
      ref={useAddress(id)}
      tabIndex={-1}
      aria-labelledby={`${id}-title`}
      data-step={state}
    >
      <h2 id={`${id}-title`}>
        <span class="number">{number}</span>
        <span>{title}</span>
        <span class="step-state">{words.welcome.steps[state]}</span>
      </h2>
      {children}
    </section>
  );
}

interface PartProps {
  readonly id: string;
  /** It is what to turn to now. */
  readonly isNext?: boolean;
  readonly title: string;
  readonly children: ComponentChildren;
}

/** A part of a step. */
export function Part({ id, isNext = false, title, children }: PartProps) {
  return (
    <section
      class="part"
      id={id}
      ref={useAddress(id)}
      tabIndex={-1}
      aria-labelledby={`${id}-title`}
      data-next={isNext}
    >
      <h3 id={`${id}-title`}>{title}</h3>
      {children}
    </section>
  );
}

/** A pressed button goes, or can be pressed no more: the keyboard's focus stays in the part, which says what became of it. */
export function leaveButton({ currentTarget }: { readonly currentTarget: HTMLElement }): void {
  currentTarget.closest("section")?.focus({ preventScroll: true });
}

/** The address's `#id` scrolls to the element and gives it the focus. */
function useAddress(id: string) {
  const section = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    // The page is rendered after it was loaded, so the browser could not follow the address by itself.
    if (location.hash !== `#${id}`) return;
    section.current?.scrollIntoView({ block: "center" });
    section.current?.focus({ preventScroll: true });
  }, []);
  return section;
}
