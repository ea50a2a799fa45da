import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, resolve } from "node:path";
import { parseArgs } from "node:util";
import { EarshotError, errorKind } from "../../protocol/errors.ts";
import { z } from "../../protocol/zod.ts";
import { systemCode } from "./system.ts";
import { userFolders } from "./user-folders.ts";

/** 32 letters a-p. */
const extensionId = z.string().check(z.regex(/^[a-p]{32}$/));

/** The file that is named by `--config`, of an installer or of a package. The only place that holds paths (SEC-2). */
const configuration = z.object({
  /** The extensions that may call: one product under the ids of the stores and of unpacked builds. */
  extensionIds: z.array(extensionId).check(z.minLength(1)),
  /**
   * Absolute; holds `sessions/`, `keys/` and `logs/`. A package's file has none: whoever starts that host has folders of their own, and what
   * it names begins with `{app}`, its own folder, or `{models}`.
   */
  dataDirectory: z.optional(z.string().check(z.minLength(1))),
  /** Program and arguments, run without a shell. */
  sidecarCommand: z.array(z.string()).check(z.minLength(1)),
  /** The program that downloads one model, as above. */
  downloadCommand: z.array(z.string()).check(z.minLength(1)),
  /** Added to the few variables that both inherit. */
  sidecarEnvironment: z.record(z.string(), z.string()),
  /** Whether the system's keychain may be asked to keep the master key; a folder for a while leaves nothing there. */
  usesKeychain: z.optional(z.boolean()),
});
export type Configuration = z.infer<typeof configuration> & { readonly dataDirectory: string };

/** What an installer before `extensionIds` wrote, and what stands on people's disks until they install again. */
const withOneExtension = z.object({ extensionId });

/** @throws host_misconfigured */
export function readConfiguration(path: string | undefined): Configuration {
  if (path === undefined) throw new EarshotError("host_misconfigured", "started without --config FILE");
  try {
    const written: unknown = JSON.parse(readFileSync(path, "utf8"));
    const { data: earlier } = withOneExtension.safeParse(written);
    const ids = earlier === undefined ? {} : { extensionIds: [earlier.extensionId] };
    const parsed = configuration.parse(typeof written === "object" ? { ...ids, ...written } : written);
    const { dataDirectory } = parsed;
    return dataDirectory === undefined ? forThisUser(parsed, path) : { ...parsed, dataDirectory };
  } catch (cause) {
    throw new EarshotError("host_misconfigured", `configuration unreadable: ${describe(cause)}`, { cause });
  }
}

/** A package's configuration, which names no user's folder, for the one who starts the host. */
function forThisUser(shared: z.infer<typeof configuration>, path: string): Configuration {
  const { data, models } = userFolders(homedir(), process.env);
  const app = dirname(resolve(path));
  // One pass: a folder's own name may hold what looks like a place.
  const placed = (text: string): string =>
    text.replaceAll(/\{(?:app|models)\}/gu, (place) => (place === "{app}" ? app : models));
  return {
    ...shared,
    dataDirectory: data,
    sidecarCommand: shared.sidecarCommand.map(placed),
    downloadCommand: shared.downloadCommand.map(placed),
    sidecarEnvironment: Object.fromEntries(
      Object.entries(shared.sidecarEnvironment).map(([name, value]) => [name, placed(value)]),
    ),
  };
}

/** @throws host_forbidden */
export function checkCaller(origin: string | undefined, { extensionIds }: Configuration): void {
  if (extensionIds.some((id) => origin === `chrome-extension://${id}/`)) return;
  throw new EarshotError(
    "host_forbidden",
    "called by another program than the extension it is registered for",
  );
}

/** Names fields and kinds only: what a JSON parser says quotes the file. */
function describe(cause: unknown): string {
  if (!(cause instanceof z.core.$ZodError)) return systemCode(cause) ?? errorKind(cause);
  return cause.issues.map(({ path }) => String(path[0] ?? "all of it")).join(", ");
}

export interface CommandLine {
  readonly configPath: string | undefined;
  /** `chrome-extension://ID/`, given by the browser. */
  readonly origin: string | undefined;
}

/** `--config FILE` comes from the launcher, the origin from the browser, which on Windows adds `--parent-window`. */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { config: { type: "string" }, "parent-window": { type: "string" } },
    allowPositionals: true,
    strict: false,
  });
  const { config } = values;
  return { configPath: typeof config === "string" ? config : undefined, origin: positionals[0] };
}
