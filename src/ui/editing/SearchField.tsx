import type { Signal } from "@preact/signals";
import { words } from "../../i18n/index.ts";

/** `matches` is null while nothing is searched. */
export function SearchField({
  query,
  matches,
}: {
  readonly query: Signal<string>;
  readonly matches: number | null;
}) {
  return (
    <div class="search">
      <input
        type="search"
        name="search"
        value={query.value}
        placeholder={words.panel.search}
        aria-label={words.panel.searchLabel}
        onInput={(event) => {
          query.value = event.currentTarget.value;
        }}
      />
      <span class="matches quiet" role="status">
        {matches === null ? "" : words.panel.matches(matches)}
      </span>
    </div>
  );
}
