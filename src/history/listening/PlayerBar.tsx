import { useSignal } from "@preact/signals";
import { samplesToMs } from "../../../protocol/audio.ts";
import { formatSize } from "../../i18n/format.ts";
import { words } from "../../i18n/index.ts";
import { formatTime } from "../../shared/timestamps.ts";
import { DeleteQuestion } from "../../ui/meetings/DeleteQuestion.tsx";
import { forwardKey } from "../../ui/page-language.ts";
import { type Player, SPEEDS } from "./player.ts";
import type { Listening } from "./use-listening.ts";

const STEP_SECONDS = 5;
const SMALLEST_BYTES = 1_000_000;

interface PlayerBarProps extends Pick<Listening, "outline" | "player"> {
  readonly remove: () => void;
}

/** Plays what is stored of the meeting's audio: where it stands, how fast, how much there is, and that it goes. */
export function PlayerBar({ outline, player, remove }: PlayerBarProps) {
  const isAsking = useSignal(false);
  const text = words.listening;
  const state = player.state.value;
  const isPlaying = state === "playing" || state === "loading";
  return (
    <>
      <div
        class="player"
        role="group"
        aria-label={text.title}
        data-player={state}
        onKeyDown={(event) => stepBy(event, player)}
      >
        <button
          type="button"
          class="primary"
          data-action="play"
          onClick={() => (isPlaying ? player.pause() : void player.play())}
        >
          {isPlaying ? text.pause : text.play}
        </button>
        <button type="button" data-action="step-back" onClick={() => player.move(-STEP_SECONDS)}>
          {text.back}
        </button>
        <button type="button" data-action="step-forward" onClick={() => player.move(STEP_SECONDS)}>
          {text.forward}
        </button>
        <label>
          <span>{text.speed}</span>
          <select
            name="speed"
            value={player.speed.value}
            onChange={({ currentTarget }) => player.setSpeed(SPEEDS[currentTarget.selectedIndex] ?? 1)}
          >
            {SPEEDS.map((speed) => (
              <option key={speed} value={speed}>
                {`${speed}×`}
              </option>
            ))}
          </select>
        </label>
        <PlayerTime player={player} />
        <span class="quiet size" data-audio-bytes={outline.bytes}>
          {text.size(formatSize(Math.max(outline.bytes, SMALLEST_BYTES)))}
        </span>
        <button
          type="button"
          data-action="delete-audio"
          onClick={() => {
            isAsking.value = true;
          }}
        >
          {text.delete}
        </button>
      </div>
      {state === "failed" && (
        <p class="notice" role="alert" data-player-failed>
          {text.failed}
        </p>
      )}
      {isAsking.value && (
        <DeleteQuestion
          ask={text.ask}
          remove={() => {
            isAsking.value = false;
            player.pause();
            remove();
          }}
          keep={() => {
            isAsking.value = false;
          }}
        />
      )}
    </>
  );
}

/** Apart: it changes four times a second. */
function PlayerTime({ player }: { readonly player: Player }) {
  const time = formatTime(samplesToMs(player.position.value));
  return (
    <time class="quiet" data-position={player.position.value} aria-label={words.listening.position(time)}>
      {time}
    </time>
  );
}

/** The arrow keys are the buttons beside it, but in the list of speeds. */
function stepBy(event: KeyboardEvent, player: Player): void {
  if (event.target instanceof HTMLSelectElement) return;
  const isForward = event.key === forwardKey();
  if (!isForward && event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
  event.preventDefault();
  player.move(isForward ? STEP_SECONDS : -STEP_SECONDS);
}
