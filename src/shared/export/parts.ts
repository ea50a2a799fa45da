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
  /** Lines of the user that only repeat what his loudspeakers played. */
  echoes: isIn,
  /** The note of the others' consent. */
  consent: isIn,
});
/** What an older version has stored lacks the newer parts. */
export const storedExportParts = z.strictObject({ ...exportParts.shape, echoes: z._default(isIn, false) });
export type ExportParts = Readonly<z.infer<typeof exportParts>>;
export type ExportPart = keyof ExportParts;

/** What goes in until something else is chosen. */
export const FIRST_PARTS: ExportParts = {
  times: true,
  speakers: true,
  gaps: true,
  bookmarks: true,
  versions: false,
  echoes: false,
  consent: true,
};
export const EXPORT_PARTS = Object.keys(FIRST_PARTS) as readonly ExportPart[];
