import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "../../protocol/zod.ts";
import { LANGUAGES } from "../../src/i18n/index.ts";

/** In place of a language: in English words, from right to left. */
const RIGHT_TO_LEFT = "rtl";
const VARIANTS = [...LANGUAGES.map(({ language }) => language), RIGHT_TO_LEFT].join("|");
/** `panel-notice-key-lost-ja-dark.png`: what is shown, in which language, in which scheme. */
const NAME = new RegExp(String.raw`^(?<shown>.+?)(?:-(?<language>${VARIANTS}))?(?<scheme>-dark)?\.png$`, "u");
const DIGESTS = "digests.json";
/** SHA-256 of pictures, by name. */
export type Digests = Readonly<Record<string, string>>;
const digests = z.record(z.string(), z.string());

/** A picture that the tests left. */
export interface Picture {
  readonly file: string;
  /** The view and its state. */
  readonly shown: string;
  /** Language and scheme. */
  readonly variant: string;
  /** Against the run before on this machine: fonts differ from one to the next. */
  readonly change: "none" | "new" | "changed";
}

/**
 * Writes `index.html` beside the pictures of a run: every view and state in a row, its languages and schemes in columns, what is
 * new or has changed since the run before marked and named first.
 *
 * @param known `readDigests` before this run; null where there was none before it
 */
export function writeContactSheet(folder: string, known: Digests | null): readonly Picture[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => NAME.test(file));
  const now = Object.fromEntries(files.map((file) => [file, digestOf(join(folder, file))]));
  const pictures = files.map((file) => pictureOf(file, known?.[file] ?? null, now[file] ?? ""));
  const marked =
    known === null ? pictures.map((picture) => ({ ...picture, change: "none" as const })) : pictures;
  writeFileSync(join(folder, "index.html"), sheetOf(marked));
  writeFileSync(join(folder, DIGESTS), JSON.stringify({ ...known, ...now }, null, 1));
  return marked;
}

function pictureOf(file: string, before: string | null, digest: string): Picture {
  const { shown = file, language = "", scheme = "" } = NAME.exec(file)?.groups ?? {};
  const change = before === null ? "new" : before === digest ? "none" : "changed";
  return {
    file,
    shown,
    variant: [language, scheme.slice(1)].filter((part) => part !== "").join(" "),
    change,
  };
}

function sheetOf(pictures: readonly Picture[]): string {
  const variants = [...new Set(pictures.map(({ variant }) => variant))].toSorted();
  const rows = [...new Set(pictures.map(({ shown }) => shown))].toSorted();
  const other = pictures.filter(({ change }) => change !== "none");
  const cell = (picture: Picture | undefined) =>
    picture === undefined
      ? "<td></td>"
      : `<td class="${picture.change}" id="${picture.file}"><a href="${picture.file}"><img loading="lazy" src="${picture.file}" alt="${picture.file}"></a></td>`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Earshot: every view</title>
<style>
  body { font: 14px system-ui, sans-serif; }
  td, th { padding: 6px; vertical-align: top; text-align: left; }
  img { max-width: 340px; border: 1px solid #999; }
  .new { background: #cfe8cf; }
  .changed { background: #ffd9a0; }
</style>
<h1>${pictures.length} pictures of ${rows.length} views and states</h1>
<p>${other.length} new or changed since the run before: ${other.map(({ file, change }) => `<a class="${change}" href="#${file}">${file}</a>`).join(", ") || "none"}.</p>
<table>
<tr><th></th>${variants.map((variant) => `<th>${variant || "plain"}</th>`).join("")}</tr>
${rows
  .map((shown) => {
    const all = pictures.filter((picture) => picture.shown === shown);
    const cells = variants.map((variant) => cell(all.find((picture) => picture.variant === variant)));
    return `<tr><th>${shown}</th>${cells.join("")}</tr>`;
  })
  .join("\n")}
</table>
</html>
`;
}

/** Of the pictures that earlier runs left. */
export function readDigests(folder: string): Digests | null {
  const path = join(folder, DIGESTS);
  if (!existsSync(path)) return null;
  const parsed = digests.safeParse(JSON.parse(readFileSync(path, "utf8")));
  return parsed.success ? parsed.data : null;
}

function digestOf(path: string): string {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}
