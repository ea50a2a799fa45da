import { spawn } from "node:child_process";

const MAX_OUTPUT_BYTES = 64 * 1024;

/**
 * Runs a program of the system, found on PATH, without a shell. What it is told and what it answers may be a key, so neither
 * stands on its command line, nor in an error.
 *
 * @returns what it wrote, or null when it is not there, fails, or takes longer than `timeoutMs`; it is ended then
 */
export function runProgram(
  command: readonly [string, ...string[]],
  input: string,
  timeoutMs: number,
): Promise<string | null> {
  const [name, ...args] = command;
  return new Promise((resolve) => {
    const child = spawn(name, args, { stdio: ["pipe", "pipe", "ignore"], windowsHide: true });
    const end = (output: string | null): void => {
      clearTimeout(timer);
      child.kill("SIGKILL");
      child.stdout.destroy();
      resolve(output);
    };
    const timer = setTimeout(end, timeoutMs, null);
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
      if (output.length > MAX_OUTPUT_BYTES) end(null);
    });
    child.stdin.on("error", () => {
      // It ended without reading; its exit tells the rest.
    });
    child.on("error", () => {
      end(null);
    });
    child.on("close", (code) => {
      end(code === 0 ? output : null);
    });
    child.stdin.end(input);
  });
}
