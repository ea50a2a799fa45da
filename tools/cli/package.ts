import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { assembleApp } from "../package/app-folder.ts";
import { packArchive } from "../package/archive.ts";
import { packForLinux } from "../package/linux-packages.ts";
import { packMacRoot } from "../package/macos/root.ts";
import { type PackageTarget, TARGETS } from "../package/sources.ts";
import { packSetup } from "../package/windows/setup.ts";
import { badArguments, commandLine, readOptions } from "../runtime/options.ts";
import { OUT, ROOT } from "../runtime/paths.ts";
import { print, step } from "../runtime/progress.ts";
import { runProgram } from "../runtime/run-program.ts";
import { runScript } from "../runtime/run-script.ts";
import { preparePython } from "../setup/python.ts";

/** What each target's folder is packed into. */
const KINDS: Readonly<Record<PackageTarget, readonly Kind[]>> = {
  "linux-x64": ["tar", "deb", "rpm"],
  "win-x64": ["setup"],
  "macos-arm64": ["root"],
};
type Kind = keyof typeof ENDINGS;
const ENDINGS = {
  tar: ".tar.gz",
  deb: ".deb",
  rpm: ".rpm",
  setup: "-setup.exe",
  root: "-root.tar.gz",
} as const;

const KIND_NAMES = ["tar", "deb", "rpm", "setup", "root"] as const satisfies readonly Kind[];

const COMMAND = commandLine(
  "npm run package --",
  "Builds Earshot's packages: a folder that runs anywhere, and of it for Linux a tar.gz with an installer, .deb and .rpm, for Windows a set-up, for macOS what a .pkg is made of.",
)
  .option("--targets <list>", `for these, by commas: ${TARGETS.join(", ")}`, "linux-x64")
  .option("--kinds <list>", `only these, by commas: ${KIND_NAMES.join(", ")}; none: the folder alone`)
  .option("--sign <program>", "signs each program of ours for Windows, given its path, in its place")
  .option("--quick", "packs the set-up with little compression: for a test")
  .option("--out <folder>", "where they are left", join(OUT, "packages"));

/** Leaves packages, their bill of materials and SHA256SUMS. */
async function main(args: string[]): Promise<number> {
  const { options } = readOptions(COMMAND, args);
  const targets = chosen(options.targets, TARGETS, "target");
  const kinds = options.kinds === undefined ? null : chosen(options.kinds, KIND_NAMES, "package");
  const out = resolve(options.out);
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
  const epoch = await sourceDate();
  await step("Build tools", () => preparePython("runtime"));
  const files: string[] = [];
  for (const target of targets) {
    const folder = join(out, `earshot_${version}_${target}`);
    const app = join(folder, "app");
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    await assembleApp(app, target, version, epoch, options.sign ?? null);
    for (const kind of KINDS[target].filter((each) => kinds?.includes(each) ?? true)) {
      const file = `${folder}${ENDINGS[kind]}`;
      rmSync(file, { force: true });
      await step(kind, async () => {
        await pack(kind, {
          folder,
          app,
          file,
          version,
          epoch,
          isQuick: options.quick === true,
          sign: options.sign ?? null,
        });
        return `${basename(file)}, ${(statSync(file).size / 1e6).toFixed(1)} MB`;
      });
      files.push(file);
    }
    const bill = `${folder}.cdx.json`;
    writeFileSync(bill, readFileSync(join(app, "sbom.cdx.json")));
    files.push(bill);
  }
  const sums = files.map((file) => `${sha256(file)}  ${basename(file)}\n`).join("");
  writeFileSync(join(out, "SHA256SUMS"), sums);
  print(`\n${sums}in ${out}`);
  return 0;
}

interface Packed {
  readonly folder: string;
  readonly app: string;
  readonly file: string;
  readonly version: string;
  readonly epoch: number;
  readonly isQuick: boolean;
  readonly sign: string | null;
}

function pack(kind: Kind, { folder, app, file, version, epoch, isQuick, sign }: Packed): Promise<void> {
  switch (kind) {
    case "tar":
      return packArchive(folder, file, version, epoch);
    case "deb":
    case "rpm":
      return packForLinux(kind, { app, file, version, epoch });
    case "root":
      return packMacRoot(app, file, epoch);
    case "setup":
      return packSetup({ app, file, version, epoch, isQuick, sign });
    default:
      return kind satisfies never;
  }
}

/** Those of `all` that a list names; `none` is none of them. */
function chosen<Name extends string>(list: string, all: readonly Name[], what: string): readonly Name[] {
  const names = list.split(",").filter((name) => name !== "" && name !== "none");
  const unknown = names.find((name) => !all.some((each) => each === name));
  if (unknown !== undefined)
    throw badArguments(`There is no ${what} "${unknown}"; there are: ${all.join(", ")}.`);
  return all.filter((each) => names.includes(each));
}

/** Seconds since 1970 that everything packed bears: as `SOURCE_DATE_EPOCH` says, else of the last commit. */
async function sourceDate(): Promise<number> {
  const given = process.env["SOURCE_DATE_EPOCH"];
  if (given !== undefined && /^\d+$/u.test(given)) return Number(given);
  const { exitCode, output } = await runProgram("git", ["log", "-1", "--format=%ct"], { cwd: ROOT });
  return exitCode === 0 && /^\d+$/u.test(output.trim()) ? Number(output.trim()) : 0;
}

function sha256(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}

await runScript(main);
