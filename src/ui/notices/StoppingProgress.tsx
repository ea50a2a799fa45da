import { useEffect, useState } from "preact/hooks";
import { formatDuration } from "../../i18n/format.ts";
import { words } from "../../i18n/index.ts";
import type { StoppingNews } from "./status-news.ts";

/** An ordinary end is over within this; a longer one shows how far it is and how to cut it short. */
const PATIENCE_MS = 5000;

interface StoppingProgressProps extends StoppingNews {
  readonly finishNow: () => void;
}

/** The last captions after Stop, then better words for some: what is left, and a way not to wait for it. */
export function StoppingProgress({ leftMs, fraction, isLong, improved, finishNow }: StoppingProgressProps) {
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsOver(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!isLong && !isOver) return null;
  const seconds = Math.ceil(leftMs / 1000);
  const { almost, finishNowNote, finishUnimprovedNote, improving, left } = words.stopping;
  const captions = seconds === 0 ? almost : left(formatDuration(seconds));
  return (
    <div class="notice" data-stopping={seconds} data-improved={improved?.done}>
      <span>{improved === null ? captions : improving(improved.done, improved.all)}</span>
      <progress value={fraction} aria-label={words.stopping.progress} />
      <span class="choices">
        <button type="button" data-action="finish-now" onClick={finishNow}>
          {words.stopping.finishNow}
        </button>
        <span class="quiet">{improved === null ? finishNowNote : finishUnimprovedNote}</span>
      </span>
    </div>
  );
}
