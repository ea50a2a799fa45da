/**
 * What the host and its children get of the browser's environment: who the user is, where their files and their keychain are,
 * and how a download reaches the network. Whatever loads foreign code (NODE_OPTIONS, LD_PRELOAD, DYLD_*, PYTHON*) is none of it.
 */
const LAUNCHER_ENVIRONMENT = [
  "PATH",
  "HOME",
  "USER",
  "LOGNAME",
  "LANG",
  "LC_ALL",
  "LC_CTYPE",
  "TZ",
  "TMPDIR",
  "XDG_RUNTIME_DIR",
  "XDG_CACHE_HOME",
  "XDG_CONFIG_HOME",
  "XDG_DATA_HOME",
  "DBUS_SESSION_BUS_ADDRESS",
  "http_proxy",
  "https_proxy",
  "all_proxy",
  "no_proxy",
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "ALL_PROXY",
  "NO_PROXY",
  "SSL_CERT_FILE",
  "SSL_CERT_DIR",
  "REQUESTS_CA_BUNDLE",
  "CURL_CA_BUNDLE",
  "PIP_CERT",
  "HF_ENDPOINT",
  "PIP_INDEX_URL",
] as const;

/**
 * The program that a browser starts: a shell script, since a browser passes no arguments of ours. Programs by their paths: a browser
 * started from a desktop has another PATH than a terminal.
 *
 * @param words the program and its arguments; the browser's own come after them
 */
export function launcherScript(words: readonly string[]): string {
  const kept = LAUNCHER_ENVIRONMENT.map((name) => `  \${${name}+"${name}=$${name}"} \\\n`);
  return [
    "#!/bin/sh",
    "# What is written is the user's alone; no crash leaves a picture of the memory.",
    "umask 077",
    "ulimit -c 0",
    `exec /usr/bin/env -i \\\n${kept.join("")}  ${words.map(quoteForShell).join(" ")} "$@"\n`,
  ].join("\n");
}

function quoteForShell(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
