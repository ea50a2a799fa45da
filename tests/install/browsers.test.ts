import { describe, expect, it, test } from "vitest";
import { BROWSERS } from "../../install/browsers.ts";
import {
  type Computer,
  everyTarget,
  findBrowsers,
  findShutInBrowsers,
  nameOf,
  registrationTargets,
} from "../../install/targets.ts";
import { computerWith } from "./fake-computer.ts";

/** Nothing in it that a path may not hold, and all that has broken one. */
const HOMES = {
  linux: "/home/Jö & 日本's $HOME",
  darwin: "/Users/Jö & 日本's $HOME",
  win32: "C:\\Users\\Jö hn & Co 日本 (x86)",
} as const;

const MANIFEST = "NativeMessagingHosts/app.earshot.host.json";
const KEY = "NativeMessagingHosts\\app.earshot.host";

/** Each row as it has to be, written out by hand: the user data, and what is written for it and for nobody else. */
const ROWS: readonly (readonly [
  id: string,
  userData: string,
  written: readonly string[],
  system: string | null,
])[] = [
  ["chrome", "google-chrome", ["google-chrome"], "/etc/opt/chrome"],
  ["chrome-beta", "google-chrome-beta", ["google-chrome-beta"], "/etc/opt/chrome"],
  ["chrome-dev", "google-chrome-unstable", ["google-chrome-unstable"], "/etc/opt/chrome"],
  ["chrome-canary", "google-chrome-canary", ["google-chrome-canary"], "/etc/opt/chrome"],
  ["chromium", "chromium", ["chromium"], "/etc/chromium"],
  ["edge", "microsoft-edge", ["microsoft-edge"], "/etc/opt/edge"],
  ["edge-beta", "microsoft-edge-beta", ["microsoft-edge-beta"], "/etc/opt/edge"],
  ["edge-dev", "microsoft-edge-dev", ["microsoft-edge-dev"], "/etc/opt/edge"],
  ["brave", "BraveSoftware/Brave-Browser", ["BraveSoftware/Brave-Browser"], "/etc/opt/chrome"],
  ["brave-beta", "BraveSoftware/Brave-Browser-Beta", ["BraveSoftware/Brave-Browser-Beta"], "/etc/opt/chrome"],
  [
    "brave-nightly",
    "BraveSoftware/Brave-Browser-Nightly",
    ["BraveSoftware/Brave-Browser-Nightly"],
    "/etc/opt/chrome",
  ],
  ["vivaldi", "vivaldi", ["vivaldi"], "/etc/opt/vivaldi"],
  ["vivaldi-snapshot", "vivaldi-snapshot", ["vivaldi-snapshot"], "/etc/opt/vivaldi"],
  ["opera", "opera", ["opera", "google-chrome"], "/etc/opt/chrome"],
  ["comet", "comet", ["comet"], null],
  ["helium", "net.imput.helium", ["net.imput.helium"], null],
  ["yandex", "yandex-browser", ["yandex-browser"], null],
];

const MAC_ROWS: typeof ROWS = [
  ["chrome", "Google/Chrome", ["Google/Chrome"], "/Library/Google/Chrome"],
  ["chrome-beta", "Google/Chrome Beta", ["Google/Chrome Beta"], "/Library/Google/Chrome"],
  ["chrome-dev", "Google/Chrome Dev", ["Google/Chrome Dev"], "/Library/Google/Chrome"],
  ["chrome-canary", "Google/Chrome Canary", ["Google/Chrome Canary"], "/Library/Google/Chrome"],
  ["chromium", "Chromium", ["Chromium"], "/Library/Application Support/Chromium"],
  ["edge", "Microsoft Edge", ["Microsoft Edge"], "/Library/Microsoft/Edge"],
  ["edge-beta", "Microsoft Edge Beta", ["Microsoft Edge Beta"], "/Library/Microsoft/Edge"],
  ["edge-dev", "Microsoft Edge Dev", ["Microsoft Edge Dev"], "/Library/Microsoft/Edge"],
  ["edge-canary", "Microsoft Edge Canary", ["Microsoft Edge Canary"], "/Library/Microsoft/Edge"],
  [
    "brave",
    "BraveSoftware/Brave-Browser",
    ["Google/Chrome", "BraveSoftware/Brave-Browser"],
    "/Library/Google/Chrome",
  ],
  [
    "brave-beta",
    "BraveSoftware/Brave-Browser-Beta",
    ["Google/Chrome", "BraveSoftware/Brave-Browser-Beta"],
    "/Library/Google/Chrome",
  ],
  [
    "brave-nightly",
    "BraveSoftware/Brave-Browser-Nightly",
    ["Google/Chrome", "BraveSoftware/Brave-Browser-Nightly"],
    "/Library/Google/Chrome",
  ],
  ["vivaldi", "Vivaldi", ["Vivaldi"], "/Library/Application Support/Vivaldi"],
  ["vivaldi-snapshot", "Vivaldi Snapshot", ["Vivaldi Snapshot"], "/Library/Application Support/Vivaldi"],
  [
    "opera",
    "com.operasoftware.Opera",
    ["com.operasoftware.Opera", "Google/Chrome"],
    "/Library/Google/Chrome",
  ],
  ["arc", "Arc/User Data", ["Arc/User Data"], "/Library/Application Support/Arc/User Data"],
  ["comet", "Comet", ["Comet"], null],
  ["helium", "net.imput.helium", ["net.imput.helium"], null],
  ["yandex", "Yandex/YandexBrowser", ["Yandex/YandexBrowser"], null],
];

