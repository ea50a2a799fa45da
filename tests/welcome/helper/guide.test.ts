import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { cloneFault, thisSystem } from "../../../install/supported-system.mjs";
import { ERROR_CODES, type ErrorCode } from "../../../protocol/errors.ts";
import { LANGUAGES, wordsIn } from "../../../src/i18n/index.ts";
import { EXTENSION_ID } from "../../../src/shared/identity.ts";
import { isGuided } from "../../../src/ui/notices/welcome-page.ts";
import { guideSteps } from "../../../src/welcome/helper/guide.ts";
import { surroundingsOf } from "../../../src/welcome/helper/surroundings.ts";
import { ROOT } from "../../../tools/runtime/paths.ts";

/** Where the helper is to be had: as a package, or in a clone. */
const PLACES = [
  { system: "linux", isClone: false },
  { system: "linux", isClone: true },
  { system: "mac", isClone: false },
  { system: "mac", isClone: true },
  { system: "win", isClone: false },
] as const;
/** Brand, and how the browser's own pages are addressed. */
const BROWSERS = [
  ["Google Chrome", "chrome"],
  ["Microsoft Edge", "edge"],
  ["Brave", "brave"],
  ["Vivaldi", "vivaldi"],
  ["Opera", "opera"],
  ["Arc", "arc"],
  ["Chromium", "chrome"],
] as const;
/** Also in a session that was opened before the installation made that folder. */
const ANYWHERE = 'PATH="$PATH:$HOME/.local/bin"';
const CODES = ERROR_CODES.filter(isGuided);
const PAGE = "https://downloads.example/earshot";
const TABLE = PLACES.flatMap((place) => BROWSERS.map(([brand, pages]) => ({ ...place, brand, pages })));
const { guide: text } = wordsIn("en");

interface Place {
  readonly system?: string;
  readonly brand?: string;
  readonly isClone?: boolean;
  readonly id?: string;
}

function placed({ system = "linux", brand = "Google Chrome", isClone = false, id = EXTENSION_ID }: Place) {
  const brands = [
    { brand: "Chromium", version: "156" },
    { brand: "Not?A_Brand", version: "24" },
    { brand, version: "156" },
  ];
  const manifest = { version: "0.1.0", ...(isClone ? { version_name: "0.1.0 (clone)" } : {}) };
  return surroundingsOf(system, brands, manifest, id);
}

function stepsOf(code: ErrorCode, place: Place, page: string | null = null) {
  return guideSteps(code, placed(place), page, text);
}

/** What is copied in the steps. */
function commands(code: ErrorCode, place: Place): (string | undefined)[] {
  return stepsOf(code, place)
    .filter(({ copied }) => copied !== undefined)
    .map(({ copied }) => copied?.text);
}

