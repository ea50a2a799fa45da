/** How smoothly a list moved. */
export interface FrameRecord {
  readonly intervalsMs: readonly number[];
  /** 0 when no task was longer than 50 ms: the browser reports no shorter ones. */
  readonly longestTaskMs: number;
}

/**
 * The frames of so many milliseconds, in which that list scrolls up by so many pixels a second; null: evenly from its first line to its
 * last. Runs inside the page: it is sent there whole and may use nothing from outside.
 */
export async function recordFrames(
  selector: string,
  durationMs: number,
  pixelsASecond: number | null,
): Promise<FrameRecord> {
  const scroller = document.querySelector(selector);
  if (scroller === null) throw new Error("the view has no list");
  const intervalsMs: number[] = [];
  let longestTaskMs = 0;
  const tasks = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longestTaskMs = Math.max(longestTaskMs, duration);
  });
  tasks.observe({ type: "longtask" });
  await new Promise<void>((resolve) => {
    let startMs: number | null = null;
    let lastMs: number | null = null;
    let previousMs = 0;
    const onFrame = (nowMs: number): void => {
      startMs ??= nowMs;
      if (lastMs !== null) intervalsMs.push(nowMs - lastMs);
      lastMs = nowMs;
      const share = Math.min(1, (nowMs - startMs) / durationMs);
      // Lines get their real height as they come on screen, so the end moves.
      if (pixelsASecond === null)
        scroller.scrollTop = share * (scroller.scrollHeight - scroller.clientHeight);
      else if (pixelsASecond > 0)
        scroller.scrollTop -=
          (pixelsASecond * (nowMs - (intervalsMs.length === 0 ? nowMs : previousMs))) / 1000;
      previousMs = nowMs;
      if (share < 1) requestAnimationFrame(onFrame);
      else resolve();
    };
    requestAnimationFrame(onFrame);
  });
  tasks.disconnect();
  return { intervalsMs, longestTaskMs };
}
