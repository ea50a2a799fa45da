import { spawnSync } from "node:child_process";
import { systemCode } from "../../../native-host/runtime/system.ts";
import { type Finding, failInstallation, note, ok, type Surveyed } from "../finding.ts";

const NODE_MS = 5000;

/** Whether the Node that runs the host can be started. */
export function checkNode(surveyed: Surveyed): Finding {
  const [id, title] = ["node.run", "Node"];
  const { app } = surveyed;
  // This very program is run by it.
  if (app.node === process.execPath) return ok(id, title, process.versions.node);
  const { status, signal, error, stdout } = spawnSync(app.node, ["-p", "process.versions.node"], {
    encoding: "utf8",
    timeout: NODE_MS,
    windowsHide: true,
    env: {},
  });
  if (status === 0 && /^\d+\.\d+\.\d+\s*$/u.test(stdout)) return ok(id, title, stdout.trim());
  const code = error === undefined ? null : (systemCode(error) ?? error.message);
  const why =
    code ?? (status === 0 ? "it is another program" : `it ended by ${signal ?? status ?? "itself"}`);
  return failInstallation(surveyed, id, title, `${app.node} cannot be run: ${why}.`);
}

/** What loads foreign code into programs, or sends them elsewhere for their own. */
const FOREIGN = [
  "LD_PRELOAD",
  "LD_LIBRARY_PATH",
  "DYLD_INSERT_LIBRARIES",
  "NODE_OPTIONS",
  "PYTHONHOME",
  "PYTHONPATH",
];

/** What is set here that Earshot's own programs are not given: what a person tries in a terminal may go otherwise. */
export function checkEnvironment({ computer: { environment } }: Surveyed): Finding[] {
  const found = FOREIGN.filter((name) => (environment[name] ?? "") !== "");
  if (found.length === 0) return [];
  return [note("py.env", "Environment", `${found.join(", ")}: set here, and kept from the helper.`, null)];
}
