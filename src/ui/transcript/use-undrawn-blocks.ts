import { useEffect, useState } from "preact/hooks";

/** The last one may hold a single line; together with the one before it fills any panel. */
const FIRST_BLOCKS = 2;

/**
 * How many of the list's oldest blocks are not drawn yet. The newest lines come with the first frame, then one older
 * block with every frame: a long meeting opens at once, and holds up neither the reader nor the capture, whose page
 * shares this page's thread.
 */
export function useUndrawnBlocks(blockCount: number): number {
  const [undrawn, setUndrawn] = useState(Math.max(0, blockCount - FIRST_BLOCKS));
  // Effects run once the frame before is painted.
  useEffect(() => {
    if (undrawn > 0) setUndrawn(undrawn - 1);
  }, [undrawn]);
  return undrawn;
}
