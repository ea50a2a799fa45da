import { formatTime, isoDuration } from "../../shared/timestamps.ts";
import { useNow } from "../../ui/controls/use-now.ts";

/** How long the recording runs; not read aloud every second. */
export function Elapsed({ startedAtMs }: { readonly startedAtMs: number }) {
  const nowMs = useNow();
  const elapsedMs = nowMs - startedAtMs;
  return (
    <time class="elapsed" datetime={isoDuration(elapsedMs)} aria-live="off">
      {formatTime(elapsedMs)}
    </time>
  );
}
