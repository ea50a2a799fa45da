import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

interface Package {
  readonly name: string;
  readonly version: string;
  readonly license?: string | { readonly type: string };
  readonly dependencies?: Readonly<Record<string, string>>;
}

/**
 * The licences of what a package was built with and carries inside, which a bundler takes for its own code: all that it depends on, and
 * what that depends on.
 * @param folder of the package
 * @returns Markdown, a section for each by name
 * @throws Error where one has no licence text
 */
export function licencesWithin(folder: string): string {
  const folders = new Map<string, string>();
  const visit = (from: string): void => {
    for (const name of Object.keys(packageIn(from).dependencies ?? {})) {
      // Types are no code.
      if (name.startsWith("@types/") || folders.has(name)) continue;
      const found = installedFrom(from, name);
      folders.set(name, found);
      visit(found);
    }
  };
  visit(folder);
  return [...folders.values()].map(sectionOf).toSorted().join("\n");
}

function sectionOf(folder: string): string {
  const { name, version, license } = packageIn(folder);
  const identifier = typeof license === "object" ? license.type : license;
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/iu.test(entry));
  const text =
    file === undefined ? licenceInReadme(folder, name) : readFileSync(join(folder, file), "utf8").trim();
  return `## ${name} - ${version} (${identifier ?? "see below"})\n\n${text}\n`;
}

/** As Node finds it: in the nearest `node_modules` on the way up. */
function installedFrom(folder: string, name: string): string {
  for (let place = folder; ; place = dirname(place)) {
    const candidate = join(place, "node_modules", name);
    if (existsSync(join(candidate, "package.json"))) return candidate;
    if (place === dirname(place)) throw new Error(`${name}, which ${folder} needs, is not installed`);
  }
}

/** Some packages say it at the end of their README only. */
function licenceInReadme(folder: string, name: string): string {
  const readme = readdirSync(folder).find((entry) => /^readme/iu.test(entry));
  const text = readme === undefined ? "" : readFileSync(join(folder, readme), "utf8");
  const start = text.search(/^#+ licen[cs]e\b/imu);
  if (start < 0) throw new Error(`${name} has no licence text`);
  return text
    .slice(start)
    .replace(/^#+[^\n]*\n/u, "")
    .trim();
}

function packageIn(folder: string): Package {
  // npm has read it before.
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Package;
}
