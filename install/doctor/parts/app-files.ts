import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "../../../protocol/zod.ts";
import { type Finding, failInstallation, ok, type Surveyed } from "../finding.ts";

const [ID, TITLE] = ["app.files", "Files"] as const;
const MOST_NAMED = 3;

const listed = z.object({ files: z.record(z.string(), z.string()) });

/** Whether each file of a package is there and as it was sent: what a virus scanner takes away is missed nowhere else by its name. */
export function checkFiles(surveyed: Surveyed): Finding[] {
  const { app } = surveyed;
  // A clone's files are its owner's to change.
  if (app.channel === "checkout") return [];
  const { files } = listed.parse(JSON.parse(readFileSync(app.packageFile, "utf8")));
  const missing: string[] = [];
  const altered: string[] = [];
  for (const [path, sha256] of Object.entries(files)) {
    const file = join(app.root, path);
    if (!existsSync(file)) missing.push(path);
    else if (createHash("sha256").update(readFileSync(file)).digest("hex") !== sha256) altered.push(path);
  }
  if (missing.length + altered.length === 0)
    return [ok(ID, TITLE, `${Object.keys(files).length} files, all as they were sent`)];
  const gone = missing.length === 0 ? [] : [`missing: ${named(missing)}`];
  const changed = altered.length === 0 ? [] : [`changed: ${named(altered)}`];
  const found = failInstallation(surveyed, ID, TITLE, `${[...gone, ...changed].join("; ")}.`);
  const scanner = "If a virus scanner took them away, have it leave Earshot's folder alone first.";
  return [{ ...found, remedy: `${found.remedy ?? ""} ${scanner}` }];
}

function named(paths: readonly string[]): string {
  const others = paths.length - MOST_NAMED;
  return `${paths.slice(0, MOST_NAMED).join(", ")}${others > 0 ? ` and ${others} others` : ""}`;
}
