import type { Submission } from "./submission.ts";

type Json = Readonly<Record<string, unknown>>;
/** @returns what the store would refuse, in words; none when all is well */
type Rule = (submission: Submission, manifest: Json) => readonly string[];

/** As the Chrome Web Store has them: developer.chrome.com/docs/extensions/reference/manifest and …/docs/webstore/images. */
const LONGEST_NAME = 75;
const LONGEST_DESCRIPTION = 132;
const MOST_SCREENSHOTS = 5;
const SCREENSHOT = "1280×800";
const PROMO_TILE = "440×280";
/** The first that has all that Earshot needs of a browser (`manifest.config.ts`). */
const OLDEST_BROWSER = 116;
const LICENCES = "third-party-licenses.txt";
/** What a package consists of. Anything else, such as a source, a source map or a picture of a test, has got there by mistake. */
const EXPECTED_FILE = /^(?:[\w-][\w.-]*\/)*[\w-][\w.-]*\.(?:js|css|html|json|png|svg|woff2|txt)$/u;

/** Everything for which a browser's store would refuse this, each with where it is (pure). */
export function faultsOf(submission: Submission): readonly string[] {
  const manifest = jsonIn(submission, "manifest.json");
  if (manifest === null) return ["manifest.json is missing or no JSON object"];
  return RULES.flatMap((rule) => rule(submission, manifest));
}

const RULES: readonly Rule[] = [
  identity,
  oldestBrowser,
  permissions,
  connections,
  policy,
  remoteCode,
  sourceMaps,
  unexpectedFiles,
  missingFiles,
  licences,
  icons,
  texts,
  pictures,
];

function identity(_: Submission, manifest: Json): readonly string[] {
  const { manifest_version: layout, version } = manifest;
  return [
    ...(["key", "update_url"] as const)
      .filter((field) => field in manifest)
      .map((field) => `manifest.json: "${field}" is the store's own`),
    ...("version_name" in manifest ? ["manifest.json: version_name is that of a clone"] : []),
    ...(layout === 3 ? [] : ["manifest.json: manifest_version is not 3"]),
    ...(/^\d{1,5}(?:\.\d{1,5}){0,3}$/u.test(String(version)) ? [] : ["manifest.json: version is no number"]),
  ];
}

function oldestBrowser(_: Submission, { minimum_chrome_version: oldest }: Json): readonly string[] {
  if (typeof oldest === "string" && Number(oldest.split(".")[0]) >= OLDEST_BROWSER) return [];
  return [`manifest.json: minimum_chrome_version is not at least ${OLDEST_BROWSER}`];
}