/** On Windows: the keys that are written beside the three that always are. */
const WINDOWS_ROWS: readonly (readonly [
  id: string,
  userData: string,
  keys: readonly string[],
  read: string,
])[] = [
  ["chrome", "Google\\Chrome\\User Data", [], "Google\\Chrome"],
  ["chrome-beta", "Google\\Chrome Beta\\User Data", [], "Google\\Chrome"],
  ["chrome-dev", "Google\\Chrome Dev\\User Data", [], "Google\\Chrome"],
  ["chrome-canary", "Google\\Chrome SxS\\User Data", [], "Google\\Chrome"],
  ["chromium", "Chromium\\User Data", [], "Chromium"],
  ["edge", "Microsoft\\Edge\\User Data", [], "Microsoft\\Edge"],
  ["edge-beta", "Microsoft\\Edge Beta\\User Data", [], "Microsoft\\Edge"],
  ["edge-dev", "Microsoft\\Edge Dev\\User Data", [], "Microsoft\\Edge"],
  ["edge-canary", "Microsoft\\Edge SxS\\User Data", [], "Microsoft\\Edge"],
  ["brave", "BraveSoftware\\Brave-Browser\\User Data", [], "Google\\Chrome"],
  ["brave-beta", "BraveSoftware\\Brave-Browser-Beta\\User Data", [], "Google\\Chrome"],
  ["brave-nightly", "BraveSoftware\\Brave-Browser-Nightly\\User Data", [], "Google\\Chrome"],
  ["vivaldi", "Vivaldi\\User Data", [], "Google\\Chrome"],
  ["opera", "Opera Software\\Opera Stable", [], "Google\\Chrome"],
  ["arc", "Arc\\User Data", [], "Google\\Chrome"],
  ["comet", "Perplexity\\Comet\\User Data", ["Comet"], "Comet"],
  ["helium", "imput\\Helium\\User Data", [], "Google\\Chrome"],
  ["yandex", "Yandex\\YandexBrowser\\User Data", ["Yandex\\YandexBrowser"], "Yandex\\YandexBrowser"],
];

const ALWAYS_ON_WINDOWS = ["Google\\Chrome", "Chromium", "Microsoft\\Edge"];

function written(computer: Computer, only?: readonly string[]): string[] {
  return registrationTargets(computer, "user", only)
    .map(({ place }) => nameOf(place))
    .toSorted();
}

function forAll(computer: Computer, id: string): string[] {
  return registrationTargets(computer, "system", [id]).map(({ place }) => nameOf(place));
}

function rowsOf(system: "linux" | "macos" | "windows"): string[] {
  return BROWSERS.filter((browser) => browser[system] !== undefined).map(({ id }) => id);
}

describe("INS-2 where each browser looks for hosts", () => {
  it.each(ROWS)("on Linux: %s", (id, userData, folders, system) => {
    const root = `${HOMES.linux}/.config`;
    const computer = computerWith([`${root}/${userData}`], { home: HOMES.linux });

    expect(findBrowsers(computer)).toMatchObject([{ browser: { id }, userData: `${root}/${userData}` }]);
    expect(written(computer)).toEqual(folders.map((name) => `${root}/${name}/${MANIFEST}`).toSorted());
    expect(forAll(computer, id)).toEqual(
      system === null ? [] : [`${system}/native-messaging-hosts/app.earshot.host.json`],
    );
  });

  it.each(MAC_ROWS)("on macOS: %s", (id, userData, folders, system) => {
    const root = `${HOMES.darwin}/Library/Application Support`;
    const computer = computerWith([`${root}/${userData}`], { platform: "darwin", home: HOMES.darwin });

    expect(findBrowsers(computer).map(({ browser }) => browser.id)).toContain(id);
    // Chrome's folder is read by other browsers too, and made whether Chrome is there or not.
    const all = [...new Set(["Google/Chrome", ...folders])];
    expect(written(computer)).toEqual(all.map((name) => `${root}/${name}/${MANIFEST}`).toSorted());
    expect(written(computer, [id])).toEqual(folders.map((name) => `${root}/${name}/${MANIFEST}`).toSorted());
    expect(forAll(computer, id)).toEqual(system === null ? [] : [`${system}/${MANIFEST}`]);
  });

  it.each(WINDOWS_ROWS)("on Windows: %s", (id, userData, keys, read) => {
    const environment = { LOCALAPPDATA: `${HOMES.win32}\\AppData\\Local` };
    const computer = computerWith([`${environment.LOCALAPPDATA}\\${userData}`], {
      platform: "win32",
      home: HOMES.win32,
      environment,
    });

    expect(findBrowsers(computer).map(({ browser }) => browser.id)).toContain(id);
    expect(written(computer)).toEqual(
      [...ALWAYS_ON_WINDOWS, ...keys].map((name) => `HKCU\\Software\\${name}\\${KEY}`).toSorted(),
    );
    expect(written(computer, [id])).toEqual([`HKCU\\Software\\${read}\\${KEY}`]);
    expect(forAll(computer, id)).toEqual([`HKLM\\Software\\${read}\\${KEY}`]);
  });

  it("has a test for each row on each system", () => {
    expect(ROWS.map(([id]) => id)).toEqual(rowsOf("linux"));
    expect(MAC_ROWS.map(([id]) => id)).toEqual(rowsOf("macos"));
    expect(WINDOWS_ROWS.map(([id]) => id)).toEqual(rowsOf("windows"));
  });
});

