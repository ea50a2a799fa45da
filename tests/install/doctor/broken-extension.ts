import { join } from "node:path";
import { EXTENSION_IDS } from "../../../src/shared/identity.ts";
import type { FakeHome } from "../fake-home.ts";
import type { BrokenHome } from "./broken-home.ts";

const [OURS = ""] = EXTENSION_IDS;
export const OTHER = "abcdefghijklmnopabcdefghijklmnop";

/** What a browser notes of an extension, as Chromium 156 does it. */
export interface Noted {
  readonly location?: number;
  readonly path?: string;
  readonly disable_reasons?: number | readonly number[];
  readonly state?: number;
  readonly manifest?: object;
}

/** Has Chromium note extensions by their ids, in one profile. */
export function noteExtensions(
  home: FakeHome,
  settings: Readonly<Record<string, Noted>>,
  { profile = "Default", file = "Preferences" } = {},
): void {
  home.write(
    join(home.home, ".config/chromium", profile, file),
    JSON.stringify({ extensions: { settings }, profile: { name: "Me" } }),
  );
}

/** One that the store gave. */
export const fromStore: Noted = {
  location: 1,
  path: "jhhk/0.1.0_0",
  disable_reasons: [],
  manifest: { name: "Earshot", short_name: "Earshot", version: "0.1.0" },
};

/** One that was loaded from a folder, which is written. */
export function unpacked(home: FakeHome, folder: string, version = "0.1.0"): Noted {
  const manifest = { name: "__MSG_name__", short_name: "Earshot", version };
  home.write(join(folder, "manifest.json"), JSON.stringify(manifest));
  return { location: 4, path: folder, disable_reasons: [] };
}

function noted(settings: Readonly<Record<string, Noted>>) {
  return (home: FakeHome) => noteExtensions(home, settings);
}

/** As `BROKEN`: what is wrong with the extension in the browser. */
export const BROKEN_EXTENSION: readonly BrokenHome[] = [
  {
    what: "it is switched off",
    break: noted({ [OURS]: { ...fromStore, disable_reasons: [1] } }),
    says: /switched off \(Default\)/u,
  },
  {
    what: "it is switched off, as earlier browsers note it",
    break: noted({ [OURS]: { ...fromStore, disable_reasons: 8192 } }),
    says: /switched off/u,
  },
  { what: "it is switched off by its state", break: noted({ [OURS]: { ...fromStore, state: 0 } }) },
  {
    what: "a copy has an id that the helper does not serve",
    break: (home) => noteExtensions(home, { [OTHER]: unpacked(home, join(home.home, "another build")) }),
    says: new RegExp(`the id ${OTHER} \\(Default\\), which the helper does not serve`, "u"),
  },
  {
    what: "another's extension of the same name, from the store",
    break: noted({ [OTHER]: fromStore }),
    says: new RegExp(`the id ${OTHER} \\(Default\\), which the helper does not serve`, "u"),
  },
  {
    what: "a copy of another id beside it",
    break: (home) =>
      noteExtensions(home, { [OURS]: fromStore, [OTHER]: unpacked(home, join(home.home, "another build")) }),
  },
  {
    what: "the folder is gone that it was loaded from",
    break: noted({ [OURS]: { location: 4, path: "/nowhere/extension", disable_reasons: [] } }),
    says: /its folder \/nowhere\/extension is gone/u,
  },
];
