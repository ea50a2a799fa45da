import { formatSize } from "../../i18n/format.ts";
import { words } from "../../i18n/index.ts";
import type { ModelCare } from "../../shared/status.ts";
import type { SessionStore } from "../connection/session-store.ts";
import { ErrorNotice } from "../notices/ErrorNotice.tsx";
import { ModelItem } from "./ModelItem.tsx";
import { modelRows } from "./model-rows.ts";
import { serverWords } from "./model-size.ts";
import { modelName } from "./model-words.ts";

interface ModelShelfProps {
  readonly models: ModelCare;
  /** The model that is offered above, with why its download has stopped: that is not said twice. */
  readonly offered: string | null;
  readonly send: SessionStore["send"];
}

/** The models on this computer and those that can be fetched, with the ways to fetch and remove them (STT-5). */
export function ModelShelf({ models, offered, send }: ModelShelfProps) {
  const { list, downloads, refusal } = models;
  const text = words.models;
  if (list === null)
    return refusal?.model === null ? (
      <ErrorNotice code={refusal.code} />
    ) : (
      <p class="quiet" role="status">
        {text.asking}
      </p>
    );
  return (
    <>
      {/* Each turn once; the percents change too often to be read out. */}
      <span class="visually-hidden" role="status">
        {words.inOneLine(downloads.map(({ model, state }) => text.news[state](modelName(model))))}
      </span>
      <ul class="shelf">
        {modelRows(models).map((row) => (
          <ModelItem
            key={row.entry.model}
            row={row}
            freeBytes={list.free_bytes}
            isOffered={row.entry.model === offered}
            refusal={refusal?.model === row.entry.model ? refusal.code : null}
            send={send}
          />
        ))}
      </ul>
      <p class="quiet">
        {words.inOneLine([
          serverWords(models),
          ...(list.free_bytes === null ? [] : [text.free(formatSize(list.free_bytes))]),
        ])}
      </p>
    </>
  );
}
