import { z } from "../../../protocol/zod.ts";

/** Far beyond the JSON export of the longest meeting; what is larger is refused before it is read. The UTF-8 of a text is no shorter. */
export const MOST_IMPORT_BYTES = 64_000_000;
/** As much of a file goes in one message: the browser takes 64 MiB, as JSON, in which a character is six bytes at most. */
export const IMPORT_PIECE_CHARACTERS = 4_000_000;

/**
 * A piece of a file to import: its text is parsed once all of it is there. It is no command, for it is too large to be written
 * down; what a worker that ends had of it is sent again to the next one.
 */
export const importPiece = {
  file: z.uuid(),
  index: z.int().check(z.nonnegative()),
  isLast: z.boolean(),
  text: z.string().check(z.maxLength(IMPORT_PIECE_CHARACTERS)),
};
