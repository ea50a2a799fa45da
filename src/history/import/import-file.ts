import { type ErrorCode, errorKind } from "../../../protocol/errors.ts";
import { IMPORT_PIECE_CHARACTERS, MOST_IMPORT_BYTES } from "../../shared/messages/import-shapes.ts";
import type { Message } from "../../shared/messages/to-background.ts";
import type { ImportAnswer } from "../../shared/messages/to-views.ts";

/** What became of a file. */
export type ImportOutcome = Exclude<ImportAnswer, { readonly name: "wanted" }>;
/** Sends the background a piece of a file. */
export type SendPiece = (piece: Message<"import-meeting">) => Promise<ImportAnswer>;

/** Each time the whole file is sent again: the worker had ended, or another one took its place meanwhile. */
const MOST_TRIES = 4;
const RETRY_MS = 500;

/** Has the background store the meeting that a file holds. One that is too large is not even read. Never throws. */
export async function importFile(
  file: Pick<File, "size" | "text">,
  send: SendPiece,
  retryMs = RETRY_MS,
): Promise<ImportOutcome> {
  if (file.size > MOST_IMPORT_BYTES) return refused("import_too_large");
  let text: string;
  try {
    text = await file.text();
  } catch (error) {
    console.warn("A file to import cannot be read:", errorKind(error));
    return refused("import_unreadable");
  }
  const pieces = piecesOf(text);
  for (let attempt = 1; attempt <= MOST_TRIES; attempt += 1) {
    if (attempt > 1) await pause(retryMs);
    try {
      const answer = await sendAll(pieces, send);
      if (answer !== null) return answer;
    } catch (error) {
      console.warn("A file to import did not reach the background:", errorKind(error));
    }
  }
  return refused("import_not_stored");
}

/** Null where the worker does not have what was sent before. */
async function sendAll(pieces: readonly string[], send: SendPiece): Promise<ImportOutcome | null> {
  const file = crypto.randomUUID();
  for (const [index, text] of pieces.entries()) {
    const isLast = index === pieces.length - 1;
    const answer = await send({ type: "import-meeting", file, index, isLast, text });
    if (answer.name !== "wanted") return answer;
    if (answer.index !== index + 1) return null;
  }
  return null;
}

/** Never between the halves of a character, which would not come through the message. */
export function piecesOf(text: string, most = IMPORT_PIECE_CHARACTERS): readonly string[] {
  const pieces: string[] = [];
  let from = 0;
  do {
    const isWithin = from + most < text.length && /[\udc00-\udfff]/.test(text.charAt(from + most));
    const until = from + most - (isWithin ? 1 : 0);
    pieces.push(text.slice(from, until));
    from = until;
  } while (from < text.length);
  return pieces;
}

function refused(code: ErrorCode): ImportOutcome {
  return { name: "refused", code };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
