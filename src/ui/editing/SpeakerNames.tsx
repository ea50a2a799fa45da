import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { AUDIO_SOURCES, type AudioSource } from "../../../protocol/audio.ts";
import { words } from "../../i18n/index.ts";
import type { Transcript } from "../../shared/transcript.ts";
import { speakerName } from "../captions/speaker.ts";

type Rename = (source: AudioSource, name: string) => void;

/** Both speakers by name; a click renames one everywhere. */
export function SpeakerNames({ speakers, rename }: { speakers: Transcript["speakers"]; rename: Rename }) {
  const [renamed, setRenamed] = useState<AudioSource | null>(null);
  return (
    <div class="speakers">
      {AUDIO_SOURCES.map((source) =>
        renamed === source ? (
          <NameField
            key={source}
            name={speakerName(speakers, source)}
            done={(name) => {
              setRenamed(null);
              if (name !== null) rename(source, name);
            }}
          />
        ) : (
          <button
            type="button"
            class="plain speaker"
            key={source}
            data-action="rename"
            data-source={source}
            aria-label={words.panel.rename(speakerName(speakers, source))}
            title={words.panel.rename(speakerName(speakers, source))}
            onClick={() => setRenamed(source)}
          >
            {speakerName(speakers, source)}
            <svg viewBox="0 0 16 16" width="12" height="12" aria-hidden="true">
              <path
                d="M3 13l.6-3L11 2.6 13.4 5 6 12.4z"
                fill="none"
                stroke="currentColor"
                stroke-width="1.3"
              />
            </svg>
          </button>
        ),
      )}
    </div>
  );
}

/** Enter or leaving the field keeps the name, Escape does not; `done(null)` means no change. */
function NameField({ name, done }: { readonly name: string; readonly done: (name: string | null) => void }) {
  const field = useRef<HTMLInputElement>(null);
  // Once, and not by a ref that is called with each new caption: what is being typed would be selected, and written over.
  useLayoutEffect(() => field.current?.select(), []);
  const finish = (typed: string) => done(typed.trim() === "" || typed.trim() === name ? null : typed.trim());
  return (
    <input
      type="text"
      name="speaker"
      defaultValue={name}
      maxLength={60}
      aria-label={words.panel.speakerName}
      ref={field}
      onKeyDown={(event) => {
        if (event.isComposing) return;
        if (event.key === "Escape") event.currentTarget.value = name;
        // Leaving the field is what finishes, so that it happens once.
        if (event.key === "Escape" || event.key === "Enter") event.currentTarget.blur();
      }}
      onBlur={(event) => finish(event.currentTarget.value)}
    />
  );
}
