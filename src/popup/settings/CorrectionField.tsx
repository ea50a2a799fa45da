import { words } from "../../i18n/index.ts";
import type { ModelCare } from "../../shared/status.ts";
import { correctionChoices } from "../../ui/models/model-rows.ts";
import { modelName } from "../../ui/models/model-words.ts";

interface CorrectionFieldProps {
  readonly models: ModelCare;
  /** The model that captions live. */
  readonly working: string | null;
  readonly chosen: string | null;
  readonly choose: (model: string | null) => void;
}

/** Which larger model goes over finished lines again, if any. */
export function CorrectionField({ models, working, chosen, choose }: CorrectionFieldProps) {
  const text = words.models;
  const installed = correctionChoices(models, working);
  const choices = [...new Set([...installed, ...(chosen === null ? [] : [chosen])])];
  const isHere =
    models.list === null || models.list.models.some((entry) => entry.model === chosen && entry.is_installed);
  return (
    <label>
      <span>{text.correction}</span>
      <select
        name="correction-model"
        value={chosen ?? ""}
        aria-describedby="correction-hint"
        onChange={(event) => choose(choices[event.currentTarget.selectedIndex - 1] ?? null)}
      >
        <option value="">{text.correctionNone}</option>
        {choices.map((model) => (
          <option key={model} value={model}>
            {model === chosen && !isHere ? text.notHere(modelName(model)) : modelName(model)}
          </option>
        ))}
      </select>
      <small class="quiet" id="correction-hint">
        {words.inOneLine([
          text.correctionHint,
          ...(choices.length === 0 && models.list !== null ? [text.correctionMissing] : []),
        ])}
      </small>
    </label>
  );
}
