import type { LagNews } from "./status-news.ts";
import { words } from "./words.ts";

/** How far captions are behind. The figure changes every second, so a screen reader is told once that they are late. */
export function LagNotice({ lagMs, isSafe }: LagNews) {
  const seconds = Math.round(lagMs / 1000);
  const late = words.duration(seconds);
  return (
    <div class="notice" data-lag={seconds}>
      <span class="visually-hidden" role="status">
        {words.late}
      </span>
      <span>{isSafe ? words.lag(late) : words.lagUnsafe(late)}</span>
    </div>
  );
}
