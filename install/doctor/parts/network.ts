import { execFile } from "node:child_process";
import { downloadEnvironment } from "../../../native-host/sidecar/environment.ts";
import table from "../../../protocol/models.json" with { type: "json" };
import { z } from "../../../protocol/zod.ts";
import { launcherOf } from "../../context.ts";
import { type Finding, fail, failInstallation, note, ok, type Surveyed } from "../finding.ts";
import { configurationOf } from "../recogniser.ts";

const [ID, TITLE] = ["net", "Network"] as const;
/** Each of a few servers is given up after seconds. */
const REACH_MS = 60_000;
const PROXIES = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "http_proxy", "HTTP_PROXY"];

const reached = z.object({
  source: z.enum(["hub", "index"]),
  server: z.string(),
  error: z.nullable(z.string()),
});
type Reached = z.infer<typeof reached>;

/**
 * Which servers a model is downloaded from, asked by the program that downloads. Only where a person asks for it: nothing else of the doctor
 * uses the network.
 */
export async function checkNetwork(surveyed: Surveyed): Promise<Finding> {
  const configuration = configurationOf(launcherOf(surveyed.app));
  if (configuration === null) return note(ID, TITLE, "Not looked at: the helper is not registered.", null);
  const [program = "", ...args] = configuration.downloadCommand;
  const { sidecarEnvironment: configured, dataDirectory } = configuration;
  const env = downloadEnvironment({ inherited: surveyed.computer.environment, configured, dataDirectory });
  const output = await outputOf(program, [...args, "--reach", table.first], env);
  const found = output.split("\n").flatMap((line) => serverOf(line) ?? []);
  if (found.length === 0)
    return failInstallation(surveyed, ID, TITLE, "The program that downloads models cannot be run.");
  return networkFinding(found, PROXIES.find((name) => (env[name] ?? "") !== "") ?? null);
}

/** One source is enough, whichever (pure). @param proxy the variable that names one */
export function networkFinding(found: readonly Reached[], proxy: string | null): Finding {
  const by = proxy === null ? "" : `, by the proxy of ${proxy}`;
  const lines = found.map(
    ({ server, error }) => `${server} ${error === null ? "answers" : `does not (${error})`}`,
  );
  const detail = `A model comes from: ${lines.join("; ")}${by}.`;
  const sources = new Set(found.map(({ source }) => source));
  const broken = new Set(found.flatMap(({ source, error }) => (error === null ? [] : [source])));
  if (broken.size < sources.size) return ok(ID, TITLE, detail);
  return fail(
    ID,
    TITLE,
    detail,
    "Let these servers through, or name the way to them: HTTPS_PROXY, SSL_CERT_FILE, or a mirror in HF_ENDPOINT; the browser has to be started with it.",
  );
}

function serverOf(line: string): Reached | null {
  try {
    return reached.parse(JSON.parse(line));
  } catch {
    // Nothing of ours, or the end of the output.
    return null;
  }
}

/** What came, whatever became of the program: a row that lacks is a server that was not come to. */
function outputOf(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve) => {
    execFile(program, args, { env, timeout: REACH_MS, windowsHide: true }, (_error, stdout) =>
      resolve(stdout),
    );
  });
}
