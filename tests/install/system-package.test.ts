import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type App, PACKAGE_LAUNCHER, packagedApp } from "../../install/app.ts";
import { browsers } from "../../install/commands/reports.ts";
import { checkPolicies } from "../../install/doctor/policies.ts";
import { checkRegistrations } from "../../install/doctor/registration-checks.ts";
import { hostManifest, writeManifest } from "../../install/manifest.ts";
import { EXTENSION_IDS } from "../../src/shared/identity.ts";
import { surveyedAs } from "./doctor/examined.ts";
import { below, FakeHome } from "./fake-home.ts";

const SYSTEM_MANIFEST = "etc/chromium/native-messaging-hosts/app.earshot.host.json";

/** A computer on which a package has put Earshot for all users. */
class PackagedComputer extends FakeHome {
  readonly launcher = join(this.app.root, PACKAGE_LAUNCHER);

  constructor(...browsersThere: string[]) {
    super(...browsersThere);
    this.write(this.launcher, "#!/bin/sh\n");
    writeManifest(join(this.root, SYSTEM_MANIFEST), hostManifest(this.launcher, EXTENSION_IDS));
    const { computer } = this;
    this.computer = {
      ...computer,
      exists: (path) =>
        computer.exists(path) || (path.startsWith("/etc/") && existsSync(join(this.root, path))),
    };
  }

  protected override placedApp(): App {
    const where = { home: this.home, environment: {}, platform: "linux" } as const;
    return { ...packagedApp(join(this.home, "opt/earshot"), where), channel: "system" };
  }
}

describe("a copy that a package has put there for all users", () => {
  it("INS-2 is registered where the user has nothing", () => {
    const computer = new PackagedComputer("chromium");

    const { findings, registered } = checkRegistrations(surveyedAs(computer));

    expect(findings).toMatchObject([{ id: "reg.user.chromium", state: "ok" }]);
    expect(registered).toMatchObject([{ id: "chromium", program: computer.launcher }]);
  });

  it("INS-2 is not called registered where it could not be started", () => {
    const computer = new PackagedComputer("chromium");
    rmSync(computer.launcher);

    expect(checkRegistrations(surveyedAs(computer))).toMatchObject({
      findings: [{ state: "note" }],
      registered: [],
    });
  });

  it("INS-2 is not hindered by an administrator who allows no user's own hosts", () => {
    const computer = new PackagedComputer("chromium");
    const policy = { NativeMessagingUserLevelHosts: false };
    computer.write(join(computer.root, "etc/chromium/policies/managed/a.json"), JSON.stringify(policy));

    expect(checkPolicies(surveyedAs(computer))).toEqual([]);
    rmSync(join(computer.root, SYSTEM_MANIFEST));
    expect(checkPolicies(surveyedAs(computer))).toMatchObject([{ id: "policy.chromium", state: "fail" }]);
  });

  it("INS-2 is what earshot browsers says that a browser starts", () => {
    const computer = new PackagedComputer("chromium");
    const said: string[] = [];

    browsers({ ...computer.context, print: (line) => void said.push(line) }, false, computer.root);

    expect(said.join("\n")).toContain(`starts ${computer.launcher}`);
  });

  it("INS-2 writes nothing for one user, and says why, until an id is added", async () => {
    const computer = new PackagedComputer("chromium");
    const before = below(computer.home);

    const { code, text } = await computer.run("install");

    expect(code).toBe(0);
    expect(text).toContain("has registered Earshot for all users");
    expect(text).toContain("chrome://extensions");
    expect(below(computer.home)).toEqual(before);

    const id = "abcdefghijklmnopabcdefghijklmnop";
    expect((await computer.run("install", "--extension-id", id)).code).toBe(0);
    expect(readFileSync(computer.manifestOf("chromium"), "utf8")).toContain(id);
  });

  it("INS-2 writes for one user where the table has no place for all", async () => {
    const computer = new PackagedComputer("yandex-browser");

    expect((await computer.run("install")).code).toBe(0);

    expect(existsSync(computer.manifestOf("yandex-browser"))).toBe(true);
  });
});
