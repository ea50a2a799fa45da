import { useContext } from "preact/hooks";
import { formatMoment } from "../../i18n/format.ts";
import { words } from "../../i18n/index.ts";
import { editsOf, improvement, type SegmentVersion } from "../../shared/lines/segment-versions.ts";
import { type Line, versionsOfLine } from "../../shared/lines/shown-lines.ts";
import { Disclosure } from "../captions/Disclosure.tsx";
import { EditLines } from "../editing/line-editing.ts";

/** The mark of a line that was improved or edited, with every version of it on demand; nothing for other lines. */
export function LineVersions({ segment }: { readonly segment: Line }) {
  const improved = improvement(segment);
  if (editsOf(segment.versions ?? []).length > 0) return <AllVersions segment={segment} />;
  if (improved === null) return null;
  const { first, model } = improved;
  const mark = words.panel.improved;
  return (
    <span class="versions" data-improved-by={model}>
      {" "}
      <Disclosure action="show-first-version" label={words.panel.improvedBy(model)} show={mark} hide={mark}>
        {" "}
        <q data-first-version lang={first.language ?? undefined} dir="auto">
          {first.text}
        </q>
      </Disclosure>
    </span>
  );
}

function AllVersions({ segment }: { readonly segment: Line }) {
  const isEditable = useContext(EditLines) !== null;
  const text = words.panel.edit;
  const mark = segment.isEdited === true ? text.edited : text.versions;
  return (
    <span class="versions" data-edited={segment.isEdited === true}>
      {" "}
      <Disclosure action="show-versions" label={`${mark}: ${text.showVersions}`} show={mark} hide={mark}>
        <span class="all-versions">
          {versionsOfLine(segment).map((version, index) => (
            <span class="version" key={`${index} ${keyOf(version)}`} data-version={kindOf(version)}>
              <small>{nameOf(version)}</small>{" "}
              <q lang={version.language ?? undefined} dir="auto">
                {version.text}
              </q>
            </span>
          ))}
          {segment.isEdited === true && isEditable && (
            <button type="button" class="plain" tabIndex={-1} data-action="restore-line">
              {text.restore}
            </button>
          )}
        </span>
      </Disclosure>
    </span>
  );
}

function keyOf({ model, editedAtMs, text }: SegmentVersion): string {
  return editedAtMs === undefined ? (model ?? "live") : `${editedAtMs} ${text}`;
}

function kindOf({ model, editedAtMs }: SegmentVersion): "recognised" | "improved" | "edited" {
  if (editedAtMs !== undefined) return "edited";
  return model === null ? "recognised" : "improved";
}

function nameOf({ model, editedAtMs }: SegmentVersion): string {
  const text = words.panel.edit;
  if (editedAtMs !== undefined) return text.editedAt(formatMoment(editedAtMs));
  return model === null ? text.recognisedLive : text.improvedByModel(model);
}
