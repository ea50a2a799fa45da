import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { uiLanguage, words } from "../../i18n/index.ts";
import type { ExportFormat } from "../../shared/export/formats.ts";
import { FIRST_PARTS } from "../../shared/export/parts.ts";
import { toText } from "../../shared/export/to-text.ts";
import type { Transcript } from "../../shared/transcript.ts";
import type { SessionStore } from "../connection/session-store.ts";
import { CopyButton } from "../controls/CopyButton.tsx";
import { ErrorNotice } from "../notices/ErrorNotice.tsx";
import { type CopiedFormat, copyTranscript } from "./copy-transcript.ts";
import { ExportMenu } from "./ExportMenu.tsx";
import { type SaveFailure, saveTranscript } from "./save-transcript.ts";

interface Failure {
  readonly code: SaveFailure | "copy_refused";
  readonly again: () => void;
}

/** What a transcript can be saved and copied as, with what goes in as the user chose it for every meeting. */
export function useExports(
  transcript: Transcript,
  store: Pick<SessionStore, "settings" | "send">,
): {
  readonly buttons: ComponentChildren;
  /** Why there is no file, or nothing on the clipboard, and another try of the same. */
  readonly notice: ComponentChildren;
} {
  const parts = store.settings.value?.exportParts ?? FIRST_PARTS;
  const failure = useSignal<Failure | null>(null);
  const save = async (format: ExportFormat): Promise<void> => {
    failure.value = null;
    const code = await saveTranscript(transcript, format, parts);
    if (code !== null) failure.value = { code, again: () => void save(format) };
  };
  const copy = async (format: CopiedFormat): Promise<boolean> => {
    failure.value = null;
    const code = await copyTranscript(transcript, format, parts);
    if (code !== null) failure.value = { code, again: () => void copy(format) };
    return code === null;
  };
  return {
    buttons: (
      <>
        <CopyButton
          action="copy-all"
          label={words.panel.copyAll}
          text={() => toText(transcript, uiLanguage, parts)}
        />
        <ExportMenu
          save={(format) => void save(format)}
          copy={copy}
          parts={parts}
          changePart={(part, isIn) =>
            store.send({ type: "change-settings", change: { exportParts: { [part]: isIn } } })
          }
        />
      </>
    ),
    notice: failure.value !== null && (
      <ErrorNotice
        code={failure.value.code}
        onDismiss={() => {
          failure.value = null;
        }}
      >
        <button type="button" class="plain" data-action="export-again" onClick={failure.value.again}>
          {words.panel.exportAgain}
        </button>
      </ErrorNotice>
    ),
  };
}
