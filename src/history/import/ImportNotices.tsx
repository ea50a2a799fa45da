import { words } from "../../i18n/index.ts";
import { hashOf } from "../../ui/meetings/history-page.ts";
import { ErrorNotice } from "../../ui/notices/ErrorNotice.tsx";
import type { ImportOutcome } from "./import-file.ts";
import type { Imports } from "./use-imports.ts";

/** What became of each file, until it is dismissed. */
export function ImportNotices({ files, dismiss, isDropExpected }: Imports) {
  const text = words.history.imports;
  return (
    <>
      {files.map(({ id, name, outcome }) =>
        outcome === null ? (
          <p key={id} class="notice" role="status" data-import="reading">
            {text.reading(name)}
          </p>
        ) : outcome.name === "refused" ? (
          <ErrorNotice key={id} code={outcome.code} note={text.refused(name)} onDismiss={() => dismiss(id)} />
        ) : (
          <Done key={id} outcome={outcome} dismiss={() => dismiss(id)} />
        ),
      )}
      {isDropExpected && (
        <div class="drop" data-import="drop">
          <p>{text.drop}</p>
        </div>
      )}
    </>
  );
}

interface DoneProps {
  readonly outcome: Exclude<ImportOutcome, { readonly name: "refused" }>;
  readonly dismiss: () => void;
}

function Done({ outcome, dismiss }: DoneProps) {
  const text = words.history.imports;
  const title = outcome.title || words.recovered.untitled;
  const sentences =
    outcome.name === "present"
      ? [text.present(title)]
      : [text.imported(title), ...(outcome.isExempt ? [text.exempt] : [])];
  return (
    <p class="notice" role="status" data-import={outcome.name} data-imported={outcome.session}>
      <span>{words.inOneLine(sentences)}</span>
      <span class="actions">
        <a href={hashOf(outcome.session)} data-action="open-imported">
          {text.open}
        </a>
        <button type="button" class="plain" data-action="dismiss" onClick={dismiss}>
          {words.dismiss}
        </button>
      </span>
    </p>
  );
}
