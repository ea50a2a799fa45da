import { join } from "node:path";

/** What a Python program needs of its surroundings; everything else stays with the browser. */
const INHERITED = [
  "PATH",
  "HOME",
  "USER",
  "LANG",
  "LC_ALL",
  "LC_CTYPE",
  "TMPDIR",
  // The sidecar, too, says where models come from.
  "HF_ENDPOINT",
  "PIP_INDEX_URL",
  // Windows
  "APPDATA",
  "LOCALAPPDATA",
  "PATHEXT",
  "SYSTEMDRIVE",
  "SystemRoot",
  "TEMP",
  "TMP",
  "USERPROFILE",
] as const;

/** How the user reaches the network, which only a download may. */
const FOR_DOWNLOADS = [
  ...["http_proxy", "https_proxy", "all_proxy", "no_proxy"].flatMap((name) => [name, name.toUpperCase()]),
  "SSL_CERT_FILE",
  "SSL_CERT_DIR",
  "REQUESTS_CA_BUNDLE",
  "CURL_CA_BUNDLE",
  "PIP_CERT",
] as const;

/** Libraries report their use unless forbidden to; the sidecar says the same to itself (`runtime/process.py`). */
const NO_TELEMETRY = {
  ORT_DISABLE_TELEMETRY: "1",
  HF_HUB_DISABLE_TELEMETRY: "1",
  DO_NOT_TRACK: "1",
} as const;

type Environment = Readonly<Record<string, string | undefined>>;

interface EnvironmentParts {
  /** The host's own. */
  readonly inherited: Environment;
  /** What the configuration says. */
  readonly configured: Environment;
  readonly dataDirectory: string;
}

/** The sidecar's environment: the allow-list out of ours, over it what the configuration says, nothing of the network. */
export function sidecarEnvironment(parts: EnvironmentParts): NodeJS.ProcessEnv {
  return environmentOf(parts, INHERITED);
}

/** As the sidecar's, and the user's proxy and certificates. */
export function downloadEnvironment(parts: EnvironmentParts): NodeJS.ProcessEnv {
  return environmentOf(parts, [...INHERITED, ...FOR_DOWNLOADS]);
}

function environmentOf(
  { inherited, configured, dataDirectory }: EnvironmentParts,
  names: readonly string[],
): NodeJS.ProcessEnv {
  const allowed = names.flatMap((name) =>
    inherited[name] === undefined ? [] : [[name, inherited[name]] as const],
  );
  return { ...Object.fromEntries(allowed), ...cachesIn(dataDirectory), ...configured, ...NO_TELEMETRY };
}

/** Whatever a library writes for itself lies in Earshot's own folder, and goes with it. */
function cachesIn(dataDirectory: string): Environment {
  const cache = join(dataDirectory, "cache");
  return {
    XDG_CACHE_HOME: cache,
    HF_HOME: join(cache, "huggingface"),
    CUDA_CACHE_PATH: join(cache, "cuda"),
  };
}
