import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { readConfiguration } from "../../../native-host/runtime/configuration.ts";
import { EXTENSION_ID, HOST_NAME } from "../../../src/shared/identity.ts";
import { checkRegistration, checkSidecar } from "../../../tools/doctor/registration.ts";
import { DATA, MODEL_CACHE, ROOT } from "../../../tools/runtime/paths.ts";
import { healOwnBrowsers, registerHost } from "../../../tools/setup/host.ts";
import { prepareProfile } from "../../../tools/setup/profile.ts";
import { FakeHome } from "../../install/fake-home.ts";
import { temporaryFolder } from "../../native-host/temporary-folder.ts";
import { thrownBy } from "../thrown.ts";

/** What the host of a fresh profile reads. */
function registered(options: Parameters<typeof registerHost>[1]) {
  return readConfiguration(registerHost(temporaryFolder(), options).configuration);
}

describe("registering the host for a profile", () => {
  it("INS-1 writes a manifest that allows this extension and names an executable launcher", () => {
    const profile = temporaryFolder();

    const files = registerHost(profile);

    const manifest: unknown = JSON.parse(readFileSync(files.manifest, "utf8"));
    expect(files.manifest).toBe(join(profile, "NativeMessagingHosts", `${HOST_NAME}.json`));
    expect(manifest).toMatchObject({
      name: HOST_NAME,
      path: files.launcher,
      type: "stdio",
      allowed_origins: [`chrome-extension://${EXTENSION_ID}/`],
    });
    accessSync(files.launcher, constants.X_OK);
  });

  it("INS-1 writes a configuration that the host itself accepts", () => {
    const model = { name: "local-mine", directory: "/models/mine" };

    const files = registerHost(temporaryFolder(), { models: [model], isOffline: true });

    const { extensionIds, sidecarCommand } = readConfiguration(files.configuration);
    expect(extensionIds).toEqual([EXTENSION_ID]);
    expect(sidecarCommand).toContain("--local-model=local-mine=/models/mine");
    expect(sidecarCommand).toContain("--offline");
  });

  it("SEC-7 uses the keychain for the user's own folder, however it is named, and for no test's", () => {
    expect(registered({}).usesKeychain).toBe(true);
    expect(registered({ dataDirectory: DATA }).usesKeychain).toBe(true);
    expect(registered({ dataDirectory: temporaryFolder() }).usesKeychain).toBe(false);
  });

  it("looks for models and downloads them in one place, the user's own unless another is named", () => {
    for (const [options, cache] of [
      [{}, MODEL_CACHE],
      [{ modelCache: "/models" }, "/models"],
    ] as const) {
      const { sidecarCommand, downloadCommand } = registered(options);
      expect(sidecarCommand).toContain(`--model-cache=${cache}`);
      expect(downloadCommand).toContain(`--model-cache=${cache}`);
    }
  });

  it("names by its own code what keeps it from being written", async () => {
    const missing = { extensionIds: ["*"] };
    const error = await thrownBy(() => registerHost(temporaryFolder(), missing));

    expect(error).toMatchObject({
      code: "bad_extension_id",
      remedy: expect.stringContaining("32 letters") as string,
    });
  });

  it("INS-2 npm start goes on where the user's own browsers cannot be registered again, and says why", async () => {
    const home = new FakeHome("chromium");
    await home.run("install");
    rmSync(home.app.hostFolder, { recursive: true });
    home.write(home.app.hostFolder, "a file in the folder's place");
    const lines: string[] = [];

    healOwnBrowsers({ ...home.context, print: (line) => void lines.push(line) });

    expect(lines.join("\n")).toMatch(/✗ unwritable: .+\n {2}→ ./u);
  });

  it("quotes paths for the shell", () => {
    const files = registerHost(temporaryFolder(), { hostProgram: "/a folder/it's here/host.mjs" });

    expect(readFileSync(files.launcher, "utf8")).toContain(String.raw`'/a folder/it'\''s here/host.mjs'`);
  });

  it("is in order for the doctor, and out of order for another extension", async () => {
    const profile = temporaryFolder();
    registerHost(profile);
    expect(checkRegistration(profile)).toContain(profile);

    registerHost(profile, { extensionIds: ["a".repeat(32)] });
    expect((await thrownBy(() => checkRegistration(profile))).code).toBe("missing_part");
  });

  it("INS-2 the doctor starts the sidecar with nothing of the terminal's environment that the host keeps back", async () => {
    const profile = temporaryFolder();
    const sidecar = JSON.stringify(join(ROOT, "tests/programs/silent-sidecar.mjs"));
    const answers = `if (process.env.TERMINAL_ONLY === undefined) await import(${sidecar}); else process.exit(1);`;
    registerHost(profile, {
      sidecarCommand: [process.execPath, "--input-type=module", "-e", answers],
      dataDirectory: join(profile, "data"),
    });
    vi.stubEnv("TERMINAL_ONLY", "no answer");

    const reported = await checkSidecar(profile);
    vi.unstubAllEnvs();

    expect(reported).toMatch(/^answers after/);
  });

  it("refuses a profile that another browser uses", async () => {
    const profile = temporaryFolder();
    symlinkSync(`machine-${process.pid}`, join(profile, "SingletonLock"));

    const error = await thrownBy(() => prepareProfile(profile, join(profile, "downloads"), "build"));

    expect(error.code).toBe("profile_in_use");
  });

  it("forgets the service worker of an older build, and only of an older one", () => {
    const profile = temporaryFolder();
    const worker = join(profile, "Default/Service Worker");
    prepareProfile(profile, join(profile, "downloads"), "build 1");

    mkdirSync(worker);
    prepareProfile(profile, join(profile, "downloads"), "build 1");
    expect(existsSync(worker)).toBe(true);

    prepareProfile(profile, join(profile, "downloads"), "build 2");
    expect(existsSync(worker)).toBe(false);
  });
});
