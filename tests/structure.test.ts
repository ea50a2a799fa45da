import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const WORLDS = [
  "src",
  "native-host",
  "install",
  "protocol",
  "tools",
  "tests",
  "python-stt/src",
  "python-stt/tests",
];
const MODULE = /\.(tsx?|mjs|py)$/;
const MOST_MODULES = 16;

/** A method or function that does nothing but call one of the same name with what it was given. */
const FORWARDER =
  /^ *(?:export )?(?:async )?(?:function )?(\w+)\([^()]*\)[^{};=]*\{\s*(?:return |void )?(?:await )?[#\w.?]+\.\1\([^()]*\);\s*\}/gm;

/**
 * An effect runs after the next paint, on a busy machine a tenth of a second after the render; a key pressed in
 * between goes to the element that had the focus, and what happens in between is listened to by nobody. A layout
 * effect runs with the render.
 */
const LATE = /\.focus\(|addEventListener\(/;

/**
 * A function with a name, which `tsx` gives its name through a helper that no page has; what the tests send into a page is
 * not compiled by it, so they alone would not notice.
 */
const NAMED_FUNCTION =
  /\b(?:const|let) \w+ = (?:async )?(?:function\b|\([^()]*\)(?:: [^=]+)? =>|\w+ =>)|\bfunction \w/;

/** Puppeteer's calls that run in the page what they are given. */
const IN_PAGE = /\b(?:evaluate\w*|waitForFunction|\$\$?eval)\(/g;

/** The arguments of each call that the pattern finds the beginning of. */
function callsOf(source: string, beginning: RegExp): string[] {
  return [...source.matchAll(beginning)].map(({ index }) => {
    let open = 0;
    for (let at = source.indexOf("(", index); at < source.length; at += 1) {
      if (source[at] === "(") open += 1;
      if (source[at] === ")") open -= 1;
      if (open === 0) return source.slice(index, at);
    }
    return source.slice(index);
  });
}

/**
 * A click at once, on what may not be drawn yet or is just being moved: `clickOn` waits for it and sees that the click has
 * come. Then a wait of its own length: what takes less than `HUNG_MS` may be late on a busy machine.
 */
const BY_LUCK = /\.click\(\s*["'`]|timeout: \d|\.until\([^()]*,\s*[\d_]{3,}/;

/** A picture that is left to be looked at, and not by `tests/e2e/pictures.ts`, which has axe-core look as well. */
const UNCHECKED_PICTURE = /screenshot\(\{\s*path|driver\/browser\/pictures/;

/**
 * What the tests of fed views, two of which run at a time (vitest.config.ts), have nothing of: a browser of their own, a meeting, a
 * server.
 */
const NOT_OF_VIEWS =
  /driver\/(?!browser\/(?:downloads|earshot|pages|pictures)\.ts)|native-host\/|startCaptions/;
const ONLY_FED = "tests/e2e/views/fed-view.ts";

/** A module of the end-to-end tests, and those of them that it imports, and so on; what opens fed views is the end. */
function withImported(file: string): string[] {
  if (named(file) === ONLY_FED) return [];
  const imported = [...readFileSync(file, "utf8").matchAll(/from "(\.[^"]+)"/g)]
    .map(([, path = ""]) => join(file, "..", path))
    .filter((path) => named(path).startsWith("tests/e2e/"));
  return [file, ...imported.flatMap(withImported)];
}

/**
 * The forwarders that say something: that part of what a class holds may be reached, and under which name. A new
 * one needs a reason; one that is gone leaves this list.
 */
const FORWARDERS: readonly string[] = [
  "native-host/keys/session-keys.ts: reachKeychain",
  "native-host/sidecar/sidecar.ts: stop",
  "native-host/sidecar/sidecar.ts: kill",
  "src/offscreen/capture-document.ts: backgroundLost",
  "tools/driver/browser/live-view.ts: close",
];

/** A file of ours that a document or a comment names, perhaps without the folders before it. */
const NAMED_FILE = /`([\w@./-]+\.(?:tsx?|mjs|py))`/g;

/** Of a file that is not there yet, or not any more. */
const NO_FILE = ["tools/cli/NAME.ts", "src/i18n/XX.ts", "windows.py"];

function folders(folder: string): string[] {
  const inside = readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && !/^(node_modules|__pycache__|\..*|.*\.egg-info)$/.test(entry.name),
  );
  return [folder, ...inside.flatMap(({ name }) => folders(join(folder, name)))];
}

const modules = (folder: string) =>
  readdirSync(folder).filter((name) => MODULE.test(name) && name !== "__init__.py");
const named = (path: string) => relative(ROOT, path).replaceAll("\\", "/");

describe("the structure of the sources", () => {
  const all = WORLDS.flatMap((world) => folders(join(ROOT, world)));

  it(`holds at most ${MOST_MODULES} modules in a folder`, () => {
    const crowded = all
      .map((folder) => `${named(folder)}: ${modules(folder).length}`)
      .filter((line) => Number(line.split(": ")[1]) > MOST_MODULES);

    expect(all.length).toBeGreaterThan(50);
    expect(crowded).toStrictEqual([]);
  });

  it("hands no call on through a function that adds nothing", () => {
    const found = all
      .filter((folder) => !named(folder).startsWith("tests"))
      .flatMap((folder) => modules(folder).map((name) => join(folder, name)))
      .flatMap((file) =>
        [...readFileSync(file, "utf8").matchAll(FORWARDER)].map(([, name]) => `${named(file)}: ${name}`),
      );

    expect(found.toSorted()).toStrictEqual([...FORWARDERS].toSorted());
  });

  it("names only files that there are, in documents and comments", () => {
    const sources = [ROOT, ...folders(join(ROOT, "demo")), ...all].flatMap((folder) =>
      modules(folder).map((name) => join(folder, name)),
    );
    const paths = sources.map((file) => `/${named(file)}`);
    const documents = [ROOT, join(ROOT, "docs/adr"), join(ROOT, "python-stt")].flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.endsWith(".md"))
        .map((name) => join(folder, name)),
    );

    const missing = [...documents, ...sources].flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(NAMED_FILE)]
        .map(([, path = ""]) => path)
        .filter((path) => !NO_FILE.includes(path) && !paths.some((known) => known.endsWith(`/${path}`)))
        .map((path) => `${named(file)}: ${path}`),
    );

    expect(documents.length).toBeGreaterThan(30);
    expect(missing).toStrictEqual([]);
  });

  it("UI-6 takes no picture of a view without looking into it", () => {
    const unchecked = folders(join(ROOT, "tests/e2e"))
      .flatMap((folder) => modules(folder).map((name) => join(folder, name)))
      .filter((file) => named(file) !== "tests/e2e/pictures.ts")
      .filter((file) => UNCHECKED_PICTURE.test(readFileSync(file, "utf8")));

    expect(unchecked.map(named)).toStrictEqual([]);
  });

  it("lets the tests of fed views run two at a time: they start no host and no meeting, and no browser but theirs", () => {
    const tests = folders(join(ROOT, "tests/e2e"))
      .flatMap((folder) => modules(folder).map((name) => join(folder, name)))
      .filter((file) => file.endsWith(".view.test.ts"));
    const found = tests.filter((file) =>
      withImported(file).some((module) => NOT_OF_VIEWS.test(readFileSync(module, "utf8"))),
    );

    expect(tests.length).toBeGreaterThan(25);
    expect(found.map(named)).toStrictEqual([]);
    expect(readFileSync(join(ROOT, ONLY_FED), "utf8")).toContain(
      "launchEarshot({ isHostRegistered: false })",
    );
  });

  it("lets no end-to-end test click or wait by luck", () => {
    const found = folders(join(ROOT, "tests/e2e"))
      .flatMap((folder) => modules(folder).map((name) => join(folder, name)))
      .filter((file) => BY_LUCK.test(readFileSync(file, "utf8")));

    expect(found.map(named)).toStrictEqual([]);
  });

  it("moves the keyboard's focus, and listens, with the render, not after the next paint", () => {
    const late = all
      .filter((folder) => named(folder).startsWith("src"))
      .flatMap((folder) => modules(folder).map((name) => join(folder, name)))
      .filter((file) =>
        callsOf(readFileSync(file, "utf8"), /\buseEffect\(/g).some((call) => LATE.test(call)),
      );

    expect(late.map(named)).toStrictEqual([]);
  });

  it("sends no function with a name into a page, where the tools are run without the tests", () => {
    const found = all
      .filter((folder) => named(folder).startsWith("tools"))
      .flatMap((folder) => modules(folder).map((name) => join(folder, name)))
      .filter((file) =>
        callsOf(readFileSync(file, "utf8"), IN_PAGE).some((call) => NAMED_FUNCTION.test(call)),
      );

    expect(found.map(named)).toStrictEqual([]);
  });
});
