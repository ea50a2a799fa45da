import type { Words } from "../../i18n/en.ts";

/** A key, or several, and what it does. */
export type ShortcutRow = readonly [keys: string, does: string];

/** The shortcuts that hold everywhere, by the browser's word on the user's own keys (pure). */
export function commandRows(
  commands: readonly { readonly name?: string | undefined; readonly shortcut?: string | undefined }[],
  { commands: named, unset }: Pick<Words["shortcuts"], "commands" | "unset">,
): readonly ShortcutRow[] {
  return Object.entries(named).map(([name, does]) => {
    const keys = commands.find((command) => command.name === name)?.shortcut ?? "";
    return [keys === "" ? unset : keys, does];
  });
}
