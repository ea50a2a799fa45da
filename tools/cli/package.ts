import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { assembleApp } from "../package/app-folder.ts";
import { packArchive } from "../package/archive.ts";
import { packForLinux } from "../package/linux-packages.ts";
import { TARGETS } from "../package/sources.ts";
import { badArguments, commandLine, readOptions } from "../runtime/options.ts";
import { OUT, ROOT } from "../runtime/paths.ts";
import { print, step } from "../runtime/progress.ts";
import { runProgram } from "../runtime/run-program.ts";
import { runScript } from "../runtime/run-script.ts";
import { preparePython } from "../setup/python.ts";

const KINDS = ["tar", "deb", "rpm"] as const;
type Kind = (typeof KINDS)[number];

const COMMAND = commandLine(
  "npm run package --",
  "Builds Earshot's packages for Linux: a folder that runs anywhere, and of it a tar.gz with an installer, .deb and .rpm.",
)
  .option("--kinds <list>", `only these, by commas: ${KINDS.join(", ")}; none: the folder alone`)
  .option("--out <folder>", "where they are left", join(OUT, "packages"));

/** Leaves packages, their bill of materials and SHA256SUMS. */
async function main(args: string[]): Promise<number> {
  const { options } = readOptions(COMMAND, args);
  const kinds = chosenKinds(options.kinds);
  const out = resolve(options.out);
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
  const epoch = await sourceDate();
  await step("Build tools", () => preparePython("runtime"));
  const files: string[] = [];
  for (const target of TARGETS) {
    const folder = join(out, `earshot_${version}_${target}`);
    const app = join(folder, "app");
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    await assembleApp(app, target, version, epoch);
    for (const kind of kinds) {
      const file = `${folder}.${kind === "tar" ? "tar.gz" : kind}`;
      rmSync(file, { force: true });
      await step(kind, async () => {
        await (kind === "tar"
          ? packArchive(folder, file, version, epoch)
          : packForLinux(kind, { app, file, target, version, epoch }));
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

function chosenKinds(list: string | undefined): readonly Kind[] {
  if (list === undefined) return KINDS;
  const names = list.split(",").filter((name) => name !== "" && name !== "none");
  const unknown = names.find((name) => !KINDS.some((kind) => kind === name));
  if (unknown !== undefined)
    throw badArguments(`There is no package "${unknown}"; packages: ${KINDS.join(", ")}.`);
  return KINDS.filter((kind) => names.includes(kind));
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
