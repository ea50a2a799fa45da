import { useLayoutEffect, useRef } from "preact/hooks";
import type { Segment } from "../shared/transcript.ts";
import { segmentName, type Turn } from "../ui/captions/shown-turns.ts";

/** Says that the text of this revision stands on the page since `shownAtMs` (epoch). */
export type ReportPainted = (segment: Segment, shownAtMs: number) => void;

/** Highest revision reported, by source and utterance. */
type Reported = ReadonlyMap<string, number>;

/** The segments whose present revision has not been reported (pure). */
export function unreported(segments: readonly Segment[], reported: Reported): readonly Segment[] {
  return segments.filter((segment) => segment.revision > (reported.get(segmentName(segment)) ?? -1));
}

/** Reports every revision in `turns` once, after the browser has painted it. */
export function usePaintReport(turns: readonly Turn[], report: ReportPainted): void {
  const reported = useRef(new Map<string, number>());
  useLayoutEffect(() => {
    const segments = turns.flatMap((turn) => turn.segments);
    if (unreported(segments, reported.current).length === 0) return;
    afterPaint(() => {
      const shownAtMs = Date.now();
      for (const segment of unreported(segments, reported.current)) {
        reported.current.set(segmentName(segment), segment.revision);
        report(segment, shownAtMs);
      }
    });
  });
}

/** The first frame callback runs before the paint, the second after it. */
function afterPaint(callback: () => void): void {
  requestAnimationFrame(() => {
    requestAnimationFrame(callback);
  });
}
