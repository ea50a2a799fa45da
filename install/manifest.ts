import { randomUUID } from "node:crypto";
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { readIfPresent, syncFolder } from "../native-host/disk/durable-files.ts";
import { makeFolder, systemCode } from "../native-host/runtime/system.ts";
import { z } from "../protocol/zod.ts";
import { HOST_NAME } from "../src/shared/identity.ts";
import { InstallError, messageOf } from "./install-error.ts";

/** What a browser reads of a host: which program to start, and for whom. */
const manifest = z.object({
  name: z.string(),
  description: z.string(),
  path: z.string(),
  type: z.literal("stdio"),
  allowed_origins: z.array(z.string()),
});
export type Manifest = z.infer<typeof manifest>;

const EXTENSION_ID = /^[a-p]{32}$/;
/** Any other makes the browser pass over the whole manifest. */
export const ORIGIN = /^chrome-extension:\/\/[a-p]{32}\/$/u;

/** @throws bad_extension_id: the browser passes over a manifest with one bad origin as if it were not there */
export function hostManifest(launcher: string, extensionIds: readonly string[]): Manifest {
  const bad = extensionIds.find((id) => !EXTENSION_ID.test(id));
  if (bad !== undefined || extensionIds.length === 0)
    throw new InstallError(
      "bad_extension_id",
      `"${bad ?? ""}" is no extension's id.`,
      "An id has 32 letters from a to p; the browser shows it on chrome://extensions.",
    );
  return {
    name: HOST_NAME,
    description: "Earshot: writes captions on this computer",
    path: launcher,
    type: "stdio",
    allowed_origins: extensionIds.map((id) => `chrome-extension://${id}/`),
  };
}

/**
 * Writes a manifest, reads it back as the browser will, and sees that what it names can be started. A browser that finds a manifest
 * unreadable, or its program missing, says only that there is no such host (ADR-043), so nothing is believed that was not read.
 *
 * @throws InstallError
 */
export function writeManifest(file: string, content: Manifest): void {
  requireProgram(content.path);
  writeWhole(file, `${JSON.stringify(content, null, 2)}\n`);
  const read = readManifest(file);
  if (read.kind === "manifest" && JSON.stringify(read.manifest) === JSON.stringify(content)) return;
  throw new InstallError(
    "not_read_back",
    `${file} does not hold what was written there.`,
    "See which other program writes it, then install again.",
  );
}

/** What lies at a manifest's place. */
export type ManifestFound =
  | { readonly kind: "absent" }
  /** Nothing that a browser could use. */
  | { readonly kind: "unreadable"; readonly reason: string }
  /** `isOpen`: others on this computer could change it. */
  | { readonly kind: "manifest"; readonly manifest: Manifest; readonly isOpen: boolean };

export function readManifest(file: string): ManifestFound {
  try {
    const bytes = readIfPresent(file);
    if (bytes === null) return { kind: "absent" };
    const parsed: unknown = JSON.parse(withoutByteOrderMark(bytes.toString("utf8")));
    return { kind: "manifest", manifest: manifest.parse(parsed), isOpen: isOpen(statSync(file)) };
  } catch (error) {
    if (error instanceof SyntaxError) return { kind: "unreadable", reason: "it is not JSON" };
    if (error instanceof z.core.$ZodError)
      return {
        kind: "unreadable",
        reason: `its "${String(error.issues[0]?.path[0] ?? "content")}" is missing or wrong`,
      };
    return { kind: "unreadable", reason: messageOf(error) };
  }
}

/** What is wrong where somebody else could decide what a browser starts. */
export const OPEN = "can be changed by others on this computer";

/** Whether anybody but this user and root could write it; Windows says so by other means. */
function isOpen({ uid, mode }: Stats): boolean {
  const mine = process.getuid?.();
  return mine !== undefined && ((uid !== mine && uid !== 0) || (mode & 0o022) !== 0);
}

/** Why a browser could not, or should not, start `path`; null when it can. @see native_process_launcher_posix.cc */
export function programFault(path: string): string | null {
  if (!isAbsolute(path)) return "is not an absolute path";
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) return "does not exist";
    if (!found.isFile()) return "is not a file";
    if (isOpen(found)) return OPEN;
  } catch (error) {
    // Below a file, in a folder that is shut, a link to itself, or no path at all.
    return `cannot be reached: ${systemCode(error) ?? messageOf(error)}`;
  }
  try {
    accessSync(path, constants.X_OK);
    return null;
  } catch {
    // The only question was whether it can be run.
    return "cannot be executed";
  }
}

/**
 * Whether what lies at a manifest's place is ours. The file's name is; so it is another's only where it names another host, and also ours
 * when it is half written, or an editor broke it.
 *
 * @throws the system's error where it cannot be read
 */
export function isOurs(file: string): boolean {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    // No file at all.
    if (["ENOENT", "ENOTDIR", "EISDIR"].includes(systemCode(error) ?? "")) return false;
    throw error;
  }
  try {
    const parsed: unknown = JSON.parse(withoutByteOrderMark(text));
    const name = typeof parsed === "object" && parsed !== null && "name" in parsed ? parsed.name : HOST_NAME;
    return name === HOST_NAME;
  } catch {
    return true;
  }
}

/** Browsers pass over it; JSON.parse does not. */
function withoutByteOrderMark(text: string): string {
  return text.replace(/^\u{FEFF}/u, "");
}

/**
 * Puts a file in place whole, as it is read back, or not at all, for the user only, whatever stood there before: also where that was a link, whose
 * target is somebody else's.
 *
 * @throws unwritable
 */
export function writeWhole(file: string, content: string, mode: 0o600 | 0o700 = 0o600): void {
  const unfinished = join(dirname(file), `.${randomUUID()}.new`);
  try {
    makeFolder(dirname(file));
    const descriptor = openSync(unfinished, "wx", mode);
    try {
      // All of it, or an error; `writeSync` may write a part.
      writeFileSync(descriptor, content);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    // Whatever the umask took away.
    chmodSync(unfinished, mode);
    if (readFileSync(unfinished, "utf8") !== content) throw new Error("the disk holds something else");
    renameSync(unfinished, file);
    syncFolder(dirname(file));
  } catch (error) {
    discard(unfinished);
    throw new InstallError(
      "unwritable",
      `${file} could not be written: ${messageOf(error)}`,
      "Make its folder writable for you (chown, chmod), then install again.",
      { cause: error },
    );
  }
}

function discard(unfinished: string): void {
  try {
    rmSync(unfinished, { force: true });
  } catch {
    // What kept it from being written keeps it from being removed; its name begins with a dot.
  }
}

function requireProgram(path: string): void {
  const fault = programFault(path);
  if (fault === null) return;
  throw new InstallError(
    "host_program_missing",
    `The host's program ${path} ${fault}.`,
    "Install Earshot again; in a clone, npm start builds it.",
  );
}
