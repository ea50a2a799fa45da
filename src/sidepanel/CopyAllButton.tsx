import { useState } from "preact/hooks";
import { toText } from "../shared/export/to-text.ts";
import type { Transcript } from "../shared/transcript.ts";
import { words } from "../ui/words.ts";
import { copyText } from "./copy-text.ts";

/** How long the button says that it worked. */
const CONFIRM_MS = 2000;

export function CopyAllButton({ transcript }: { readonly transcript: Transcript }) {
  const [hasCopied, setHasCopied] = useState(false);
  const copy = async () => {
    await copyText(toText(transcript));
    setHasCopied(true);
    setTimeout(() => setHasCopied(false), CONFIRM_MS);
  };
  return (
    <button type="button" data-action="copy-all" onClick={() => void copy()}>
      <span aria-live="polite">{hasCopied ? words.panel.copied : words.panel.copyAll}</span>
    </button>
  );
}
