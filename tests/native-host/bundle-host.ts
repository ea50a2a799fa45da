import { join } from "node:path";
import { build } from "vite";
import { temporaryFolder } from "./temporary-folder.ts";

const repository = join(import.meta.dirname, "../..");

/** Builds the host exactly as it is shipped. @returns the bundle's path */
export async function bundleHost(): Promise<string> {
  const outDir = temporaryFolder();
  await build({
    configFile: join(repository, "native-host/vite.config.ts"),
    logLevel: "error",
    build: { outDir },
  });
  return join(outDir, "earshot-host.mjs");
}
