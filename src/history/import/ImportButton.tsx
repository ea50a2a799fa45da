import { useRef } from "preact/hooks";
import { words } from "../../i18n/index.ts";

/** Asks for files to import. */
export function ImportButton({ add }: { readonly add: (files: Iterable<File>) => void }) {
  const field = useRef<HTMLInputElement>(null);
  const text = words.history.imports;
  return (
    <>
      <button
        type="button"
        data-action="import"
        title={text.hint}
        aria-description={text.hint}
        onClick={() => field.current?.click()}
      >
        {text.button}
      </button>
      <input
        ref={field}
        type="file"
        name="import"
        accept=".json,application/json"
        multiple
        hidden
        onChange={({ currentTarget }) => {
          add([...(currentTarget.files ?? [])]);
          // The same file may be picked again.
          currentTarget.value = "";
        }}
      />
    </>
  );
}
