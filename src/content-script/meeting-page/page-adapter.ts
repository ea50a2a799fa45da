import type { PageReading } from "../../shared/messages/meeting-page.ts";

/** What an adapter sees of its page at one moment. */
export interface PageView {
  readonly reading: PageReading;
  /** The elements by which the mute was read: it is read again as soon as one of them changes. */
  readonly controls: readonly Element[];
}

/**
 * How one meeting platform's page is read. Only what speaks no language counts: attributes, the names of icons and of classes
 * that nobody generates; nothing is written, clicked or measured, so that the page is never laid out for it.
 */
export interface PageAdapter {
  /** Whether that is a page of the platform. */
  readonly isFor: (page: Pick<URL, "hostname" | "pathname">) => boolean;
  /** May throw: the page is another program's. */
  readonly read: (page: Document) => PageView;
}

export type SeenMute = Exclude<PageReading["ownMute"], "unknown">;

/** What all say; unknown where one says nothing, where they differ, and where there is none (pure). */
export function agreed(mutes: readonly (SeenMute | null)[]): PageReading["ownMute"] {
  const [first = null] = mutes;
  return first !== null && mutes.every((mute) => mute === first) ? first : "unknown";
}

/** A mute that was seen by the sign that is trusted most, or by a weaker one, and what that makes of the adapter's health. */
export function readingOf(
  ownMute: PageReading["ownMute"],
  stage: PageReading["stage"],
  isBestSign: boolean,
): PageReading {
  if (ownMute === "unknown") return { ownMute, stage, health: "blind" };
  return { ownMute, stage, health: isBestSign && stage !== "unknown" ? "working" : "partial" };
}
