import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import manifestConfig from "../../../manifest.config.ts";
import { ROOT } from "../../../tools/runtime/paths.ts";
import { faultsOf, missingPictures } from "../../../tools/store/rules.ts";
import { ANSWERS, justifiedIn } from "../../../tools/store/submission.ts";

type Fields = Readonly<Record<string, unknown>>;

/** The beginning of a PNG of that size; `colours`: 2 is without transparency, 6 is with. */
function png(width: number, height: number, colours = 2): Buffer {
  const bytes = Buffer.alloc(33);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  bytes.set([8, colours], 24);
  return bytes;
}

const { key: _key, ...MANIFEST } = JSON.parse(JSON.stringify(manifestConfig)) as Fields;
const ASKED = MANIFEST["permissions"] as readonly string[];
const justified = justifiedIn(readFileSync(ANSWERS, "utf8"));
const locale = (language: string) =>
  readFileSync(join(ROOT, `src/public/_locales/${language}/messages.json`));
const messages = (change: Fields) =>
  Buffer.from(JSON.stringify({ ...(JSON.parse(locale("en").toString("utf8")) as Fields), ...change }));

interface Change {
  readonly manifest?: Fields;
  readonly files?: Readonly<Record<string, Buffer | string>>;
  readonly justified?: readonly string[];
  readonly pictures?: Readonly<Record<string, Buffer>>;
}

/** The repository's own manifest with small files around it, and what is broken about it. */
function faults(change: Change = {}): readonly string[] {
  const icons = [16, 32, 48, 128].map((size) => [`icons/${size}.png`, png(size, size, 6)] as const);
  const named = ["src/popup/index.html", "src/sidepanel/index.html", "src/overlay/index.html"];
  const languages = ["en", "ja", "de", "es", "fr", "ko", "zh_CN"];
  const files = new Map<string, Buffer>([
    ["manifest.json", Buffer.from(JSON.stringify({ ...BUILT, ...change.manifest }))],
    ["service-worker-loader.js", Buffer.from("")],
    [
      "third-party-licenses.txt",
      Buffer.from("\n## preact - 1 (MIT)\n## docx - 1 (MIT)\n## jszip - 1 (MIT)\n"),
    ],
    ...icons,
    ...named.map((path) => [path, Buffer.from("<script src='/a.js'></script>")] as const),
    ...languages.map((language) => [`_locales/${language}/messages.json`, locale(language)] as const),
    ...Object.entries(change.files ?? {}).map(([path, content]) => [path, Buffer.from(content)] as const),
  ]);
  return faultsOf({
    files,
    justified: change.justified ?? justified,
    pictures: new Map(Object.entries(change.pictures ?? {})),
  });
}

/** As Vite builds it. */
const BUILT: Fields = {
  ...MANIFEST,
  background: { service_worker: "service-worker-loader.js", type: "module" },
};

test("INS-3 the repository's own manifest, languages and reasons are what a store takes", () => {
  expect(justified).toHaveLength(ASKED.length + 1);
  expect(faults({ pictures: { "1.png": png(1280, 800), "promo-tile.png": png(440, 280) } })).toEqual([]);
});

