/** How far beyond what is seen blocks are drawn: a spun wheel finds lines, not room. */
const MARGIN = "150% 0px";

type Tell = (isNear: boolean) => void;

interface Watch {
  readonly observer: IntersectionObserver;
  readonly tell: Map<Element, Tell>;
}

/** One observer for all blocks of a list, by what scrolls. */
const watches = new WeakMap<Element, Watch>();

/** Tells whether `block` comes near to what is seen of its list, and when it is left behind; returns how to stop. */
export function watchBlock(block: Element, tell: Tell): () => void {
  const scroller = block.closest(".scroller");
  if (scroller === null) throw new Error("a block of lines is in no list that scrolls");
  const watch = watches.get(scroller) ?? newWatch(scroller);
  watches.set(scroller, watch);
  watch.tell.set(block, tell);
  watch.observer.observe(block);
  return () => {
    watch.tell.delete(block);
    watch.observer.unobserve(block);
  };
}

function newWatch(scroller: Element): Watch {
  const tell = new Map<Element, Tell>();
  const observer = new IntersectionObserver(
    (changes) => {
      for (const { target, isIntersecting } of changes) tell.get(target)?.(isIntersecting);
    },
    { root: scroller, rootMargin: MARGIN },
  );
  return { observer, tell };
}
