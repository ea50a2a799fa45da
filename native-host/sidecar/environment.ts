/** What a Python program needs of its surroundings; everything else stays with the browser. */
const INHERITED = [
  "PATH",
  "HOME",
  "USER",
  "LANG",
  "LC_ALL",
  "LC_CTYPE",
  "TMPDIR",
  "XDG_CACHE_HOME",
  "XDG_DATA_HOME",
  "LD_LIBRARY_PATH",
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

export type Environment = Readonly<Record<string, string | undefined>>;

/** The sidecar's environment: the allow-list out of ours, and over it what the configuration says. */
export function sidecarEnvironment(ours: Environment, configured: Environment): NodeJS.ProcessEnv {
  const inherited = INHERITED.flatMap((name) =>
    ours[name] === undefined ? [] : [[name, ours[name]] as const],
  );
  return { ...Object.fromEntries(inherited), ...configured };
}