test.each<[string, Change, RegExp]>([
  ["a key", { manifest: { key: "MIIB" } }, /"key"/u],
  ["the name of a clone's build", { manifest: { version_name: "0.1.0 (clone)" } }, /version_name/u],
  ["an address for updates", { manifest: { update_url: "https://example.org" } }, /"update_url"/u],
  ["an older manifest", { manifest: { manifest_version: 2 } }, /manifest_version/u],
  ["a version in words", { manifest: { version: "1.0-beta" } }, /version is no number/u],
  ["no oldest browser", { manifest: { minimum_chrome_version: undefined } }, /minimum_chrome_version/u],
  ["a browser that lacks something", { manifest: { minimum_chrome_version: "102" } }, /at least 116/u],
  ["a permission without a reason", { manifest: { permissions: [...ASKED, "tabs"] } }, /tabs has no reason/u],
  ["a reason without a permission", { justified: [...justified, "cookies"] }, /cookies has a reason/u],
  [
    "a permission for all sites",
    { manifest: { host_permissions: ["<all_urls>"] }, justified: [...justified, "<all_urls>"] },
    /all sites/u,
  ],
  [
    "a permission for every host",
    { manifest: { host_permissions: ["https://*/*"] }, justified: [...justified, "https://*/*"] },
    /all sites/u,
  ],
  ["doors for every extension", { manifest: { externally_connectable: undefined } }, /is missing/u],
  ["doors for each extension", { manifest: { externally_connectable: { ids: ["*"] } } }, /lets others/u],
  [
    "doors for websites",
    { manifest: { externally_connectable: { matches: ["https://example.org/*"] } } },
    /lets others/u,
  ],
  ["no policy", { manifest: { content_security_policy: undefined } }, /no content_security_policy/u],
  ["a policy that allows eval", policyWith("'self'", "'self' 'unsafe-eval'"), /script-src is not/u],
  ["a policy that allows a server", policyWith("connect-src 'none'", "connect-src https:"), /connect-src/u],
  [
    "a script from a server",
    page('<script src="https://cdn.example/x.js"></script>'),
    /loads from elsewhere/u,
  ],
  ["a script in a page", page("<script>start()</script>"), /script inside/u],
  ["a handler in a page", page('<button onclick="start()">'), /handler inside/u],
  ["code from a server", { files: { "a.js": 'import("https://cdn.example/x.js")' } }, /loads code/u],
  [
    "a module from a server",
    { files: { "a.js": 'import x from "https://cdn.example/x.js"' } },
    /loads code/u,
  ],
  ["a font from a server", { files: { "a.css": "@import url(https://fonts.example/a.css)" } }, /elsewhere/u],
  ["a source map", { files: { "a.js.map": "{}" } }, /does not belong/u],
  ["the name of a source map", { files: { "a.js": "//# sourceMappingURL=a.js.map" } }, /source map/u],
  ["a source", { files: { "src/popup/index.tsx": "" } }, /does not belong/u],
  ["a hidden file", { files: { ".env": "" } }, /does not belong/u],
  ["a test's page", { files: { "tests/tone.html": "" } }, /does not belong/u],
  ["a page that is not there", { manifest: { action: { default_popup: "no.html" } } }, /no\.html is named/u],
  [
    "no licence of what a library carries",
    { files: { "third-party-licenses.txt": "\n## preact - 1 (MIT)\n## docx - 1 (MIT)\n" } },
    /no licence of jszip/u,
  ],
  ["no large icon", { manifest: { icons: { 16: "icons/16.png" } } }, /no icon of 128/u],
  ["an icon of another size", { files: { "icons/48.png": png(64, 64) } }, /no PNG of 48×48/u],
  ["an icon that is no picture", { files: { "icons/128.png": "<svg/>" } }, /no PNG of 128×128/u],
  ["a long name", localeWith("ja", { name: { message: "字".repeat(76) } }), /ja: name has 76 characters/u],
  ["a long description", localeWith("de", { description: { message: "a".repeat(133) } }), /de: description/u],
  ["a text that is missing", localeWith("fr", { toggleCapture: undefined }), /fr lacks toggleCapture/u],
  ["no standard language", { manifest: { default_locale: "it" } }, /nothing for the default_locale it/u],
  ["a small screenshot", { pictures: { "1.png": png(1280, 720) } }, /1\.png is no PNG of 1280×800/u],
  ["a screenshot that shines through", { pictures: { "1.png": png(1280, 800, 6) } }, /transparency/u],
  ["a large promo tile", { pictures: { "promo-tile.png": png(880, 560) } }, /no PNG of 440×280/u],
  [
    "too many screenshots",
    { pictures: Object.fromEntries([1, 2, 3, 4, 5, 6].map((name) => [`${name}.png`, png(1280, 800)])) },
    /6 screenshots/u,
  ],
])("INS-3 %s is found before the store finds it", (_what, change, fault) => {
  const found = faults(change);

  expect(found).toHaveLength(1);
  expect(found.join("\n")).toMatch(fault);
});

test("INS-3 without a manifest that can be read nothing else is judged", () => {
  expect(faults({ files: { "manifest.json": "[]" } })).toEqual([
    "manifest.json is missing or no JSON object",
  ]);
});

test("INS-3 pictures that are not made yet are no fault, and are named", () => {
  expect(faults()).toEqual([]);
  expect(missingPictures({ pictures: new Map() })).toEqual(["a screenshot", "the promo tile"]);
  expect(
    missingPictures({
      pictures: new Map([
        ["1.png", png(1, 1)],
        ["promo-tile.png", png(1, 1)],
      ]),
    }),
  ).toEqual([]);
});

test("INS-3 each reason is one that the store's form has room for, and says something", () => {
  const answers = readFileSync(ANSWERS, "utf8");
  const reasons = answers.split(/^### /gmu).slice(1);

  expect(reasons).toHaveLength(justified.length);
  for (const reason of reasons) {
    const [, text = ""] = /^`[^`]+`\n\n([^#]+)/u.exec(reason) ?? [];
    expect(text.trim().length).toBeGreaterThan(60);
    expect(text.trim().length).toBeLessThan(1000);
  }
});

function policyWith(text: string, other: string): Change {
  const { extension_pages: policy = "" } = MANIFEST["content_security_policy"] as {
    extension_pages?: string;
  };
  expect(policy).toContain(text);
  return { manifest: { content_security_policy: { extension_pages: policy.replace(text, other) } } };
}

function page(html: string): Change {
  return { files: { "src/popup/index.html": html } };
}

function localeWith(name: string, change: Fields): Change {
  return { files: { [`_locales/${name}/messages.json`]: messages(change) } };
}
