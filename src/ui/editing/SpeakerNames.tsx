import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { AUDIO_SOURCES, type AudioSource } from "../../../protocol/audio.ts";
import { words } from "../../i18n/index.ts";
import { voiceName } from "../../shared/lines/voices.ts";
import type { Transcript } from "../../shared/transcript.ts";
import { speakerName } from "../captions/speaker.ts";

/** What is done when a side of the meeting, or one voice of it, is called by another name. */
export interface Renaming {
  readonly rename: (source: AudioSource, name: string) => void;
  readonly renameVoice: (voice: string, name: string) => void;
}

interface NamedSpeaker {
  readonly source: AudioSource;
  readonly name: string;
  readonly voice?: string;
}

/**
 * Everybody by name; a click renames one everywhere. Where voices are told apart each has its own name beside that of its side,
 * which stands for what is of no known voice; who gets the name of another is the same person.
 */
export function SpeakerNames({
  speakers,
  rename,
  renameVoice,
}: Renaming & { readonly speakers: Transcript["speakers"] }) {
  const [renamed, setRenamed] = useState<string | null>(null);
  const all = AUDIO_SOURCES.flatMap((source): NamedSpeaker[] => [
    ...(source === "tab" ? voicesOf(speakers) : []),
    { source, name: speakerName(speakers, source) },
  ]);
  const names = [...new Set(all.map(({ name }) => name))];
  return (
    <div class="speakers">
      {all.map(({ name, ...speaker }) => {
        const key = `${speaker.source} ${speaker.voice ?? ""}`;
        return renamed === key ? (
          <NameField
            key={key}
            name={name}
            others={names.filter((other) => other !== name)}
            done={(given) => {
              setRenamed(null);
              if (given === null) return;
              if (speaker.voice === undefined) rename(speaker.source, given);
              else renameVoice(speaker.voice, given);
            }}
          />
        ) : (
          <button
            type="button"
            class="plain speaker"
            key={key}
            data-action="rename"
            data-source={speaker.source}
            data-voice={speaker.voice}
            aria-label={words.panel.rename(name)}
            title={words.panel.rename(name)}
            onClick={() => setRenamed(key)}
          >
            {name}
            <svg viewBox="0 0 16 16" width="12" height="12" aria-hidden="true">
              <path
                d="M3 13l.6-3L11 2.6 13.4 5 6 12.4z"
                fill="none"
                stroke="currentColor"
                stroke-width="1.3"
              />
            </svg>
          </button>
        );
      })}
    </div>
  );
}

/** The voices that have a name of their own, be it a number. */
function voicesOf(speakers: Transcript["speakers"]): NamedSpeaker[] {
  return (speakers.voices ?? []).flatMap((voice) => {
    const name = voiceName(voice, speakers);
    return name === undefined ? [] : [{ source: "tab", name, voice: voice.id }];
  });
}

/** Enter or leaving the field keeps the name, Escape does not; `done(null)` means no change. */
function NameField({
  name,
  others,
  done,
}: {
  readonly name: string;
  /** Names to choose from. */
  readonly others: readonly string[];
  readonly done: (name: string | null) => void;
}) {
  const field = useRef<HTMLInputElement>(null);
  // Once, and not by a ref that is called with each new caption: what is being typed would be selected, and written over.
  useLayoutEffect(() => field.current?.select(), []);
  const finish = (typed: string) => done(typed.trim() === "" || typed.trim() === name ? null : typed.trim());
  const list = useId();
  return (
    <>
      <input
        type="text"
        name="speaker"
        list={list}
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
      <datalist id={list}>
        {others.map((other) => (
          <option key={other} value={other} />
        ))}
      </datalist>
    </>
  );
}