/** Each permission has its reason, and none is explained that is not asked for. */
function permissions({ justified }: Submission, manifest: Json): readonly string[] {
  const asked = [
    "permissions",
    "optional_permissions",
    "host_permissions",
    "optional_host_permissions",
  ].flatMap((field) => stringsOf(manifest[field]));
  return [
    ...asked
      .filter((permission) => !justified.includes(permission))
      .map((permission) => `the permission ${permission} has no reason`),
    ...justified
      .filter((permission) => !asked.includes(permission))
      .map((permission) => `the permission ${permission} has a reason and is not asked for`),
    ...asked
      .filter((permission) => /^<all_urls>$|^(?:\*|https?|file):\/\/\*(?::\d+)?\//u.test(permission))
      .map((permission) => `the permission ${permission} is for all sites`),
  ];
}

/** Without the field every other extension may connect; websites may where the field has `matches`. */
function connections(_: Submission, { externally_connectable: connectable }: Json): readonly string[] {
  if (!isObject(connectable)) return ["manifest.json: externally_connectable is missing"];
  const isOpen = "matches" in connectable || stringsOf(connectable["ids"]).includes("*");
  return isOpen ? ["manifest.json: externally_connectable lets others connect"] : [];
}

function policy(_: Submission, { content_security_policy: policies }: Json): readonly string[] {
  const pages = isObject(policies) ? policies["extension_pages"] : undefined;
  if (typeof pages !== "string") return ["manifest.json: there is no content_security_policy"];
  const directives = new Map(
    pages.split(";").map((directive) => {
      const [name = "", ...sources] = directive.trim().split(/\s+/u);
      return [name, sources.join(" ")] as const;
    }),
  );
  const wanted = [
    ["default-src", "'none'"],
    ["script-src", "'self'"],
    ["worker-src", "'self'"],
    ["connect-src", "'none'"],
  ] as const;
  return wanted
    .filter(([name, sources]) => directives.get(name) !== sources)
    .map(([name, sources]) => `content_security_policy: ${name} is not ${sources}`);
}

/** Code that comes from elsewhere, or stands in a page. The policy would stop it; the store looks for it all the same. */
function remoteCode({ files }: Submission): readonly string[] {
  const patterns = [
    [
      "html",
      /<(?:script|link|iframe|img)\b[^>]*\s(?:src|href)=["']?(?:[a-z]+:)?\/\//iu,
      "loads from elsewhere",
    ],
    ["html", /<script\b(?![^>]*\ssrc=)[^>]*>/iu, "has a script inside"],
    ["html", /\son[a-z]+=["']/iu, "has a handler inside"],
    ["js", /\b(?:import|importScripts)\s*\(\s*["'`](?:https?:)?\/\//u, "loads code from elsewhere"],
    ["js", /\bfrom\s*["'](?:https?:)?\/\//u, "loads code from elsewhere"],
    ["css", /(?:@import|url\()\s*["']?(?:https?:)?\/\//iu, "loads from elsewhere"],
  ] as const;
  return textsOf(files).flatMap(([path, text]) =>
    patterns
      .filter(([kind, pattern]) => path.endsWith(`.${kind}`) && pattern.test(text))
      .map(([, , what]) => `${path} ${what}`),
  );
}

function sourceMaps({ files }: Submission): readonly string[] {
  return textsOf(files)
    .filter(([, text]) => /[#@] sourceMappingURL=/u.test(text))
    .map(([path]) => `${path} names a source map`);
}

function unexpectedFiles({ files }: Submission): readonly string[] {
  return [...files.keys()]
    .filter((path) => !EXPECTED_FILE.test(path) || /(?:^|\/)(?:tests?|fixtures|programs)\//u.test(path))
    .map((path) => `${path} does not belong into the package`);
}

/** Files that the manifest names. */
function missingFiles({ files }: Submission, manifest: Json): readonly string[] {
  const { background, action, side_panel: panel, web_accessible_resources: resources } = manifest;
  const named = [
    isObject(background) ? background["service_worker"] : undefined,
    isObject(action) ? action["default_popup"] : undefined,
    isObject(panel) ? panel["default_path"] : undefined,
    ...(Array.isArray(resources) ? resources : []).flatMap((entry) =>
      stringsOf(isObject(entry) ? entry["resources"] : []),
    ),
  ];
  return named
    .filter((path) => typeof path === "string")
    .filter((path) => !files.has(path))
    .map((path) => `${path} is named in the manifest and missing`);
}

/** What the libraries inside ask of whoever hands them on. jszip stands for what docx carries. */
function licences({ files }: Submission): readonly string[] {
  const text = files.get(LICENCES)?.toString("utf8") ?? "";
  return ["preact", "docx", "jszip"]
    .filter((name) => !text.includes(`\n## ${name} - `))
    .map((name) => `${LICENCES} has no licence of ${name}`);
}

function icons({ files }: Submission, { icons: named }: Json): readonly string[] {
  if (!isObject(named) || !("128" in named)) return ["manifest.json: there is no icon of 128 pixels"];
  return Object.entries(named).flatMap(([size, path]) => {
    const picture = pictureIn(files.get(String(path)));
    return picture?.size === `${size}×${size}` ? [] : [`${String(path)} is no PNG of ${size}×${size}`];
  });
}

/** Name and description, in every language that the package has. */
function texts(submission: Submission, manifest: Json): readonly string[] {
  const languages = [...submission.files.keys()].flatMap((path) => {
    const [, language] = /^_locales\/([^/]+)\/messages\.json$/u.exec(path) ?? [];
    return language === undefined ? [] : [language];
  });
  const standard = String(manifest["default_locale"]);
  if (!languages.includes(standard)) return [`_locales has nothing for the default_locale ${standard}`];
  return languages.flatMap((language) => {
    const messages = jsonIn(submission, `_locales/${language}/messages.json`) ?? {};
    const inWords = (text: unknown) =>
      String(text).replaceAll(/__MSG_(\w+)__/gu, (all, name: string) => {
        const entry = messages[name];
        return isObject(entry) && typeof entry["message"] === "string" ? entry["message"] : all;
      });
    const whole = inWords(JSON.stringify(manifest));
    return [
      ...[...whole.matchAll(/__MSG_(\w+)__/gu)].map(([, name]) => `_locales/${language} lacks ${name}`),
      ...tooLong(`_locales/${language}: name`, inWords(manifest["name"]), LONGEST_NAME),
      ...tooLong(`_locales/${language}: description`, inWords(manifest["description"]), LONGEST_DESCRIPTION),
    ];
  });
}

function tooLong(what: string, text: string, most: number): readonly string[] {
  return text.length > most ? [`${what} has ${text.length} characters, at most ${most} are allowed`] : [];
}

/** Pictures that are there; which are missing is said by `missingPictures`. */
function pictures({ pictures: all }: Submission): readonly string[] {
  const screenshots = [...all.keys()].filter((name) => name !== TILE);
  return [
    ...(screenshots.length > MOST_SCREENSHOTS
      ? [`${screenshots.length} screenshots, at most ${MOST_SCREENSHOTS} are taken`]
      : []),
    ...[...all].flatMap(([name, bytes]) => {
      const size = name === TILE ? PROMO_TILE : SCREENSHOT;
      const picture = pictureIn(bytes);
      if (picture?.size !== size) return [`${name} is no PNG of ${size}`];
      return picture.isOpaque ? [] : [`${name} has transparency`];
    }),
  ];
}

const TILE = "promo-tile.png";

/** What a listing cannot do without and is not there yet: a test makes them, with a browser (pure). */
export function missingPictures({ pictures: all }: Pick<Submission, "pictures">): readonly string[] {
  const names = [...all.keys()];
  return [
    ...(names.some((name) => name !== TILE) ? [] : ["a screenshot"]),
    ...(names.includes(TILE) ? [] : ["the promo tile"]),
  ];
}

/** Size and kind of a PNG by its first chunk; null where it is none. */
function pictureIn(bytes: Buffer | undefined): { readonly size: string; readonly isOpaque: boolean } | null {
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  if (bytes === undefined || bytes.length < 26 || !bytes.subarray(0, 8).equals(signature)) return null;
  const [depth, colours] = [bytes[24], bytes[25]];
  const isOpaque = depth === 8 && colours === 2;
  return { size: `${bytes.readUInt32BE(16)}×${bytes.readUInt32BE(20)}`, isOpaque };
}

function textsOf(files: Submission["files"]): readonly (readonly [path: string, text: string])[] {
  return [...files]
    .filter(([path]) => /\.(?:js|css|html|json)$/u.test(path))
    .map(([path, content]) => [path, content.toString("utf8")]);
}

function jsonIn({ files }: Submission, path: string): Json | null {
  try {
    const parsed: unknown = JSON.parse(files.get(path)?.toString("utf8") ?? "");
    return isObject(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function stringsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];
}
