import { words } from "../../i18n/index.ts";
import { hashOf } from "../../ui/meetings/history-page.ts";
import { ErrorNotice } from "../../ui/notices/ErrorNotice.tsx";
import type { ImportOutcome } from "./import-file.ts";
import type { Imports } from "./use-imports.ts";

/** What became of the files, until it is dismissed: of those that went alike together, of a refused one by its name. */
export function ImportNotices({ files, dismiss, isDropExpected }: Imports) {
  const text = words.history.imports;
  const [first, ...waiting] = files.filter(({ outcome }) => outcome === null);
  return (
    <>
      {first !== undefined && (
        <p class="notice" role="status" data-import="reading">
          {words.inOneLine([
            text.reading(first.name),
            ...(waiting.length > 0 ? [text.waiting(waiting.length)] : []),
          ])}
        </p>
      )}
      <Done files={files} kind="imported" dismiss={dismiss} />
      <Done files={files} kind="present" dismiss={dismiss} />
      {files.map(
        ({ id, name, outcome }) =>
          outcome?.name === "refused" && (
            <ErrorNotice
              key={id}
              code={outcome.code}
              note={text.refused(name)}
              onDismiss={() => dismiss([id])}
            />
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

type DoneOutcome = Exclude<ImportOutcome, { readonly name: "refused" }>;

interface DoneProps extends Pick<Imports, "files" | "dismiss"> {
  readonly kind: DoneOutcome["name"];
}

/** One notice however many they are; where it is a single one it is named, and opened from there. */
function Done({ files, kind, dismiss }: DoneProps) {
  const done = files.flatMap(({ id, outcome }) => (outcome?.name === kind ? [{ id, outcome }] : []));
  const [first] = done;
  if (first === undefined) return null;
  const single = done.length === 1 ? first.outcome : null;
  return (
    <p
      class="notice"
      role="status"
      data-import={kind}
      data-imported={single?.session}
      data-count={done.length}
    >
      <span>
        {words.inOneLine(
          single === null
            ? sentencesOfMany(
                kind,
                done.map(({ outcome }) => outcome),
              )
            : sentencesOf(single),
        )}
      </span>
      <span class="actions">
        {single !== null && (
          <a href={hashOf(single.session)} data-action="open-imported">
            {words.history.imports.open}
          </a>
        )}
        <button
          type="button"
          class="plain"
          data-action="dismiss"
          onClick={() => dismiss(done.map(({ id }) => id))}
        >
          {words.dismiss}
        </button>
      </span>
    </p>
  );
}

function sentencesOf(outcome: DoneOutcome): readonly string[] {
  const text = words.history.imports;
  const title = outcome.title || words.recovered.untitled;
  if (outcome.name === "present") return [text.present(title)];
  return [text.imported(title), ...(outcome.isExempt ? [text.exempt] : [])];
}

function sentencesOfMany(kind: DoneOutcome["name"], outcomes: readonly DoneOutcome[]): readonly string[] {
  const text = words.history.imports;
  if (kind === "present") return [text.presentMany(outcomes.length)];
  const isAnyExempt = outcomes.some((outcome) => outcome.name === "imported" && outcome.isExempt);
  return [text.importedMany(outcomes.length), ...(isAnyExempt ? [text.exemptMany] : [])];
}
