import { useState } from "preact/hooks";
import { words } from "../../i18n/index.ts";
import { copyText } from "./copy-text.ts";

/** How long the button says that it worked. */
const CONFIRM_MS = 2000;

interface CopyButtonProps {
  readonly action: string;
  readonly label: string;
  /** Asked for when the button is pressed. */
  readonly text: () => string;
}

export function CopyButton({ action, label, text }: CopyButtonProps) {
  const [hasCopied, setHasCopied] = useState(false);
  const copy = async () => {
    await copyText(text());
    setHasCopied(true);
    setTimeout(() => setHasCopied(false), CONFIRM_MS);
  };
  return (
    <button type="button" data-action={action} onClick={() => void copy()}>
      <span aria-live="polite">{hasCopied ? words.panel.copied : label}</span>
    </button>
  );
}
