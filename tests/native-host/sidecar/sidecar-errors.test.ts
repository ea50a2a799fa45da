import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { SIDECAR_EVENTS, SIDECAR_THREADS } from "../../../native-host/sidecar/sidecar-errors.ts";

const SOURCES = join(import.meta.dirname, "../../../python-stt/src");

/** What stands in the first group of `pattern`, in every module of the sidecar. */
function namesIn(pattern: RegExp): ReadonlySet<string | undefined> {
  const files = readdirSync(SOURCES, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".py"),
  );
  return new Set(
    files.flatMap((file) =>
      Array.from(readFileSync(join(SOURCES, file), "utf8").matchAll(pattern), ([, name]) => name),
    ),
  );
}

test("SEC-2 the host knows by name every event that the sidecar logs", () => {
  expect(namesIn(/\blog\(\s*"([a-z_]+)"/gu)).toEqual(new Set(SIDECAR_EVENTS));
});

test("SEC-2 the host knows by name every thread of the sidecar", () => {
  expect(new Set(["main", ...namesIn(/\bname="([a-z]+)", daemon=True/gu)])).toEqual(new Set(SIDECAR_THREADS));
});
