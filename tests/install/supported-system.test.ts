import { describe, expect, it } from "vitest";
import {
  cloneFault,
  type SystemFacts,
  supportedPythons,
  systemFault,
  thisSystem,
} from "../../install/supported-system.mjs";

const LINUX: SystemFacts = { arch: "x64", release: "6.1.0", glibc: "2.36", kernel: "Linux version 6.1.0" };
const MAC: SystemFacts = { arch: "arm64", release: "24.0.0", glibc: null, kernel: "" };

const WINDOWS: SystemFacts = { arch: "x64", release: "10.0.19045", glibc: null, kernel: "" };

describe("INS-1 the systems that Earshot runs on", () => {
  it.each<[string, NodeJS.Platform, SystemFacts]>([
    ["Linux with the oldest C library", "linux", { ...LINUX, glibc: "2.28" }],
    ["Linux on ARM", "linux", { ...LINUX, arch: "arm64" }],
    ["macOS 14 on Apple silicon", "darwin", { ...MAC, release: "23.0.0" }],
    ["macOS 13 on an Intel processor", "darwin", { ...MAC, arch: "x64", release: "22.6.0" }],
    ["Windows 10", "win32", WINDOWS],
    ["this machine", process.platform, thisSystem()],
  ])("takes %s", (_what, platform, system) => {
    expect(systemFault(platform, system)).toBeNull();
  });

  it.each<[string, NodeJS.Platform, SystemFacts, string]>([
    ["an older C library, compared as numbers", "linux", { ...LINUX, glibc: "2.9" }, "glibc 2.28"],
    ["another C library", "linux", { ...LINUX, glibc: null }, "musl"],
    ["a 32-bit processor", "linux", { ...LINUX, arch: "arm" }, "arm"],
    ["macOS 13 on Apple silicon", "darwin", { ...MAC, release: "22.6.0" }, "macOS 14"],
    ["macOS 12 on an Intel processor", "darwin", { ...MAC, arch: "x64", release: "21.6.0" }, "macOS 13"],
    ["Windows 8.1", "win32", { ...WINDOWS, release: "6.3.9600" }, "Windows 10"],
    ["Windows as a program of ARM sees it", "win32", { ...WINDOWS, arch: "arm64" }, "arm64"],
    ["a system of which nothing is known", "freebsd", LINUX, "freebsd"],
  ])("refuses %s, and says what can be done", (_what, platform, system, named) => {
    const fault = systemFault(platform, system);

    expect(fault?.message).toContain(named);
    expect(fault?.remedy).not.toBe("");
  });

  it("refuses a clone on Windows, which lacks what only the package has, and no other clone", () => {
    expect(cloneFault("win32", WINDOWS)?.remedy).toContain("set-up for Windows");
    expect(cloneFault("linux", LINUX)).toBeNull();
  });

  it("has one Python less on an Intel Mac, whose last onnxruntime was made before it", () => {
    expect(supportedPythons("darwin", "x64")).toMatchObject({ oldestMinor: 10, newestMinor: 13 });
    expect(supportedPythons("darwin", "arm64")).toMatchObject({ oldestMinor: 10, newestMinor: 14 });
    expect(supportedPythons("linux", "x64")).toMatchObject({ oldestMinor: 10, newestMinor: 14 });
  });
});
