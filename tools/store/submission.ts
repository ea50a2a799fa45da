import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { EXTENSION, OUT, ROOT } from "../runtime/paths.ts";

/** What is handed in to a browser's store. */
export interface Submission {
  /** The package: path → content. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** The permissions whose reasons are handed in, in the order of the document. */
  readonly justified: readonly string[];
  /** By their file names: the promo tile is `promo-tile.png`, each other one is a screenshot. */
  readonly pictures: ReadonlyMap<string, Buffer>;
}

/** Where the end-to-end tests leave the pictures, and the package goes. */
export const STORE = join(OUT, "store");
/** The answers to a store's questions on privacy, with the reason of each permission under a heading of its name. */
export const ANSWERS = join(ROOT, "docs/store/privacy-practices.md");

/** The built extension as it is handed in, with what belongs to it. */
export function submission(): Submission {
  const files = filesBelow(EXTENSION);
  const manifest = files.get("manifest.json");
  if (manifest !== undefined) files.set("manifest.json", forStore(manifest));
  const pictures = [...filesBelow(STORE)].filter(([name]) => name.endsWith(".png"));
  return { files, justified: justifiedIn(readFileSync(ANSWERS, "utf8")), pictures: new Map(pictures) };
}

/** The version that the manifest names. */
export function versionOf({ files }: Pick<Submission, "files">): string {
  const { version } = JSON.parse(String(files.get("manifest.json"))) as { readonly version: string };
  return version;
}

/** The permissions that have a heading in the answers. */
export function justifiedIn(answers: string): readonly string[] {
  return [...answers.matchAll(/^### `([^`]+)`$/gmu)].map(([, permission = ""]) => permission);
}

/** A store gives the extension a key of its own, and refuses one that comes with it. What it gives out comes from no clone. */
function forStore(manifest: Buffer): Buffer {
  const {
    key: _key,
    version_name: _name,
    ...rest
  } = JSON.parse(manifest.toString("utf8")) as Record<string, unknown>;
  return Buffer.from(`${JSON.stringify(rest, null, 2)}\n`);
}

function filesBelow(folder: string): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  if (!existsSync(folder)) return files;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    files.set(relative(folder, file).split(sep).join("/"), readFileSync(file));
  }
  return files;
}
