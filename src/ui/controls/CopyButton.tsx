import { useState } from "preact/hooks";
import { errorKind } from "../../../protocol/errors.ts";
import { words } from "../../i18n/index.ts";
import { copyText } from "./copy-text.ts";

/** How long the button says whether it worked. */
const CONFIRM_MS = 2000;

interface CopyButtonProps {
  readonly action: string;
  readonly label: string;
  /** Asked for when the button is pressed. */
  readonly text: () => string;
}

export function CopyButton({ action, label, text }: CopyButtonProps) {
  const [isCopied, setIsCopied] = useState<boolean | null>(null);
  const copy = async () => {
    try {
      await copyText(text());
      setIsCopied(true);
    } catch (error) {
      console.warn("The browser did not copy:", errorKind(error));
      setIsCopied(false);
    }
    setTimeout(() => setIsCopied(null), CONFIRM_MS);
  };
  const outcome = isCopied === true ? words.panel.copied : words.panel.notCopied;
  return (
    <button type="button" data-action={action} onClick={() => void copy()}>
      <span aria-live="polite">{isCopied === null ? label : outcome}</span>
    </button>
  );
}
