import { computed } from "@preact/signals";
import { useEffect, useLayoutEffect, useMemo, useState } from "preact/hooks";
import { errorKind } from "../../../protocol/errors.ts";
import type { AudioOutline } from "../../shared/audio/stored-audio.ts";
import type { Line } from "../../shared/lines/shown-lines.ts";
import type { StoredAudio } from "../../shared/messages/to-views.ts";
import { askAgain } from "../../ui/connection/ask-again.ts";
import type { PlayedLines } from "../../ui/transcript/line-actions.ts";
import { Player } from "./player.ts";

/** What the page asks the background of a meeting's audio. */
export interface AudioQueries {
  readonly outline: (session: string) => Promise<AudioOutline>;
  readonly read: (session: string, startSample: number, samples: number) => Promise<StoredAudio>;
}

/** A meeting whose audio is stored. */
export interface Listening {
  readonly outline: AudioOutline;
  readonly player: Player;
  readonly played: PlayedLines;
}

interface Listened {
  readonly session: string;
  /** The meeting that runs is listened to once it has ended. */
  readonly isRunning: boolean;
  readonly lines: readonly Line[];
  /** Another one whenever the meeting may be other than it was. */
  readonly version: unknown;
}

/** Null as long as nothing of the meeting's audio is stored, or not known to be. */
export function useListening(
  audio: AudioQueries,
  { session, isRunning, lines, version }: Listened,
): Listening | null {
  const [outline, setOutline] = useState<AudioOutline | null>(null);
  useEffect(() => {
    if (isRunning) return undefined;
    let isWanted = true;
    void readOutline(audio, session).then((now) => {
      // A meeting that was renamed plays on.
      if (isWanted && now !== null) setOutline((before) => (before?.bytes === now.bytes ? before : now));
    });
    return () => {
      isWanted = false;
    };
  }, [audio, session, isRunning, version]);
  const player = useMemo(
    () =>
      outline === null || outline.bytes === 0
        ? null
        : new Player(outline.spans, (startSample, samples) => audio.read(session, startSample, samples)),
    [audio, session, outline],
  );
  useLayoutEffect(() => () => player?.close(), [player]);
  return useMemo(
    () =>
      player === null || outline === null
        ? null
        : { outline, player, played: playedLines(player, outline, lines) },
    [player, outline, lines],
  );
}

/** Null where no worker says what there is. */
export async function readOutline(
  { outline }: Pick<AudioQueries, "outline">,
  session: string,
  waitFor?: (delayMs: number) => Promise<void>,
): Promise<AudioOutline | null> {
  try {
    return await askAgain(
      () => outline(session),
      (error) => console.warn("The meeting's audio cannot be found:", errorKind(error)),
      waitFor,
    );
  } catch {
    return null;
  }
}

function playedLines(player: Player, { spans }: AudioOutline, lines: readonly Line[]): PlayedLines {
  const playing = computed(() => {
    const { value: state } = player.state;
    return state === "playing" || state === "loading" ? lineAt(lines, player.position.value) : null;
  });
  return {
    playing,
    canPlay: (line) =>
      line.isFinal &&
      spans.some(
        ({ source, startSample, endSample }) =>
          source === line.source && startSample < line.endSample && line.startSample < endSample,
      ),
    toggle(line) {
      if (playing.value === line) player.pause();
      else void player.playFrom(line.startSample);
    },
  };
}

/** The line that is spoken at a sample, of two at once the one that began last; null where none is (pure). */
function lineAt(lines: readonly Line[], sample: number): Line | null {
  return lines.findLast(({ startSample, endSample }) => startSample <= sample && sample < endSample) ?? null;
}
