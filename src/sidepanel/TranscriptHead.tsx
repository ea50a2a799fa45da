import type { Signal } from "@preact/signals";
import type { AudioSource } from "../../protocol/audio.ts";
import { toText } from "../shared/export/to-text.ts";
import type { Transcript } from "../shared/transcript.ts";
import { CopyButton } from "../ui/CopyButton.tsx";
import { uiLanguage, words } from "../ui/words.ts";
import { ExportMenu } from "./ExportMenu.tsx";
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
          <ExportMenu transcript={transcript} />
        </div>
      )}
      {hasLines && rename !== null && <SpeakerNames speakers={transcript.speakers} rename={rename} />}
    </>
  );
}
