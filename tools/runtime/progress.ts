let progress: NodeJS.WritableStream = process.stdout;

/** From now on steps are told on standard error: standard output is for a machine to read. */
export function leaveOutputToMachines(): void {
  progress = process.stderr;
}

/** Runs one named step of the set-up and prints its name, what came of it and how long it took. */
export async function step<T>(
  title: string,
  work: () => Promise<T>,
  outcome: (result: T) => string = String,
): Promise<T> {
  const startMs = performance.now();
  try {
    const result = await work();
    tell(`✓ ${title.padEnd(12)} ${outcome(result)} ${duration(performance.now() - startMs)}`);
    return result;
  } catch (error) {
    tell(`✗ ${title.padEnd(12)} failed ${duration(performance.now() - startMs)}`);
    throw error;
  }
}

/** A line below a step that takes long. */
export function note(text: string): void {
  tell(`  ${text}`);
}

function duration(ms: number): string {
  return `(${(ms / 1000).toFixed(1)} s)`;
}

function tell(line: string): void {
  progress.write(`${line}\n`);
}

/** One line on standard output. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
