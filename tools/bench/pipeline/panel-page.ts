/** Functions that run inside the side panel's page: each is sent there whole and may use nothing from outside. */

/** One opening of the panel. */
interface RowTimes {
  /** Milliseconds from the page's opening to the first frame with a row. */
  readonly firstRowMs: number;
  readonly allRowsMs: number;
  readonly longestTaskMs: number;
}

interface FrameRecord {
  readonly intervalsMs: readonly number[];
  /** 0 when no task was longer than 50 ms: the browser reports no shorter ones. */
  readonly longestTaskMs: number;
}

declare global {
  /** Null until all rows are there. */
  var earshotRows: RowTimes | null;
}

/** Before the page's own scripts: notes when the first and the `wanted`-th caption are there, and the longest task. */
export function stampRows(wanted: number): void {
  globalThis.earshotRows = null;
  let longestTaskMs = 0;
  const tasks = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longestTaskMs = Math.max(longestTaskMs, duration);
  });
  tasks.observe({ type: "longtask" });
  let firstRowMs: number | null = null;
  const look = (): void => {
    const count = document.querySelectorAll("[data-caption]").length;
    if (count > 0) firstRowMs ??= performance.now();
    if (firstRowMs === null || count < wanted) requestAnimationFrame(look);
    else globalThis.earshotRows = { firstRowMs, allRowsMs: performance.now(), longestTaskMs };
  };
  requestAnimationFrame(look);
}

/** The frames of so many milliseconds, in which the list scrolls evenly from its first line to its last if wanted. */
export async function recordFrames(durationMs: number, isScrolling: boolean): Promise<FrameRecord> {
  const scroller = document.querySelector(".scroller");
  if (scroller === null) throw new Error("the panel has no list");
  const intervalsMs: number[] = [];
  let longestTaskMs = 0;
  const tasks = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longestTaskMs = Math.max(longestTaskMs, duration);
  });
  tasks.observe({ type: "longtask" });
  await new Promise<void>((resolve) => {
    let startMs: number | null = null;
    let lastMs: number | null = null;
    const onFrame = (nowMs: number): void => {
      startMs ??= nowMs;
      if (lastMs !== null) intervalsMs.push(nowMs - lastMs);
      lastMs = nowMs;
      const share = Math.min(1, (nowMs - startMs) / durationMs);
      // Lines get their real height as they come on screen, so the end moves.
      if (isScrolling) scroller.scrollTop = share * (scroller.scrollHeight - scroller.clientHeight);
      if (share < 1) requestAnimationFrame(onFrame);
      else resolve();
    };
    requestAnimationFrame(onFrame);
  });
  tasks.disconnect();
  return { intervalsMs, longestTaskMs };
}
