import { execFileSync } from "node:child_process";
import { type Finding, fail, note, ok, type Surveyed } from "./finding.ts";

const [ID, TITLE] = ["time", "Left over"] as const;
const DAY_MINUTES = 24 * 60;
/** Who takes in a process whose own parent has ended. */
const REAPER = /^(?:\S*\/)?(?:systemd|init|launchd)(?: |$)/u;
/** All that stands before a program that Node runs. */
const NODE = /^(?:.*\/)?node(?:js)? $/u;

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly minutes: number;
  readonly command: string;
}

/** Whether hosts of this copy go on although their browser is gone, for more than a day: they hold a model's memory. */
export function checkLeftOver(surveyed: Surveyed): Finding {
  const all = processesOf(surveyed);
  if (all.length === 0) return note(ID, TITLE, "Not looked at: ps does not list the processes here.", null);
  const pids = leftOverHosts(surveyed, all);
  if (pids.length === 0) return ok(ID, TITLE, "No helper without its browser");
  return fail(
    ID,
    TITLE,
    `Helpers without a browser for more than a day: process ${pids.join(", ")}.`,
    `kill ${pids.join(" ")}`,
    true,
  );
}

/** Looks again, since a number may be another process's by now. */
export function endLeftOver(surveyed: Surveyed): void {
  for (const pid of leftOverHosts(surveyed, processesOf(surveyed)))
    try {
      process.kill(pid);
    } catch {
      // It has ended meanwhile.
    }
}

function processesOf({ processes }: Surveyed): Process[] {
  return processes().flatMap((line) => parsed(line) ?? []);
}

function leftOverHosts({ app }: Surveyed, all: readonly Process[]): number[] {
  const reapers = new Set([1, ...all.filter(({ command }) => REAPER.test(command)).map(({ pid }) => pid)]);
  return all
    .filter(({ command }) => isHost(command, app.hostProgram))
    .filter(({ parent, minutes }) => reapers.has(parent) && minutes >= DAY_MINUTES)
    .map(({ pid }) => pid);
}

/** Whether Node runs this program; who only names it, such as an editor, does not. */
function isHost(command: string, program: string): boolean {
  const [before = "", after] = command.split(program, 2);
  return after !== undefined && NODE.test(before) && /^(?: |$)/u.test(after);
}

/** Of all processes of this user a line: number, parent's number, `[[days-]hours:]minutes:seconds`, command. */
export function listProcesses(): string[] {
  try {
    // Whole lines, with every letter of a path as it is.
    const env = { ...process.env, COLUMNS: undefined, LC_ALL: "C.UTF-8" };
    return execFileSync("ps", ["-ww", "-xo", "pid=,ppid=,etime=,args="], { encoding: "utf8", env }).split(
      "\n",
    );
  } catch {
    // Where there is no such program, nothing is known of processes.
    return [];
  }
}

function parsed(line: string): Process | null {
  const shape =
    /^\s*(?<pid>\d+)\s+(?<parent>\d+)\s+(?:(?:(?<days>\d+)-)?(?<hours>\d+):)?(?<minutes>\d+):\d+\s+(?<command>.*)$/u;
  const { pid, parent, days = 0, hours = 0, minutes = 0, command = "" } = shape.exec(line)?.groups ?? {};
  if (pid === undefined) return null;
  const age = (Number(days) * 24 + Number(hours)) * 60 + Number(minutes);
  return { pid: Number(pid), parent: Number(parent), minutes: age, command };
}
