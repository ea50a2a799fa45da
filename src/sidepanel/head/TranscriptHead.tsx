import { type Signal, useSignal } from "@preact/signals";
import type { AudioSource } from "../../../protocol/audio.ts";
import { uiLanguage, words } from "../../i18n/index.ts";
import type { ExportFormat } from "../../shared/export/formats.ts";
import { toText } from "../../shared/export/to-text.ts";
import type { Transcript } from "../../shared/transcript.ts";
import { CopyButton } from "../../ui/controls/CopyButton.tsx";
import { ExportMenu } from "../../ui/export/ExportMenu.tsx";
import { NotSaved } from "../../ui/export/NotSaved.tsx";
import { type SaveFailure, saveTranscript } from "../../ui/export/save-transcript.ts";
import { SearchField } from "./SearchField.tsx";
import { SpeakerNames } from "./SpeakerNames.tsx";

interface TranscriptHeadProps {
  readonly transcript: Transcript;
  readonly hasLines: boolean;
  readonly query: Signal<string>;
  readonly matches: number | null;
  /** Null where the speakers cannot be renamed: only the current meeting's can. */
  readonly rename: ((source: AudioSource, name: string) => void) | null;
}

/** The meeting's title and what can be done with its transcript. */
export function TranscriptHead({ transcript, hasLines, query, matches, rename }: TranscriptHeadProps) {
  const failed = useSignal<{ readonly format: ExportFormat; readonly code: SaveFailure } | null>(null);
  const save = async (format: ExportFormat) => {
    failed.value = null;
    const code = await saveTranscript(transcript, format);
    if (code !== null) failed.value = { format, code };
  };
  return (
    <>
      <h1 title={transcript.title}>{transcript.title || words.panel.title}</h1>
      {hasLines && (
        <div class="tools">
          <SearchField query={query} matches={matches} />
          <CopyButton
            action="copy-all"
            label={words.panel.copyAll}
            text={() => toText(transcript, uiLanguage)}
          />
          <ExportMenu save={(format) => void save(format)} />
        </div>
      )}
      {failed.value !== null && (
        <NotSaved
          {...failed.value}
          again={(format) => void save(format)}
          dismiss={() => {
            failed.value = null;
          }}
        />
      )}
      {hasLines && rename !== null && <SpeakerNames speakers={transcript.speakers} rename={rename} />}
    </>
  );
}
