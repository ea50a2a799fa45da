import { z } from "../../../protocol/zod.ts";

const isIn = z.boolean();

/**
 * What a person may leave out of an export, in the order it is offered. A format without a place for a part ignores it: subtitles
 * always have times, JSON always has everything.
 */
export const exportParts = z.strictObject({
  times: isIn,
  speakers: isIn,
  /** Audio that is missing. */
  gaps: isIn,
  /** The moments that the user marked, each with its time. */
  bookmarks: isIn,
  /** The other texts that a line has had. */
  versions: isIn,
  /** The note of the others' consent. */
  consent: isIn,
});
export type ExportParts = Readonly<z.infer<typeof exportParts>>;
export type ExportPart = keyof ExportParts;

/** What goes in until something else is chosen. */
export const FIRST_PARTS: ExportParts = {
  times: true,
  speakers: true,
  gaps: true,
  bookmarks: true,
  versions: false,
  consent: true,
};
export const EXPORT_PARTS = Object.keys(FIRST_PARTS) as readonly ExportPart[];
