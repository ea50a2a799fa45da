import { readFileSync, rmSync } from "node:fs";
import { z } from "../protocol/zod.ts";
import { HOST_NAME } from "../src/shared/identity.ts";
import { InstallError, messageOf } from "./install-error.ts";
import {
  isOurs,
  type Manifest,
  type ManifestFound,
  ORIGIN,
  programFault,
  readManifest,
  writeManifest,
  writeWhole,
} from "./manifest.ts";
import type { Registry } from "./registry.ts";
import { nameOf, type Target } from "./targets.ts";

/** What becomes of one target. */
export interface Outcome {
  readonly target: Target;
  /** Null when it is as wanted. */
  readonly failure: InstallError | null;
}

/** Where a registration is written, and how. */
export interface Surroundings {
  readonly registry: Registry;
  /** The file that says what was written: `install.json`. */
  readonly record: string;
  /** What manifests of this copy name. */
  readonly launcher: string;
  /** Where the manifest that the registry's keys name lies. */
  readonly registeredManifest: string;
}

/**
 * Registers the host at each target and notes it down first, so that what a crash leaves half done is found by `unregister`. One browser's
 * failure stops no other; what was written is read back before it is called written.
 */
export function register(
  targets: readonly Target[],
  manifest: Manifest,
  { registry, record, registeredManifest }: Surroundings,
): Outcome[] {
  noteDown(record, targets, manifest);
  return targets.map((target) => {
    try {
      const { place } = target;
      if (place.kind === "manifest") writeManifest(place.file, manifest);
      else {
        writeManifest(registeredManifest, manifest);
        registry.write(place.key, registeredManifest);
        if (registry.read(place.key) !== registeredManifest) throw notReadBack(place.key);
      }
      return { target, failure: null };
    } catch (error) {
      return { target, failure: asInstallError(error, target) };
    }
  });
}

/** A target that starts another copy of Earshot. */
interface Left {
  readonly target: Target;
  readonly program: string;
}

export interface Unregistered {
  /** What was there and ours, each removed or with the failure. */
  readonly outcomes: readonly Outcome[];
  /** What another copy that works is started by. */
  readonly left: readonly Left[];
}

/**
 * Removes what the record says was written, and of the other targets what an earlier version may have written: manifests and keys that are
 * ours, and nothing else.
 *
 * @param isDryRun says what would be removed, and removes nothing
 */
export function unregister(
  targets: readonly Target[],
  { registry, record, launcher }: Surroundings,
  isDryRun = false,
): Unregistered {
  const known = readRecord(record);
  const ours = [launcher, known?.launcher];
  const outcomes: Outcome[] = [];
  const left: Left[] = [];
  for (const target of distinct([...(known?.targets ?? []), ...targets])) {
    try {
      const program = otherCopy(readTarget(target, registry), ours);
      if (program !== null) left.push({ target, program });
      else if (isThere(target, registry)) {
        if (!isDryRun) removeTarget(target, registry);
        outcomes.push({ target, failure: null });
      }
    } catch (error) {
      outcomes.push({ target, failure: asInstallError(error, target) });
    }
  }
  if (!isDryRun && outcomes.every(({ failure }) => failure === null))
    rmSync(record, { recursive: true, force: true });
  return { outcomes, left };
}

/**
 * Registers again what the record names and what now starts nothing: the folder was moved. A target whose manifest is gone stays gone:
 * somebody has removed it; and one that starts another copy which works stays that copy's, or two copies would take it from each
 * other at every start.
 */
export function heal(manifest: Manifest, surroundings: Surroundings): Outcome[] {
  const known = readRecord(surroundings.record)?.targets ?? [];
  const stale = known.filter((each) => {
    const found = readTarget(each, surroundings.registry);
    if (found.kind === "manifest" && isSame(found.manifest, manifest)) return false;
    return found.kind !== "absent" && otherCopy(found, [manifest.path]) === null;
  });
  if (stale.length === 0) return [];
  return register(stale, manifest, surroundings);
}

/** What a browser finds at a target. */
export function readTarget({ place }: Target, registry: Registry): ManifestFound {
  const file = place.kind === "manifest" ? place.file : registry.read(place.key);
  return file === null ? { kind: "absent" } : readManifest(file);
}

/** The program of another copy that a manifest starts; null where it starts ours, or none. */
function otherCopy(found: ManifestFound, ours: readonly (string | undefined)[]): string | null {
  if (found.kind !== "manifest" || found.manifest.name !== HOST_NAME) return null;
  const { path } = found.manifest;
  return ours.includes(path) || programFault(path) !== null ? null : path;
}

const target = z.object({
  scope: z.enum(["user", "system"]),
  browsers: z.array(z.string()),
  place: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("manifest"), file: z.string() }),
    z.object({ kind: z.literal("registry"), key: z.string() }),
  ]),
});
const installRecord = z.object({
  launcher: z.string(),
  allowedOrigins: z.array(z.string().check(z.regex(ORIGIN))),
  targets: z.array(target),
});

/** What was written: where, which program it names, and for whom. */
export type InstallRecord = z.infer<typeof installRecord>;

/** Null when nothing was written, or what was noted cannot be read: then the table of browsers is gone by alone. */
export function readRecord(file: string): InstallRecord | null {
  try {
    return installRecord.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    // Not there, not to be read, or not what we wrote: each is the same to its readers.
    return null;
  }
}

/** Adds to the record: browsers that were registered before stay in it until they are unregistered. */
function noteDown(file: string, targets: readonly Target[], { path, allowed_origins }: Manifest): void {
  const before = readRecord(file)?.targets ?? [];
  const noted: InstallRecord = {
    launcher: path,
    allowedOrigins: allowed_origins,
    targets: distinct([...targets, ...before]).map(copyOf),
  };
  writeWhole(file, `${JSON.stringify(noted, null, 2)}\n`);
}

function copyOf({ scope, browsers, place }: Target): InstallRecord["targets"][number] {
  return { scope, browsers: [...browsers], place };
}

function distinct(targets: readonly Target[]): Target[] {
  const known = new Set<string>();
  return targets.filter(({ place }) => {
    const name = nameOf(place);
    if (known.has(name)) return false;
    known.add(name);
    return true;
  });
}

/** A key bears our name: it is nobody else's. */
function isThere({ place }: Target, registry: Registry): boolean {
  return place.kind === "manifest" ? isOurs(place.file) : registry.read(place.key) !== null;
}

function removeTarget({ place }: Target, registry: Registry): void {
  if (place.kind === "manifest") return rmSync(place.file);
  const file = registry.read(place.key);
  if (file !== null && isOurs(file)) rmSync(file);
  registry.remove(place.key);
  if (registry.read(place.key) === null) return;
  throw new InstallError(
    "unwritable",
    `The registry's key ${place.key} is still there.`,
    "Delete it by regedit.",
  );
}

function isSame(one: Manifest, other: Manifest): boolean {
  return one.path === other.path && one.allowed_origins.join(" ") === other.allowed_origins.join(" ");
}

function notReadBack(key: string): InstallError {
  return new InstallError(
    "not_read_back",
    `The registry's key ${key} does not hold what was written there.`,
    "See which other program writes it, then install again.",
  );
}

function asInstallError(error: unknown, { place }: Target): InstallError {
  if (error instanceof InstallError) return error;
  return new InstallError(
    "unwritable",
    `${nameOf(place)}: ${messageOf(error)}`,
    "Make it writable for you.",
    {
      cause: error,
    },
  );
}
