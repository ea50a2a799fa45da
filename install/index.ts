import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { checkoutApp, PACKAGE_CONFIGURATION, packagedApp } from "./app.ts";
import { runEarshot } from "./program.ts";
import { systemRegistry } from "./registry.ts";

// What is written is the user's alone.
process.umask(0o077);
// A reader that has seen enough, such as `head`, ends nothing.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});
const computer = {
  platform: process.platform,
  environment: process.env,
  home: homedir(),
  exists: existsSync,
};
// Bundled, this lies in a package's `cli`, or in a clone's `dist/install`.
const packaged = join(import.meta.dirname, "..");
process.exitCode = await runEarshot(process.argv.slice(2), {
  app: existsSync(join(packaged, PACKAGE_CONFIGURATION))
    ? packagedApp(packaged, computer)
    : checkoutApp(join(packaged, "..")),
  computer,
  registry: systemRegistry(),
  print: (line) => void process.stdout.write(`${line}\n`),
});
