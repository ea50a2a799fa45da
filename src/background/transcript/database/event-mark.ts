/** How far a session's numbered events are in the database: all below `next`, and of the later ones `ahead`. */
export interface EventMark {
  readonly next: number;
  readonly ahead: readonly number[];
}

export const NO_EVENTS: EventMark = { next: 0, ahead: [] };

/**
 * The mark once event `number` is stored too (pure). The host sends in order, beginning with what it has no
 * acknowledgement for: an event that is stored already and comes again after one that is missing means that the host has
 * nothing to put in its place. It is passed over then, so that the session can end.
 */
export function markStored(mark: EventMark, number: number): EventMark {
  if (number < mark.next) return mark;
  if (number > mark.next && !mark.ahead.includes(number)) {
    return { next: mark.next, ahead: [...mark.ahead, number] };
  }
  let next = number + 1;
  while (mark.ahead.includes(next)) next++;
  return { next, ahead: mark.ahead.filter((later) => later > next) };
}
