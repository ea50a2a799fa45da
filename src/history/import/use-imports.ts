import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { type ImportOutcome, importFile, type SendPiece } from "./import-file.ts";

interface ImportedFile {
  readonly id: number;
  /** The file's own. */
  readonly name: string;
  /** Null while it waits or is imported. */
  readonly outcome: ImportOutcome | null;
}

export interface Imports {
  readonly files: readonly ImportedFile[];
  /** Imports these after those that wait. */
  readonly add: (files: Iterable<File>) => void;
  readonly dismiss: (ids: readonly number[]) => void;
  /** Files are held over the page. */
  readonly isDropExpected: boolean;
}

/** Files that the user picks, or drops anywhere on the page, are imported one after the other. */
export function useImports(send: SendPiece): Imports {
  const [files, setFiles] = useState<readonly ImportedFile[]>([]);
  const last = useRef<Promise<void>>(Promise.resolve());
  const count = useRef(0);
  const add = (picked: Iterable<File>) => {
    for (const file of picked) {
      count.current += 1;
      const id = count.current;
      setFiles((known) => [...known, { id, name: file.name, outcome: null }]);
      last.current = last.current.then(async () => {
        const outcome = await importFile(file, send);
        setFiles((known) => known.map((other) => (other.id === id ? { ...other, outcome } : other)));
      });
    }
  };
  return {
    files,
    add,
    dismiss: (ids) => setFiles((known) => known.filter(({ id }) => !ids.includes(id))),
    isDropExpected: useDrop(add),
  };
}

/** Whether files are held over the page; where they are dropped, `take` gets them. */
function useDrop(take: (files: Iterable<File>) => void): boolean {
  const [isOver, setIsOver] = useState(false);
  const taker = useRef(take);
  taker.current = take;
  useLayoutEffect(() => {
    const areFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes("Files") === true;
    const over = (event: DragEvent) => {
      if (!areFiles(event)) return;
      event.preventDefault();
      setIsOver(true);
    };
    const leave = ({ relatedTarget }: DragEvent) => {
      if (relatedTarget === null) setIsOver(false);
    };
    const drop = (event: DragEvent) => {
      setIsOver(false);
      if (!areFiles(event)) return;
      // The browser would leave the page and show the file.
      event.preventDefault();
      taker.current(event.dataTransfer?.files ?? []);
    };
    addEventListener("dragover", over);
    addEventListener("dragleave", leave);
    addEventListener("drop", drop);
    return () => {
      removeEventListener("dragover", over);
      removeEventListener("dragleave", leave);
      removeEventListener("drop", drop);
    };
  }, []);
  return isOver;
}
