import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { EarshotError, errorKind } from "../../protocol/errors.ts";
import { z } from "../../protocol/zod.ts";
import { systemCode } from "./system.ts";

/** 32 letters a-p. */
const extensionId = z.string().check(z.regex(/^[a-p]{32}$/));

/** The file the installer writes and names by `--config`. The only place that holds paths (SEC-2). */
const configuration = z.object({
  /** The extensions that may call: one product under the ids of the stores and of unpacked builds. */
  extensionIds: z.array(extensionId).check(z.minLength(1)),
  /** Absolute; holds `sessions/`, `keys/` and `logs/`. */
  dataDirectory: z.string().check(z.minLength(1)),
  /** Program and arguments, run without a shell. */
  sidecarCommand: z.array(z.string()).check(z.minLength(1)),
  /** The program that downloads one model, as above. */
  downloadCommand: z.array(z.string()).check(z.minLength(1)),
  /** Added to the few variables that both inherit. */
  sidecarEnvironment: z.record(z.string(), z.string()),
  /** Whether the system's keychain may be asked to keep the master key; a folder for a while leaves nothing there. */
  usesKeychain: z.optional(z.boolean()),
});
export type Configuration = z.infer<typeof configuration>;

/** What an installer before `extensionIds` wrote, and what stands on people's disks until they install again. */
const withOneExtension = z.object({ extensionId });

/** @throws host_misconfigured */
export function readConfiguration(path: string | undefined): Configuration {
  if (path === undefined) throw new EarshotError("host_misconfigured", "started without --config FILE");
  try {
    const written: unknown = JSON.parse(readFileSync(path, "utf8"));
    const { data: earlier } = withOneExtension.safeParse(written);
    const ids = earlier === undefined ? {} : { extensionIds: [earlier.extensionId] };
    return configuration.parse(typeof written === "object" ? { ...ids, ...written } : written);
  } catch (cause) {
    throw new EarshotError("host_misconfigured", `configuration unreadable: ${describe(cause)}`, { cause });
  }
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
