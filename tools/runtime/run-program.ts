import { spawn } from "node:child_process";

/** How a program ended and what it wrote. */
export interface ProgramResult {
  /** Null when the program could not be started or was ended by a signal. */
  readonly exitCode: number | null;
  /** Standard output and error together, as a person would have seen them. */
  readonly output: string;
  /** Standard output alone: what it was asked for, without what was warned of. */
  readonly answer: string;
}

export interface ProgramOptions {
  readonly cwd?: string;
  /** Added to ours; a variable that is undefined here is left out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The program is ended after this time. */
  readonly timeoutMs?: number;
  /** Shows the output while it comes, beside collecting it. */
  readonly isShown?: boolean;
}

/** Runs a program without a shell and without input. Never rejects: a failure to start is a result too. */
export function runProgram(
  program: string,
  args: readonly string[],
  options: ProgramOptions = {},
): Promise<ProgramResult> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: ["ignore", "pipe", "pipe"],
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      ...(options.timeoutMs === undefined ? {} : { timeout: options.timeoutMs }),
      env: { ...process.env, ...options.env },
    });
    let output = "";
    let answer = "";
    child.stdout.on("data", (chunk: Buffer) => {
      answer += chunk.toString();
    });
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
      if (options.isShown === true) process.stdout.write(chunk);
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.on("error", (error) => resolve({ exitCode: null, output: error.message, answer }));
    child.on("close", (exitCode) => resolve({ exitCode, output, answer }));
  });
}

/** The last lines of what a program wrote, where its error stands. */
export function lastLines(output: string, count = 6): string {
  return output.trim().split("\n").slice(-count).join("\n");
}
