import type { Signal } from "@preact/signals";
import { words } from "../../i18n/index.ts";
import type { Transcript } from "../../shared/transcript.ts";
import type { SessionStore } from "../../ui/connection/session-store.ts";
import { SearchField } from "../../ui/editing/SearchField.tsx";
import { type Renaming, SpeakerNames } from "../../ui/editing/SpeakerNames.tsx";
import { useExports } from "../../ui/export/use-exports.tsx";

interface TranscriptHeadProps extends Renaming {
  readonly transcript: Transcript;
  readonly store: SessionStore;
  readonly hasLines: boolean;
  readonly query: Signal<string>;
  readonly matches: number | null;
}

/** The meeting's title and what can be done with its transcript. */
export function TranscriptHead({
  transcript,
  store,
  hasLines,
  query,
  matches,
  ...renaming
}: TranscriptHeadProps) {
  const exports = useExports(transcript, store);
  return (
    <>
      <h1 title={transcript.title}>{transcript.title || words.panel.title}</h1>
      {hasLines && (
        <div class="tools">
          <SearchField query={query} matches={matches} />
          {exports.buttons}
        </div>
      )}
      {exports.notice}
      {hasLines && <SpeakerNames speakers={transcript.speakers} {...renaming} />}
    </>
  );
}
