import { chmodSync, existsSync, linkSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { InstallError } from "../../install/install-error.ts";
import { hostManifest, readManifest, writeManifest } from "../../install/manifest.ts";
import { temporaryFolder } from "../native-host/temporary-folder.ts";
import { IDS, launcherIn } from "./fake-computer.ts";

function failureOf(act: () => unknown): InstallError {
  try {
    act();
  } catch (error) {
    if (error instanceof InstallError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe.skipIf(process.platform === "win32")("INS-2 writing a manifest", () => {
  it.each([
    ["is not there", (folder: string) => join(folder, "nowhere")],
    ["is a folder", (folder: string) => folder],
    ["has a relative path", () => "earshot-host.sh"],
    [
      "cannot be executed",
      (folder: string) => {
        const file = launcherIn(folder);
        chmodSync(file, 0o600);
        return file;
      },
    ],
  ])(
    "refuses a program that %s: a browser would say no more than that there is no host",
    (_what, program) => {
      const folder = temporaryFolder();
      const file = join(folder, "manifest.json");

      const failure = failureOf(() => writeManifest(file, hostManifest(program(folder), IDS)));

      expect(failure.code).toBe("host_program_missing");
      expect(existsSync(file)).toBe(false);
    },
  );

  it.each([[["abc"]], [[...IDS, "*"]], [[`${IDS[0]}/`]], [[]]])(
    "refuses %j: one bad origin makes all of it unreadable",
    (ids) => {
      expect(failureOf(() => hostManifest("/program", ids)).code).toBe("bad_extension_id");
    },
  );

  it("replaces a link, and not what it points to; and one file, not its other names", () => {
    const folder = temporaryFolder();
    const launcher = launcherIn(folder);
    const [linked, hard, theirs] = ["linked.json", "hard.json", "theirs.json"].map((name) =>
      join(folder, name),
    );
    writeFileSync(theirs ?? "", "theirs");
    symlinkSync(theirs ?? "", linked ?? "");
    linkSync(theirs ?? "", hard ?? "");

    for (const file of [linked ?? "", hard ?? ""]) writeManifest(file, hostManifest(launcher, IDS));

    expect(readFileSync(theirs ?? "", "utf8")).toBe("theirs");
    expect(readManifest(linked ?? "").kind).toBe("manifest");
  });

  it.each([
    ["{", "it is not JSON"],
    ["[]", "content"],
    [JSON.stringify({ name: "app.earshot.host" }), '"description"'],
  ])("says why %s is none", (content, reason) => {
    const file = join(temporaryFolder(), "manifest.json");
    writeFileSync(file, content);

    expect(readManifest(file)).toMatchObject({
      kind: "unreadable",
      reason: expect.stringContaining(reason) as string,
    });
  });

  it("reads one that begins with a byte-order mark, as the browser does", () => {
    const folder = temporaryFolder();
    const file = join(folder, "manifest.json");
    writeFileSync(file, `\uFEFF${JSON.stringify(hostManifest(launcherIn(folder), IDS))}`);

    expect(readManifest(file).kind).toBe("manifest");
  });
});
