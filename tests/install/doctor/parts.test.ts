import { createHash } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { App } from "../../../install/app.ts";
import { checkFiles } from "../../../install/doctor/parts/app-files.ts";
import { checkNetwork, networkFinding } from "../../../install/doctor/parts/network.ts";
import { checkEnvironment, checkNode } from "../../../install/doctor/parts/runtimes.ts";
import { FakeHome } from "../fake-home.ts";
import { buildHost, examined, rowOf, surveyedAs, wellHome } from "./examined.ts";

beforeAll(buildHost);

/** A home whose copy came by a package, with these files. */
class PackagedHome extends FakeHome {
  constructor(files: readonly string[]) {
    super("chromium");
    for (const path of files) this.write(join(this.app.root, path), path);
    const listed = files.map((path) => [path, createHash("sha256").update(path).digest("hex")] as const);
    this.write(this.app.packageFile, JSON.stringify({ version: "1.2.3", files: Object.fromEntries(listed) }));
  }

  protected override placedApp(): App {
    return { ...super.placedApp(), channel: "folder" };
  }
}

const FILES = ["node/node", "python/lib.dll", "host/a.mjs", "host/b.mjs", "host/c.mjs"];

describe("INS-2 the doctor looks at a package's own parts", () => {
  it("and finds all files as they were sent", () => {
    expect(checkFiles(surveyedAs(new PackagedHome(FILES)))).toMatchObject([
      { id: "app.files", state: "ok", detail: "5 files, all as they were sent" },
    ]);
  });

  it("and names what a virus scanner took away, and what is not what it was", () => {
    const home = new PackagedHome(FILES);
    rmSync(join(home.app.root, "python/lib.dll"));
    writeFileSync(join(home.app.root, "host/a.mjs"), "else");
    const [found] = checkFiles(surveyedAs(home));

    expect(found).toMatchObject({ state: "fail", detail: "missing: python/lib.dll; changed: host/a.mjs." });
    expect(found?.remedy).toContain("virus scanner");

    for (const path of FILES) rmSync(join(home.app.root, path), { force: true });
    expect(checkFiles(surveyedAs(home))[0]?.detail).toBe(
      "missing: node/node, python/lib.dll, host/a.mjs and 2 others.",
    );
  });

  it("and leaves a clone's files to their owner", () => {
    expect(checkFiles(surveyedAs(new FakeHome("chromium")))).toEqual([]);
  });

  it.each([
    ["is there and runs", "#!/bin/sh\necho 24.1.0\n", "ok", "24.1.0"],
    ["is another program", "#!/bin/sh\necho hello\n", "fail", "it is another program"],
    ["ends at once", "#!/bin/sh\nexit 3\n", "fail", "it ended by 3"],
    ["is not there", null, "fail", "ENOENT"],
  ])("and says whether a Node %s", (_what, script, state, detail) => {
    const home = new PackagedHome([]);
    const app = { ...home.app, node: join(home.home, "a node") };
    if (script !== null) home.write(app.node, script);
    const found = checkNode({ ...surveyedAs(home), app });

    expect(found).toMatchObject({ id: "node.run", state });
    expect(found.detail).toContain(detail);
  });

  it("and notes what is set for foreign code, of which the helper gets nothing", async () => {
    const home = await wellHome();
    const computer = { environment: { PYTHONPATH: "/mine", LD_PRELOAD: "" } };
    expect(checkEnvironment(surveyedAs(home, { computer }))).toMatchObject([
      { id: "py.env", state: "note", detail: "PYTHONPATH: set here, and kept from the helper." },
    ]);
    const { code, findings } = await examined(home, undefined);
    expect(code).toBe(0);
    expect(rowOf(findings, "node.run")).toMatchObject({ state: "ok" });
    // Nobody has asked for it.
    expect(rowOf(findings, "net")).toBeUndefined();
  });
});

describe("INS-2 the doctor asks for the servers of models", () => {
  const hub = { source: "hub", server: "huggingface.co", error: null } as const;
  const noHub = { ...hub, error: "ConnectError" } as const;
  const index = { source: "index", server: "pypi.org", error: null } as const;

  it("of which one that answers is enough", () => {
    expect(networkFinding([noHub, index], null)).toMatchObject({
      state: "ok",
      detail: "A model comes from: huggingface.co does not (ConnectError); pypi.org answers.",
    });
  });

  it("and names the way to them where none does, by whichever proxy", () => {
    const found = networkFinding(
      [noHub, index, { ...index, server: "files", error: "ReadTimeout" }],
      "HTTPS_PROXY",
    );
    expect(found).toMatchObject({ id: "net", state: "fail" });
    expect(found.detail).toContain("by the proxy of HTTPS_PROXY");
    expect(found.remedy).toContain("SSL_CERT_FILE");
  });

  it("by the program that downloads, which is told nothing but a model's name", async () => {
    const home = await wellHome();
    const script = join(home.home, "downloader");
    home.write(
      script,
      `#!/bin/sh\necho "$@" >"${home.home}/asked"\necho 'a warning'\necho '${JSON.stringify(hub)}'\n`,
    );
    home.configure(() => ({ downloadCommand: [script] }));

    const found = await checkNetwork(surveyedAs(home));
    expect(found).toMatchObject({ state: "ok", detail: "A model comes from: huggingface.co answers." });

    home.write(script, "#!/bin/sh\nexit 1\n");
    expect(await checkNetwork(surveyedAs(home))).toMatchObject({ id: "net", state: "fail" });
  });
});
