/**
 * The surroundings of npm, pip and venv. Settings that say *where* packages go or *which* are left out are the user's for
 * other projects and would leave this one without its parts; those that say how the network is reached stay.
 */

/** Of pip's own settings, those about the network and its caches. */
const PIP_NETWORK = [
  "index-url",
  "extra-index-url",
  "find-links",
  "no-index",
  "trusted-host",
  "cert",
  "client-cert",
  "proxy",
  "cache-dir",
  "timeout",
  "default-timeout",
  "retries",
  "keyring-provider",
];

type Environment = Readonly<Record<string, string | undefined>>;

/** For `ProgramOptions.env`: what is undefined here is taken from the program's environment. */
export function pythonEnvironment(ours: Environment): Record<string, string | undefined> {
  const foreign = Object.keys(ours).filter((name) => /^(?:PIP_|PYTHON|VIRTUAL_ENV$)/u.test(name));
  return {
    ...Object.fromEntries(foreign.map((name) => [name, undefined])),
    // Its files may set `user` or `target`, which no option unsets; what they say of the network is read before.
    PIP_CONFIG_FILE: process.platform === "win32" ? "nul" : "/dev/null",
  };
}

/**
 * How pip reaches its index by the configuration of this computer, as environment for a program that asks the same index:
 * `PIP_INDEX_URL` and `PIP_CERT`, where they are set.
 */
export function packageIndexEnvironment(configuration: string): Record<string, string> {
  const options = new Map(
    pipNetworkOptions(configuration).map((option) => {
      const [name = "", ...value] = option.split("=");
      return [name, value.join("=")] as const;
    }),
  );
  const index = options.get("--index-url");
  const certificate = options.get("--cert");
  return {
    ...(index === undefined ? {} : { PIP_INDEX_URL: index }),
    ...(certificate === undefined ? {} : { PIP_CERT: certificate }),
  };
}

/**
 * The network's part of what `pip config list` prints, as options: `global.index-url='https://…'` becomes
 * `--index-url=https://…`. Later lines win, as with pip: the environment's come last.
 */
export function pipNetworkOptions(configuration: string): string[] {
  return configuration.split("\n").flatMap((line) => {
    const match = /^(?:global|install|:env:)\.([\w-]+)='(.*)'\s*$/u.exec(line);
    const [, name = "", value = ""] = match ?? [];
    if (!PIP_NETWORK.includes(name)) return [];
    const option = name === "default-timeout" ? "timeout" : name;
    if (option === "no-index") return /^(?:1|true|yes|on)$/iu.test(value) ? ["--no-index"] : [];
    // Several values stand one under the other, which Python prints as `\n`.
    const values = value.split(/\\n|\s+/u).filter((one) => one !== "");
    return values.map((one) => `--${option}=${one}`);
  });
}
