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
  return startingScript([], words.map(quoteForShell));
}

/** As above, of a package's folder: it starts the host beside it, wherever that lies and by whatever link it was found. */
export function packagedLauncherScript(): string {
  return startingScript(OWN_FOLDER, [
    '"$here/node/node"',
    '"$here/host/earshot-host.mjs"',
    "--config",
    '"$here/host.json"',
  ]);
}

/** The program `earshot` of a package's folder, for a person to type. */
export function packagedProgramScript(): string {
  return [
    "#!/bin/sh",
    ...OWN_FOLDER,
    "unset NODE_OPTIONS NODE_PATH",
    'exec "$here/node/node" "$here/cli/earshot.mjs" "$@"\n',
  ].join("\n");
}

/** What the program that a browser starts on Windows (tools/package/windows/launcher.c) reads beside itself. */
export const LAUNCHER_WORDS = "earshot-host.words";

/** The program and its arguments for it, a line each. */
export function launcherWords(words: readonly string[]): string {
  return words.map((word) => `${word}\n`).join("");
}

/** As above, of a package's folder: what begins with a dot is beside the launcher. */
export function packagedLauncherWords(): string {
  return launcherWords([".\\node\\node.exe", ".\\host\\earshot-host.mjs", "--config", ".\\host.json"]);
}

/** `earshot.cmd` of a package's folder. ASCII: cmd.exe reads it in the console's code page, and knows its own place better. */
export function packagedCommandFile(): string {
  return [
    "@echo off",
    "setlocal",
    'set "NODE_OPTIONS="',
    'set "NODE_PATH="',
    '"%~dp0node\\node.exe" "%~dp0cli\\earshot.mjs" %*',
    "",
  ].join("\r\n");
}

/** With every link followed: what takes this version's place while it runs lies in another folder. */
const OWN_FOLDER = ['here=$(PATH=/usr/bin:/bin; dirname "$(readlink -f "$0")")'];

/** @param command as the shell reads it */
function startingScript(before: readonly string[], command: readonly string[]): string {
  const kept = LAUNCHER_ENVIRONMENT.map((name) => `  \${${name}+"${name}=$${name}"} \\\n`);
  return [
    "#!/bin/sh",
    "# What is written is the user's alone; no crash leaves a picture of the memory.",
    "umask 077",
    "ulimit -c 0",
    ...before,
    `exec /usr/bin/env -i \\\n${kept.join("")}  ${command.join(" ")} "$@"\n`,
  ].join("\n");
}

function quoteForShell(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
