import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

interface DisclosureProps {
  readonly show: string;
  readonly hide: string;
  /** The same in more words, on demand and for screen readers. */
  readonly label?: string;
  /** Which one it is, for those who look it up. */
  readonly action: string;
  readonly children: ComponentChildren;
}

/**
 * A quiet button of a line that shows what it hides. No tab stop, as all within lines; the right arrow key
 * presses it (`src/ui/transcript/line-actions.ts`).
 */
export function Disclosure({ show, hide, label, action, children }: DisclosureProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        class="plain disclosure"
        tabIndex={-1}
        data-action={action}
        aria-expanded={isOpen}
        aria-label={label}
        title={label}
        onClick={() => setIsOpen(!isOpen)}
      >
        {isOpen ? hide : show}
      </button>
      {isOpen && children}
    </>
  );
}
