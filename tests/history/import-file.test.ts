import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { importFile, piecesOf, type SendPiece } from "../../src/history/import/import-file.ts";
import { wordsIn } from "../../src/i18n/index.ts";
import { IMPORT_PIECE_CHARACTERS, MOST_IMPORT_BYTES } from "../../src/shared/messages/import-shapes.ts";

const file = (text: string) => ({ size: text.length, text: () => Promise.resolve(text) });
/** Half a character. */
const HALF = /\p{Cs}/u;
const IMPORTED = { name: "imported", session: "a", title: "", isExempt: false } as const;

/** A background that keeps what comes, as one worker after the other. */
function background() {
  let pieces: string[] = [];
  const send = vi.fn<SendPiece>(({ index, isLast, text }) => {
    if (index === 0) pieces = [];
    if (index !== pieces.length) return Promise.resolve({ name: "wanted", index: 0 });
    pieces.push(text);
    return Promise.resolve(isLast ? IMPORTED : { name: "wanted", index: pieces.length });
  });
  const nextWorker = () => {
    pieces = [];
  };
  return { send, nextWorker, received: () => pieces.join("") };
}

test("UI-9 the pieces of a file are the file, and no character is cut in two", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 2, max: 7 }), (text, most) => {
      const pieces = piecesOf(text, most);

      expect(pieces.join("")).toBe(text);
      expect(pieces.length).toBeGreaterThan(0);
      for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(most);
      expect(HALF.test(text) || !pieces.some((piece) => HALF.test(piece))).toBe(true);
    }),
  );
});

test("UI-9 a piece fits into a message of the browser, whatever it holds", () => {
  const worst = JSON.stringify("\u0000".repeat(1000)).length / 1000;

  expect(IMPORT_PIECE_CHARACTERS * worst).toBeLessThan(64 * 1024 * 1024);
});

test("UI-9 a large file goes in several messages, one after the other", async () => {
  const text = "🎉".repeat(IMPORT_PIECE_CHARACTERS / 2 + 3);
  const { send, received } = background();

  expect(await importFile(file(text), send)).toBe(IMPORTED);
  expect(send.mock.calls.map(([{ index, isLast }]) => [index, isLast])).toEqual([
    [0, false],
    [1, true],
  ]);
  expect(received() === text).toBe(true);
});

test("UI-9 a worker that ends while a file is sent gets all of it once more", async () => {
  const text = "x".repeat(IMPORT_PIECE_CHARACTERS + 1);
  const { send, nextWorker, received } = background();
  let sent = 0;
  const once: SendPiece = (piece) => {
    sent += 1;
    if (sent === 2) nextWorker();
    return sent === 3 ? Promise.reject(new Error("There is no worker.")) : send(piece);
  };
  vi.spyOn(console, "warn").mockImplementation(() => {});

  expect(await importFile(file(text), once, 0)).toBe(IMPORTED);
  expect(received() === text).toBe(true);
  vi.restoreAllMocks();
});

test("UI-9 where no worker takes it, that is said in the end", async () => {
  const send = vi.fn<SendPiece>(() => Promise.reject(new Error("Extension context invalidated.")));
  vi.spyOn(console, "warn").mockImplementation(() => {});

  expect(await importFile(file("{}"), send, 0)).toEqual({ name: "refused", code: "import_not_stored" });
  expect(send.mock.calls.length).toBeGreaterThan(1);
  vi.restoreAllMocks();
});

test("UI-9 a file of 200 MB is refused before it is read, with the limit", async () => {
  const text = vi.fn<() => Promise<string>>();
  const { send } = background();

  expect(await importFile({ size: 200_000_000, text }, send)).toEqual({
    name: "refused",
    code: "import_too_large",
  });
  expect(text).not.toHaveBeenCalled();
  expect(send).not.toHaveBeenCalled();
  for (const language of ["en", "ja", "de", "es", "fr", "ko", "zh"])
    expect(wordsIn(language).errors.import_too_large.sentence).toContain(
      String(MOST_IMPORT_BYTES / 1_000_000),
    );
});

test("UI-9 a folder, or a file that is gone, is refused by its name", async () => {
  const gone = { size: 4096, text: () => Promise.reject(new DOMException("gone", "NotFoundError")) };
  vi.spyOn(console, "warn").mockImplementation(() => {});

  expect(await importFile(gone, background().send)).toEqual({ name: "refused", code: "import_unreadable" });
  vi.restoreAllMocks();
});
