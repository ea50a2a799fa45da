import { cpSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { FakeHome } from "../fake-home.ts";

const REPOSITORY = join(import.meta.dirname, "../../..");
const VENV = join(REPOSITORY, ".venv");

/**
 * Puts the real recognition in the place of the stand-in: our Python with its packages, our sidecar, the demo model.
 *
 * @param broken packages by their names, with the only line of what lies in the place of each
 */
export function installRealPython(home: FakeHome, broken: Readonly<Record<string, string>> = {}): void {
  const { app } = home;
  const venv = join(app.python, "../..");
  rmSync(venv, { recursive: true });
  home.write(join(venv, "pyvenv.cfg"), readFileSync(join(VENV, "pyvenv.cfg"), "utf8"));
  mkdirSync(join(venv, "bin"));
  symlinkSync(realpathSync(join(VENV, "bin/python")), app.python);
  const [version = ""] = readdirSync(join(VENV, "lib"));
  const packages = join("lib", version, "site-packages");
  mkdirSync(join(venv, packages), { recursive: true });
  for (const name of readdirSync(join(VENV, packages)))
    if (!(name in broken)) symlinkSync(join(VENV, packages, name), join(venv, packages, name));
  for (const [name, line] of Object.entries(broken))
    home.write(join(venv, packages, name, "__init__.py"), `${line}\n`);
  rmSync(app.sidecar, { recursive: true });
  symlinkSync(join(REPOSITORY, "python-stt"), app.sidecar);
  rmSync(app.demoModel, { recursive: true });
  cpSync(join(REPOSITORY, "demo-model"), app.demoModel, { recursive: true });
}
