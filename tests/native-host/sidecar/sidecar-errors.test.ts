import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { SIDECAR_EVENTS } from "../../../native-host/sidecar/sidecar-errors.ts";

const SOURCES = join(import.meta.dirname, "../../../python-stt/src");

test("SEC-2 the host knows by name every event that the sidecar logs", () => {
  const files = readdirSync(SOURCES, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".py"),
  );
  const logged = files.flatMap((file) =>
    Array.from(
      readFileSync(join(SOURCES, file), "utf8").matchAll(/\blog\(\s*"([a-z_]+)"/gu),
      ([, event]) => event,
    ),
  );

  expect(new Set(logged)).toEqual(new Set(SIDECAR_EVENTS));
});
