import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { checkExtensions } from "../../../install/doctor/extension-checks.ts";
import { EXTENSION_IDS } from "../../../src/shared/identity.ts";
import { FakeHome } from "../fake-home.ts";
import {
  BROKEN_EXTENSION,
  fromStore,
  type Noted,
  noteExtensions,
  OTHER,
  unpacked,
} from "./broken-extension.ts";
import { buildHost, examined, failing, rowOf, surveyedAs, wellHome } from "./examined.ts";

const [OURS = ""] = EXTENSION_IDS;

beforeAll(buildHost);

describe.skipIf(process.platform === "win32")("the doctor of an extension", () => {
  it.each(BROKEN_EXTENSION)(
    "INS-2 names ext.chromium and no other: $what",
    async ({ break: breakIt, says }) => {
      const home = await wellHome();

      const { code, findings } = await examined(home, breakIt(home));

      expect(failing(findings)).toEqual(["ext.chromium"]);
      expect(code).toBe(1);
      expect(rowOf(findings, "ext.chromium")?.detail).toMatch(says ?? /./u);
      expect(rowOf(findings, "ext.chromium")?.remedy).toContain("chrome://extensions");
    },
  );

  it("INS-2 has a stranger let in only where its folder was chosen by hand", () => {
    const home = new FakeHome("chromium");
    const remedy = (noted: Noted): string | null | undefined => {
      noteExtensions(home, { [OTHER]: noted });
      const registered = [{ id: "chromium", name: "Chromium", program: "" }];
      return rowOf(checkExtensions(registered, surveyedAs(home), null), "ext.chromium")?.remedy;
    };

    expect(remedy(fromStore)).not.toContain("--extension-id");
    expect(remedy(unpacked(home, join(home.home, "build")))).toContain(`--extension-id ${OTHER}`);
  });

  it.each(["Preferences", "Secure Preferences"])("INS-2 finds it in any profile, by %s", async (file) => {
    const home = await wellHome();
    noteExtensions(home, { [OURS]: fromStore }, { profile: "Profile 2", file });

    const { findings } = await examined(home, undefined);

    expect(rowOf(findings, "ext.chromium")).toMatchObject({
      state: "ok",
      detail: "Chromium: 0.1.0 (Profile 2)",
    });
  });

  it("INS-2 calls one well that is switched on in one profile and off in another", async () => {
    const home = await wellHome();
    noteExtensions(home, { [OURS]: fromStore });
    noteExtensions(home, { [OURS]: { ...fromStore, disable_reasons: [1] } }, { profile: "Profile 1" });

    expect(failing((await examined(home, undefined)).findings)).toEqual([]);
  });

  it("INS-2 serves an id that was added, and says what to load where there is none", async () => {
    const home = await wellHome();
    const id = "abcdefghijklmnopabcdefghijklmnop";
    const none = await examined(home, undefined);
    await home.run("install", "--extension-id", id);
    home.withoutKeychain();
    noteExtensions(home, { [id]: unpacked(home, join(home.home, "build")) });

    const { findings } = await examined(home, undefined);

    expect(rowOf(none.findings, "ext.chromium")).toMatchObject({
      state: "note",
      remedy: expect.stringContaining(home.app.extension) as string,
    });
    expect(rowOf(findings, "ext.chromium")).toMatchObject({ state: "ok" });
  });

  it("INS-2 makes nothing of notes that cannot be read", async () => {
    const home = await wellHome();
    noteExtensions(home, { [OURS]: { path: "x" } });
    writeFileSync(join(home.home, ".config/chromium/Default/Preferences"), '{"extensions":');

    expect(failing((await examined(home, undefined)).findings)).toEqual([]);
  });

  it.each([
    ["0.1.0", "ok", /extension 0\.1\.0, helper 0\.1\.0$/u],
    ["0.0.9", "note", /the extension is older/u],
    ["9.0", "note", /the helper is older/u],
  ] as const)("INS-5 says of extension %s beside the helper: %s", async (version, state, says) => {
    const home = await wellHome();
    noteExtensions(home, { [OURS]: { ...fromStore, manifest: { short_name: "Earshot", version } } });

    const { code, findings } = await examined(home, undefined);

    expect(code).toBe(0);
    expect(rowOf(findings, "ext.compat")).toMatchObject({ state });
    expect(rowOf(findings, "ext.compat")?.detail).toMatch(says);
    expect(rowOf(findings, "app.version")?.detail).toContain("Earshot 1.2.3, protocol");
  });
});
