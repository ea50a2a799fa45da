import { useEffect, useState } from "preact/hooks";
import { formatTime, isoDuration } from "../../shared/timestamps.ts";

/** How long the recording runs; not read aloud every second. */
export function Elapsed({ startedAtMs }: { readonly startedAtMs: number }) {
  const [nowMs, setNowMs] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const elapsedMs = nowMs - startedAtMs;
  return (
    <time class="elapsed" datetime={isoDuration(elapsedMs)} aria-live="off">
      {formatTime(elapsedMs)}
    </time>
  );
}
