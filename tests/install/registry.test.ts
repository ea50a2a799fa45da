import { writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { defaultValue, systemRegistry } from "../../install/registry.ts";

const KEY = "HKCU\\Software\\Google\\Chrome\\NativeMessagingHosts\\app.earshot.host";

/** What Windows' reg.exe exports: quotes and backslashes are escaped, a named value is none of ours, sub-keys come along. */
const EXPORTED = [
  "Windows Registry Editor Version 5.00",
  "",
  "[HKEY_CURRENT_USER\\SOFTWARE\\Google\\Chrome\\NativeMessagingHosts\\app.earshot.host]",
  '@="C:\\\\Users\\\\Jö hn & Co 日本 (x86)\\\\app.earshot.host.json"',
  '"path"="C:\\\\elsewhere.json"',
  "",
  "[HKEY_CURRENT_USER\\SOFTWARE\\Google\\Chrome\\NativeMessagingHosts\\app.earshot.host\\below]",
  '@="C:\\\\below.json"',
  "",
].join("\r\n");

describe("INS-2 reading and writing the registry", () => {
  it("reads the default value of the key alone", () => {
    expect(defaultValue(EXPORTED, KEY)).toBe("C:\\Users\\Jö hn & Co 日本 (x86)\\app.earshot.host.json");
    expect(defaultValue(EXPORTED, `${KEY}\\below`)).toBe("C:\\below.json");
    expect(defaultValue(EXPORTED, "HKCU\\Software\\Chromium")).toBeNull();
    expect(defaultValue(EXPORTED.replace(/^@=.*$/mu, ""), KEY)).toBeNull();
  });

  it("exports as UTF-16, where the console's code page would lose most of the world's names", () => {
    const registry = systemRegistry(([verb, key, file = "", yes]) => {
      expect([verb, key, yes]).toEqual(["export", KEY, "/y"]);
      writeFileSync(file, `\uFEFF${EXPORTED}`, "utf16le");
      return 0;
    });

    expect(registry.read(KEY)).toContain("日本");
  });

  it("takes a key that is not there for none", () => {
    expect(systemRegistry(() => 1).read(KEY)).toBeNull();
  });

  it("writes a string as the default value, and names a refusal", () => {
    const calls: (readonly string[])[] = [];
    const registry = systemRegistry((args) => {
      calls.push(args);
      return calls.length === 1 ? 0 : 5;
    });
    registry.write(KEY, "C:\\a.json");

    expect(calls).toEqual([["add", KEY, "/ve", "/t", "REG_SZ", "/d", "C:\\a.json", "/f"]]);
    expect(() => registry.write(KEY, "C:\\a.json")).toThrow(KEY);
  });
});
