import { words } from "../../i18n/index.ts";
import { improvement } from "../../shared/segment-versions.ts";
import type { Segment } from "../../shared/transcript.ts";
import { Disclosure } from "./Disclosure.tsx";

/** The mark of a line whose words a larger model improved, with what it said live; nothing for other lines. */
export function FirstVersion({ segment }: { readonly segment: Segment }) {
  const improved = improvement(segment);
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
