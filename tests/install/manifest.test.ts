import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  linkSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
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

describe.skipIf(process.platform === "win32")("INS-2 a disk that takes a part only", () => {
  it("leaves the file from before whole", () => {
    const folder = temporaryFolder();
    const file = join(folder, "launcher.sh");
    writeFileSync(file, "good");
    // A file may have 512 bytes, or 1024: one write of more is cut short there, as on a full disk.
    const write = `import { writeWhole } from ${JSON.stringify(join(import.meta.dirname, "../../install/manifest.ts"))};
      try { writeWhole(process.argv[1], "x".repeat(5000)); } catch (error) { console.log(error.code); }`;
    const { stdout } = spawnSync(
      "/bin/sh",
      [
        "-c",
        'ulimit -f 1; exec "$0" --import tsx --input-type=module -e "$1" "$2"',
        process.execPath,
        write,
        file,
      ],
      { encoding: "utf8", cwd: join(import.meta.dirname, "../..") },
    );

    expect(stdout.trim()).toBe("unwritable");
    expect(readFileSync(file, "utf8")).toBe("good");
    expect(readdirSync(folder)).toEqual(["launcher.sh"]);
  });
});
