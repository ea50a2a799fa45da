import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A system call by which a process could reach another computer, or ask for the name of one. */
interface NetworkCall {
  /** The program that called, such as `/usr/bin/node`. */
  readonly program: string;
  /** The call as strace prints it, without any data. */
  readonly call: string;
  /** False where the system refused it. */
  readonly isGranted: boolean;
}

/** A file or folder that was made, opened for writing, renamed or removed. */
interface WrittenPath {
  readonly program: string;
  readonly path: string;
}

/** What one traced process tree did. */
export interface SystemCalls {
  /** Programs that were started, each once. */
  readonly programs: readonly string[];
  /** Pairs of connected sockets within the tree, by which a parent talks to its child. */
  readonly socketPairs: number;
  readonly network: readonly NetworkCall[];
  readonly dnsQueries: readonly NetworkCall[];
  readonly written: readonly WrittenPath[];
}

/** Calls that change what lies on the disk. */
const PATH_CALLS = [
  "creat",
  "mkdir",
  "mkdirat",
  "mknod",
  "mknodat",
  "rename",
  "renameat",
  "renameat2",
  "link",
  "linkat",
  "symlink",
  "symlinkat",
  "truncate",
  "unlink",
  "unlinkat",
  "rmdir",
] as const;
const START_CALLS = ["execve", "execveat", "clone", "clone3", "fork", "vfork"] as const;
// io_uring opens sockets that no other call shows.
const TRACED = ["%network", "io_uring_setup", "open", "openat", "openat2", ...PATH_CALLS, ...START_CALLS];

/**
 * The command under which a program is traced, with everything it starts: one file per thread in `folder`. The tracer
 * is a grandchild, so that the program stays the child that its parent knows and may kill. `-s 0`: no data of any
 * call is written down, only what kind of call it was.
 */
export function straceCommand(folder: string): string[] {
  const output = join(folder, "thread");
  const options = ["-D", "-f", "-ff", "-qq", "-y", "-a", "1", "-s", "0", "-e", "signal=none"];
  return ["strace", ...options, "-e", `trace=${TRACED.join(",")}`, "-o", output];
}

/** Reads what `straceCommand` wrote. */
export function readTrace(folder: string): SystemCalls {
  const threads = readdirSync(folder)
    .filter((name) => name.startsWith("thread."))
    .map((name) => ({
      id: Number(name.slice("thread.".length)),
      text: readFileSync(join(folder, name), "utf8"),
    }));
  return parseTrace(threads);
}

/** @param threads what strace wrote of each thread, by the thread's id */
export function parseTrace(threads: readonly { readonly id: number; readonly text: string }[]): SystemCalls {
  const calls = threads.map(({ id, text }) => ({
    id,
    calls: text.split("\n").flatMap((line) => parse(line)),
  }));
  const parents = new Map<number, number>();
  const started = new Map<number, string>();
  for (const { id, calls: own } of calls) {
    for (const { name, args, result } of own) {
      const child = Number(/^\d+/u.exec(result)?.[0]);
      if (isOneOf(START_CALLS, name) && !name.startsWith("execve") && child > 0) parents.set(child, id);
      if (name === "execve" && result.startsWith("0")) started.set(id, quoted(args)[0] ?? "?");
    }
  }
  const programOf = (id: number): string => {
    const program = started.get(id);
    if (program !== undefined) return program;
    const parent = parents.get(id);
    return parent === undefined ? "?" : programOf(parent);
  };

  const network: NetworkCall[] = [];
  const dnsQueries: NetworkCall[] = [];
  const written: WrittenPath[] = [];
  let socketPairs = 0;
  for (const { id, calls: own } of calls) {
    const program = programOf(id);
    for (const call of own) {
      if (call.name === "socketpair" && call.args.startsWith("AF_UNIX")) socketPairs += 1;
      else if (opensWay(call)) network.push({ program, call: shown(call), isGranted: isGranted(call) });
      if (asksForName(call)) dnsQueries.push({ program, call: shown(call), isGranted: isGranted(call) });
      if (isGranted(call)) written.push(...writtenPaths(call).map((path) => ({ program, path })));
    }
  }
  return { programs: [...new Set(started.values())].toSorted(), socketPairs, network, dnsQueries, written };
}

interface Call {
  readonly name: string;
  readonly args: string;
  readonly result: string;
}

/** `openat(AT_FDCWD</home>, "x", O_RDONLY) = 3</home/x>`; a call that was interrupted by a kill has no result. */
function parse(line: string): Call[] {
  const match = /^(?<name>\w+)\((?<args>.*)\) = (?<result>.+)$/u.exec(line);
  const interrupted = /^(?<name>\w+)\((?<args>.*)$/u.exec(line);
  const { name, args, result } = match?.groups ?? interrupted?.groups ?? {};
  return name === undefined || args === undefined ? [] : [{ name, args, result: result ?? "interrupted" }];
}

/** A socket that is not one end of a pair, whatever its family, or a way to open one unseen. */
function opensWay({ name, args }: Call): boolean {
  if (name === "socket" || name === "io_uring_setup" || name === "socketpair") return true;
  return (name === "connect" || name === "bind" || name.startsWith("send")) && args.includes("sa_family=");
}

/** The system's resolver over UDP or TCP, or the daemon that answers in its place. */
function asksForName({ name, args }: Call): boolean {
  if (name !== "connect" && !name.startsWith("send")) return false;
  return /sin6?_port=htons\((?:53|853|5353)\)|nscd|systemd\/resolve/u.test(args);
}

function writtenPaths({ name, args, result }: Call): string[] {
  if (name === "open" || name === "openat" || name === "openat2") {
    if (!/O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND/u.test(args)) return [];
    // `-y`: the path of the file that was opened stands after its number.
    const opened = /^\d+<(?<path>.*)>$/u.exec(result)?.groups?.["path"];
    return [opened ?? quoted(args)[0] ?? "?"];
  }
  if (!isOneOf(PATH_CALLS, name)) return [];
  const folders = [...args.matchAll(/(?:AT_FDCWD|\b\d+)<(?<folder>[^>]*)>/gu)].map((match) => match[1] ?? "");
  return quoted(args).map((path, index) =>
    path.startsWith("/") ? path : join(folders[index] ?? folders[0] ?? "?", path),
  );
}

function quoted(args: string): string[] {
  return [...args.matchAll(/"(?<path>(?:[^"\\]|\\.)*)"/gu)].map((match) => match[1] ?? "");
}

function isGranted({ result }: Call): boolean {
  return !result.startsWith("-1") && result !== "interrupted";
}

function shown({ name, args, result }: Call): string {
  return `${name}(${args}) = ${result}`;
}

function isOneOf<const Names extends readonly string[]>(names: Names, name: string): name is Names[number] {
  return names.includes(name);
}
