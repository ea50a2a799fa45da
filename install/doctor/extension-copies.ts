import { readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { z } from "../../protocol/zod.ts";
import { namesIn } from "../folder.ts";

/** One copy of the extension in one profile of a browser, as the browser noted it. */
export interface ExtensionCopy {
  readonly id: string;
  /** The profile's folder: `Default`, `Profile 1`. */
  readonly profile: string;
  readonly isEnabled: boolean;
  /** Where it was loaded unpacked from; null where the browser keeps it. */
  readonly folder: string | null;
  /** Null where its folder is gone. */
  readonly version: string | null;
}

/** Which of both files holds the extensions differs by system. */
const FILES = ["Preferences", "Secure Preferences"];
const SHORT_NAME = "Earshot";

const manifest = z.object({ version: z.string(), short_name: z.optional(z.string()) });
const extension = z.object({
  /** Of an unpacked one its folder; else below the browser's own. */
  path: z.string(),
  /** 0: switched off, as earlier browsers note it. */
  state: z.optional(z.int()),
  /** Earlier as bits of one number. */
  disable_reasons: z.optional(z.union([z.int(), z.array(z.int())])),
  /** Not of unpacked ones. */
  manifest: z.optional(manifest),
});
const preferences = z.object({
  extensions: z.object({ settings: z.optional(z.record(z.string(), z.unknown())) }),
});

/** Every copy of Earshot in the profiles of a browser, whatever its id. @param ours ids that are known as ours */
export function extensionCopies(userData: string, ours: readonly string[]): ExtensionCopy[] {
  return namesIn(userData).flatMap((profile) =>
    FILES.flatMap((name) =>
      Object.entries(extensionsIn(join(userData, profile, name))).flatMap(([id, noted]) => {
        const parsed = extension.safeParse(noted);
        if (!parsed.success) return [];
        const folder = isAbsolute(parsed.data.path) ? parsed.data.path : null;
        const found = parsed.data.manifest ?? (folder === null ? null : manifestIn(folder));
        if (!ours.includes(id) && found?.short_name !== SHORT_NAME) return [];
        const isEnabled = parsed.data.state !== 0 && !isDisabled(parsed.data.disable_reasons);
        return [{ id, profile, isEnabled, folder, version: found?.version ?? null }];
      }),
    ),
  );
}

function isDisabled(reasons: number | readonly number[] | undefined): boolean {
  return typeof reasons === "object" ? reasons.length > 0 : (reasons ?? 0) !== 0;
}

function extensionsIn(file: string): Readonly<Record<string, unknown>> {
  const { data } = preferences.safeParse(jsonIn(file));
  return data?.extensions.settings ?? {};
}

/** What an unpacked copy says of itself; null where there is none. */
export function manifestIn(folder: string): z.infer<typeof manifest> | null {
  return manifest.safeParse(jsonIn(join(folder, "manifest.json"))).data ?? null;
}

/** Null where there is none, or the browser is just writing it. */
function jsonIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    // Nothing is said of what cannot be read: the browser makes it anew.
    return null;
  }
}