describe("the steps against an error of the helper", () => {
  test("UI-7 CAP-7 there are some for every error of the helper", () => {
    const ofHelper = ERROR_CODES.filter((code) => code.startsWith("host_"));

    expect(ofHelper.length).toBeGreaterThan(6);
    expect(ofHelper.filter((code) => !isGuided(code))).toEqual([]);
  });

  test.each(TABLE)(
    "UI-7 INS-2 on $system in $brand every error has steps of that system (clone: $isClone)",
    (place) => {
      const { system, brand, pages, isClone } = place;
      const keys = { win: "Ctrl and V", mac: "Command and V", linux: "Ctrl, Shift and V" }[system];
      const opening = { win: "type “cmd”", mac: "space bar", linux: "Alt and T" }[system];
      for (const code of CODES) {
        const steps = stepsOf(code, place);
        const whole = steps.map((step) => step.text).join("\n");
        const entered = steps.filter(({ copied }) => copied?.label === text.copyCommand);

        expect(steps.length).toBeGreaterThanOrEqual(3);
        expect(new Set(steps.map((step) => step.text)).size).toBe(steps.length);
        expect(whole).toContain(text.back);
        // A window for commands is opened before anything is to be entered in it.
        expect(entered.length > 0).toBe(whole.includes(opening));
        for (const step of entered) expect(step.text).toContain(keys);
        for (const [, address] of whole.matchAll(/(\w+):\/\//gu)) expect(address).toBe(pages);
        // Whether the browser comes from one of these, no page can know.
        const isPackaged =
          system === "linux" && (code === "host_not_installed" || code === "host_start_failed");
        expect(whole.includes(`your ${brand} comes from the Snap Store`)).toBe(isPackaged);
        expect(whole).not.toMatch(isClone ? /undefined/u : /npm|clone|undefined/u);
      }
    },
  );

  test.each([
    ["host_not_installed", [`${ANYWHERE} earshot install`]],
    ["host_forbidden", [`${ANYWHERE} earshot install`]],
    ["host_misconfigured", [`${ANYWHERE} earshot install`]],
    ["host_start_failed", [`${ANYWHERE} earshot doctor`]],
    ["host_exited", [`${ANYWHERE} earshot doctor`]],
    ["host_protocol_broken", [`${ANYWHERE} earshot doctor`]],
    ["sidecar_start_failed", [`${ANYWHERE} earshot doctor`]],
    ["sidecar_corrupt_output", [`${ANYWHERE} earshot doctor`]],
    ["journal_unwritable", [`${ANYWHERE} earshot doctor`]],
    ["incompatible_protocol_version", []],
    ["host_blocked", ["NativeMessagingAllowlist: app.earshot.host"]],
    // Whatever else ends the helper: the doctor knows more.
    ["keychain_unavailable", [`${ANYWHERE} earshot doctor`]],
  ] as const)("CAP-7 INS-2 against %s the installed program is asked for: %j", (code, copied) => {
    expect(commands(code, {})).toEqual(copied);
  });

  test("INS-2 in a clone the clone's commands are run, in its folder, and nothing is downloaded", () => {
    for (const code of CODES) {
      const steps = stepsOf(code, { isClone: true }, PAGE);
      expect(steps.some(({ download }) => download !== undefined)).toBe(false);
      for (const { copied } of steps.filter((step) => step.copied?.label === text.copyCommand)) {
        expect(copied?.text).toMatch(/^npm run (?:earshot -- install|doctor)$/u);
        expect(steps.map((step) => step.text)).toContain(text.inFolder(text.terminals.linux));
      }
    }
    expect(commands("incompatible_protocol_version", { isClone: true })).toEqual([
      "npm run earshot -- install",
    ]);
  });

  test("INS-2 on Windows and macOS the program is asked where its package puts it", () => {
    const command = String.raw`"%LOCALAPPDATA%\Earshot\earshot.cmd"`;
    expect(commands("host_not_installed", { system: "win" })).toEqual([`${command} install`]);
    expect(commands("host_exited", { system: "win" })).toEqual([`${command} doctor`]);
    expect(commands("host_exited", { system: "mac" })).toEqual([`${ANYWHERE} earshot doctor`]);
    const setup = readFileSync(join(ROOT, "tools/package/windows/setup.nsi"), "utf8");
    expect(setup).toContain(String.raw`StrCpy $INSTDIR "$LOCALAPPDATA\Earshot"`);
    expect(setup).toContain(String.raw`FileOpen $0 "$INSTDIR\earshot.cmd" w`);
  });

  test("INS-2 a build with an id of its own is registered by that id", () => {
    expect(commands("host_forbidden", { id: "b".repeat(32) })).toEqual([
      `${ANYWHERE} earshot install --extension-id ${"b".repeat(32)}`,
    ]);
  });

  test("UI-7 the download is a button where there is a page for it", () => {
    const [first] = stepsOf("host_not_installed", {}, PAGE);

    expect(first?.download).toEqual({ address: PAGE, label: "Download for Linux" });
    expect(stepsOf("host_not_installed", {})[0]?.download).toBeUndefined();
  });

  test.each([
    ["cros", "ChromeOS"],
    ["android", "Android"],
    ["plan9", "plan9"],
  ])("UI-7 on %s nothing is promised: there are no steps, and the system is named", (system, name) => {
    expect(CODES.flatMap((code) => stepsOf(code, { system }, PAGE))).toEqual([]);
    expect(placed({ system }).systemName).toBe(name);
  });

  test("UI-7 INS-2 who has a clone on Windows is promised nothing either: no host can be registered from it", () => {
    expect(cloneFault("win32", thisSystem())).not.toBeNull();
    expect(CODES.flatMap((code) => stepsOf(code, { system: "win", isClone: true }))).toEqual([]);
  });

  test.each(LANGUAGES)("UI-6 UI-7 in $language each step is a whole sentence", ({ guide }) => {
    for (const place of TABLE) {
      for (const code of CODES) {
        const steps = guideSteps(code, placed(place), PAGE, guide);
        for (const step of steps) expect(step.text).toMatch(/[.。]$/u);
      }
    }
  });
});
