import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

interface SectionProps {
  readonly id: string;
  readonly title: string;
  readonly children: ComponentChildren;
}

/** A part of the page; the address's `#id` scrolls to it and gives it the focus. */
export function Section({ id, title, children }: SectionProps) {
  const section = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    // The page is rendered after it was loaded, so the browser could not follow the address by itself.
    if (location.hash !== `#${id}`) return;
    section.current?.scrollIntoView({ block: "center" });
    section.current?.focus({ preventScroll: true });
  }, []);
  return (
    <section id={id} ref={section} tabIndex={-1} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      {children}
    </section>
  );
}
