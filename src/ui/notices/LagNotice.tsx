import { formatDuration } from "../../i18n/format.ts";
import { words } from "../../i18n/index.ts";
import type { LagNews } from "./status-news.ts";
import { stepWords } from "./step-words.ts";

/**
 * How far captions are behind, and what they do without to catch up. The figure changes every second, so a screen reader
 * is told once that they are late, and again when what is given up changes.
 */
export function LagNotice({ lagMs, step, isSafe }: LagNews) {
  const givenUp = stepWords(step);
  if (lagMs === null)
    return (
      <div class="notice" data-step={step}>
        <span role="status">
          {givenUp} {isSafe && words.soundIsSafe}
        </span>
      </div>
    );
  const seconds = Math.round(lagMs / 1000);
  const late = formatDuration(seconds);
  return (
    <div class="notice" data-lag={seconds} data-step={step}>
      <span class="visually-hidden" role="status">
        {words.late} {givenUp}
      </span>
      <span>{isSafe ? words.lag(late) : words.lagUnsafe(late)}</span>
      {givenUp !== "" && <span aria-hidden="true">{givenUp}</span>}
    </div>
  );
}
