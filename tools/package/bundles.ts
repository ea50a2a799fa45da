import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";
import { ROOT } from "../runtime/paths.ts";
import type { Component } from "./components.ts";

/** Of the libraries in each bundle, as Vite writes them; in the extension it stays. */
const LICENCES = "third-party-licenses.txt";

const BUNDLES = [
  { configuration: "native-host/vite.config.ts", folder: "host" },
  { configuration: "install/vite.config.ts", folder: "cli" },
  { configuration: "vite.config.ts", folder: "extension" },
] as const;

/**
 * Builds host, command line and extension into folders of these names.
 * @returns the npm packages whose code is in them
 */
export async function buildBundles(folder: string): Promise<Component[]> {
  const found: Component[] = [];
  for (const { configuration, folder: name } of BUNDLES) {
    const outDir = join(folder, name);
    await build({
      configFile: join(ROOT, configuration),
      logLevel: "error",
      build: { outDir, emptyOutDir: true, license: { fileName: LICENCES } },
    });
    const list = join(outDir, LICENCES);
    found.push(...bundledComponents(readFileSync(list, "utf8")));
    if (name !== "extension") rmSync(list);
  }
  return found;
}

/** The packages of Vite's list, each a section `## name - version (licence)`, or without the brackets where it names none (pure). */
export function bundledComponents(list: string): Component[] {
  const [, ...sections] = list.split(/^## (?=\S+ - \d\S*(?: \(.+\))?$)/mu);
  return sections.map((section) => {
    const { name, version, licence, text } =
      /^(?<name>\S+) - (?<version>\S+)(?: \((?<licence>[^\n]+)\))?\n(?<text>.*)$/su.exec(section)?.groups ??
      {};
    return {
      name: name ?? "",
      version: version ?? "",
      licence: licence ?? "",
      texts: text === undefined || text.trim() === "" ? [] : [text],
      purl: `pkg:npm/${(name ?? "").replace("@", "%40")}@${version ?? ""}`,
    };
  });
}
