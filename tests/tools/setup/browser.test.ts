import { describe, expect, it } from "vitest";
import { browserPaths, findBrowser } from "../../../tools/setup/browser.ts";
import { thrownBy } from "../thrown.ts";

describe("looking for a browser", () => {
  it("takes Chromium's own program on Debian, not the script that adds arguments", () => {
    const installed = new Set([
      "/usr/bin/chromium",
      "/usr/lib/chromium/chromium",
      "/opt/google/chrome/chrome",
    ]);

    expect(findBrowser({}, (path) => installed.has(path), "linux")).toBe("/usr/lib/chromium/chromium");
  });

  it("INS-1 takes Chrome, Edge or Brave where there is no Chromium", () => {
    for (const only of [
      "/opt/google/chrome/chrome",
      "/opt/microsoft/msedge/msedge",
      "/opt/brave.com/brave/brave",
    ]) {
      expect(findBrowser({}, (path) => path === only, "linux")).toBe(only);
    }
  });

  it("finds nothing where nothing is installed", () => {
    expect(findBrowser({}, () => false, "linux")).toBeNull();
  });

  it("obeys EARSHOT_BROWSER before everything else", () => {
    expect(findBrowser({ EARSHOT_BROWSER: "/my/browser" }, () => true, "linux")).toBe("/my/browser");
  });

  it("refuses an EARSHOT_BROWSER that does not exist, and says what to do", async () => {
    const error = await thrownBy(() => findBrowser({ EARSHOT_BROWSER: "/not/there" }, () => false, "linux"));

    expect(error.code).toBe("browser_missing");
    expect(error.remedy).toMatch(/unset EARSHOT_BROWSER/u);
  });

  it("looks in the program folders of Windows and in both Applications folders of macOS", () => {
    const windows = browserPaths("win32", { ProgramFiles: "C:\\Program Files" });
    const mac = browserPaths("darwin", {});

    expect(windows.some((path) => path.includes("msedge.exe"))).toBe(true);
    expect(mac).toContain("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
  });
});
