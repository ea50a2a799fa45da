import { words } from "../../i18n/index.ts";
import type { ExportFormat } from "../../shared/export/formats.ts";
import { ErrorNotice } from "../notices/ErrorNotice.tsx";
import type { SaveFailure } from "./save-transcript.ts";

interface NotSavedProps {
  readonly format: ExportFormat;
  readonly code: SaveFailure;
  readonly again: (format: ExportFormat) => void;
  readonly dismiss: () => void;
}

/** The browser has not written a file: why, and another try of the same. */
export function NotSaved({ format, code, again, dismiss }: NotSavedProps) {
  return (
    <ErrorNotice code={code} onDismiss={dismiss}>
      <button type="button" class="plain" data-action="save-again" onClick={() => again(format)}>
        {words.panel.saveAgain}
      </button>
    </ErrorNotice>
  );
}
