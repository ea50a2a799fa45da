import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { commandOf } from "../../../install/context.ts";
import { hostFilesIn } from "../../../install/host-files.ts";
import { FakeHome } from "../fake-home.ts";
import { BROKEN, WORKING } from "./broken-homes.ts";
import { buildHost, examined, failing, rowOf, wellHome } from "./examined.ts";

beforeAll(buildHost);

/** One of each kind. */
const MENDED = [
  "1:",
  "5:",
  "7:",
  "10:",
  "11:",
  "19:",
  "Node is gone",
  "the host's configuration is gone",
  "others",
  "a group can change the program",
];

const CASES = Object.entries(BROKEN).flatMap(([id, homes]) => homes.map((home) => ({ id, ...home })));

describe.skipIf(process.platform === "win32")("the doctor of a broken set-up", () => {
  it.each(CASES)("INS-2 names $id and no other: $what", async ({ id, break: breakIt }) => {
    const home = await wellHome();

    const shown = breakIt(home);
    const packageFile = readFileSync(home.app.packageFile, "utf8");
    const { code, findings } = await examined(home, shown);

    expect(readFileSync(home.app.packageFile, "utf8")).toBe(packageFile);
    expect(failing(findings)).toEqual([id]);
    expect(code).toBe(1);
    const [found] = findings.filter(({ state }) => state === "fail");
    expect(found?.detail.length).toBeGreaterThan(10);
    expect(found?.remedy?.length).toBeGreaterThan(5);
  });

  it.each(WORKING)("INS-2 finds nothing to mend where $what", async ({ break: leave }) => {
    const home = await wellHome();

    const { code, findings } = await examined(home, leave(home));

    expect(failing(findings)).toEqual([]);
    expect(code).toBe(0);
    expect(rowOf(findings, "chain.sidecar")).toMatchObject({ state: "ok" });
    // On a busy machine it may end late, which is noted.
    expect(findings.find(({ id }) => id === "chain.chromium")?.detail).toContain("answer after");
  });

  it.each(CASES.filter(({ what }) => MENDED.some((each) => what.startsWith(each))))(
    "INS-2 mends by --fix: $what",
    async ({ break: breakIt }) => {
      const home = await wellHome();
      const shown = breakIt(home);

      const { code, findings } = await examined(home, shown, { isFix: true });

      expect(failing(findings)).toEqual([]);
      expect(code).toBe(0);
    },
  );

  it.each([
    ["by sudo", { computer: { environment: { SUDO_USER: "me" } } }],
    ["on Windows", { computer: { platform: "win32" as const } }],
    ["on a system of another C library", { system: { glibc: null } }],
  ])("INS-2 starts nothing and writes nothing %s, where it would be another's", async (_what, shown) => {
    const home = await wellHome();
    rmSync(hostFilesIn(home.app.hostFolder).configuration);
    writeFileSync(home.manifestOf("chromium"), "{");
    mkdirSync(home.app.data);
    chmodSync(home.app.data, 0o755);

    const { code, findings } = await examined(home, shown, { isFix: true });

    expect(code).toBe(1);
    expect(findings.filter(({ id }) => id.startsWith("chain."))).toEqual([]);
    expect(findings.filter(({ fixable }) => fixable)).toEqual([]);
    expect(readdirSync(home.app.hostFolder)).toEqual(["earshot-host.sh"]);
    expect(readFileSync(home.manifestOf("chromium"), "utf8")).toBe("{");
    expect(statSync(home.app.data).mode & 0o777).toBe(0o755);
  });

  it("INS-2 starts no host that a folder holds which the system empties", async () => {
    const home = await wellHome();
    const elsewhere = { ...home.computer, home: "/home/me" };

    const { findings } = await examined(home, { computer: elsewhere }, { isFix: true });

    expect(failing(findings)).toContain("app.place");
    expect(findings.filter(({ id }) => id.startsWith("chain."))).toEqual([]);
  });

  it.each(["hostProgram", "python"] as const)(
    "INS-2 offers to mend only what it can: without the %s it names npm start",
    async (part) => {
      const home = await wellHome();
      rmSync(home.app[part]);
      rmSync(home.manifestOf("chromium"));

      const { findings } = await examined(home, undefined, { isFix: true });

      const [found] = findings.filter(({ id }) => id === "reg.user.chromium");
      expect(found).toMatchObject({
        state: "fail",
        fixable: false,
        remedy: expect.stringContaining("npm start") as string,
      });
    },
  );

  it("INS-2 names commands that there are in a clone", async () => {
    const home = await wellHome();
    mkdirSync(join(home.home, ".config/vivaldi"));
    rmSync(hostFilesIn(home.app.hostFolder).configuration);

    const { findings } = await examined(home, undefined);

    const inBrowser = /^(?:models|ext\.)/u;
    const remedies = findings.flatMap(({ id, remedy }) => (inBrowser.test(id) ? [] : (remedy ?? [])));
    expect(remedies).toHaveLength(2);
    for (const remedy of remedies) expect(remedy).toMatch(/npm run earshot -- (?:install|logs)/u);
  });

  it("INS-2 names commands as they are typed where it was installed", () => {
    const { app } = new FakeHome("chromium");

    expect(commandOf(app, "doctor --fix")).toBe("npm run doctor -- --fix");
    expect(commandOf(app, "install")).toBe("npm run earshot -- install");
    expect(commandOf({ ...app, channel: "system" }, "doctor --fix")).toBe("earshot doctor --fix");
  });

  it("INS-2 prints what --fix wrote, and what it could not", async () => {
    const home = await wellHome();
    const folder = dirname(home.manifestOf("chromium"));
    rmSync(folder, { recursive: true });
    writeFileSync(folder, "");

    const { code, text } = await examined(home, undefined, { isFix: true, isJson: false });

    expect(code).toBe(1);
    expect(text).toMatch(/^✗ Chromium: .*NativeMessagingHosts/u);
  });

  it("INS-2 does not call a computer well on which no browser is registered", async () => {
    const home = await wellHome();
    const well = await examined(home, undefined, { isJson: false });
    await home.run("uninstall");

    const bare = await examined(home, undefined, { isJson: false });

    expect(well.text).toMatch(/\nEverything is in place\.$/u);
    expect(bare.code).toBe(0);
    expect(bare.text).toMatch(
      /\nEverything is in place, but no browser of yours is registered: npm run earshot -- install$/u,
    );
  });

  it("INS-2 starts a program once that several browsers share", async () => {
    const home = await wellHome();
    mkdirSync(join(home.home, ".config/opera"), { recursive: true });
    await home.run("install", "--browser", "opera,chromium");
    const starts = join(home.home, "starts");
    home.write(hostFilesIn(home.app.hostFolder).launcher, `#!/bin/sh\necho >>"${starts}"\nexit 3\n`);

    const { findings } = await examined(home, undefined);

    const chains = findings.filter(({ id }) => id.startsWith("chain."));
    expect(chains.map(({ id }) => id)).toEqual(["chain.chrome", "chain.chromium", "chain.opera"]);
    expect(readFileSync(starts, "utf8")).toBe("\n");
  });

  it("INS-2 is for people to read, too", async () => {
    const home = await wellHome();
    const { text } = await home.run("doctor", "--help");

    expect(text).toContain("--fix");
  });
});