describe("INS-2 which browsers are there", () => {
  test("on Linux nothing is written where no browser is", () => {
    expect(written(computerWith([]))).toEqual([]);
  });

  test("a browser that is named is written for, found or not", () => {
    expect(written(computerWith([]), ["edge"])).toEqual([`/home/me/.config/microsoft-edge/${MANIFEST}`]);
  });

  test.each(["XDG_CONFIG_HOME", "CHROME_CONFIG_HOME"])("%s moves the user data", (name) => {
    const environment = { [name]: "/mnt/my data/設定/" };
    const moved = computerWith(["/mnt/my data/設定/chromium"], { environment });
    const both = computerWith(["/mnt/my data/設定/chromium", "/home/me/.config/chromium"], { environment });

    expect(written(moved)).toEqual([`/mnt/my data/設定/chromium/${MANIFEST}`]);
    expect(written(both)).toEqual([
      `/home/me/.config/chromium/${MANIFEST}`,
      `/mnt/my data/設定/chromium/${MANIFEST}`,
    ]);
  });

  test("a relative XDG_CONFIG_HOME counts for nothing, as its specification says", () => {
    const computer = computerWith(["/home/me/.config/chromium"], {
      environment: { XDG_CONFIG_HOME: "here" },
    });

    expect(written(computer)).toEqual([`/home/me/.config/chromium/${MANIFEST}`]);
  });

  test("browsers that read one place share one target", () => {
    const root = "/home/me/.config";
    const targets = registrationTargets(computerWith([`${root}/opera`, `${root}/google-chrome`]), "user");

    expect(targets.map(({ browsers }) => browsers)).toEqual([["Google Chrome", "Opera"], ["Opera"]]);
  });

  test("each place of the table is looked at when all is removed", () => {
    const names = everyTarget(computerWith([]), "user").map(({ place }) => nameOf(place));

    expect(names).toHaveLength(17);
    expect(new Set(names).size).toBe(17);
  });
});

describe("INS-2 browsers that cannot start a host", () => {
  it.each(["/snap/chromium", "/home/me/snap/chromium"])("names the snap at %s", (path) => {
    expect(findShutInBrowsers(computerWith([path]))).toMatchObject([
      { browser: { id: "chromium" }, by: "snap", id: "chromium", path },
    ]);
  });

  it.each([
    ["brave", "brave"],
    ["vivaldi", "vivaldi"],
    ["opera", "opera"],
    ["microsoft-edge", "edge"],
  ])("names the snap %s", (snap, id) => {
    expect(findShutInBrowsers(computerWith([`/snap/${snap}`]))).toMatchObject([
      { browser: { id }, by: "snap", id: snap, path: `/snap/${snap}` },
    ]);
  });

  it.each([
    ["com.google.Chrome", "chrome"],
    ["com.google.ChromeDev", "chrome-dev"],
    ["org.chromium.Chromium", "chromium"],
    ["io.github.ungoogled_software.ungoogled_chromium", "chromium"],
    ["com.github.Eloston.UngoogledChromium", "chromium"],
    ["com.brave.Browser", "brave"],
    ["com.microsoft.Edge", "edge"],
    ["com.vivaldi.Vivaldi", "vivaldi"],
    ["com.opera.Opera", "opera"],
  ])("names the Flatpak %s", (flatpak, id) => {
    const path = `/home/me/.var/app/${flatpak}`;

    expect(findShutInBrowsers(computerWith([path]))).toMatchObject([
      { browser: { id }, by: "flatpak", id: flatpak, path },
    ]);
    expect(written(computerWith([path]))).toEqual([]);
  });

  it("finds none on other systems", () => {
    expect(findShutInBrowsers(computerWith(["/snap/chromium"], { platform: "darwin" }))).toEqual([]);
  });
});
