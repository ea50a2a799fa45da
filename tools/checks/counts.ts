import { existsSync, readFileSync } from "node:fs";

/** How many checks held and how many did not. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

const NOTHING: Counts = { passed: 0, failed: 0 };

/** A step that is one check by itself, such as the type check. */
export function countsOfExit(exitCode: number | null): Counts {
  return exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

export function sum(all: readonly Counts[]): Counts {
  return all.reduce(
    (total, { passed, failed }) => ({ passed: total.passed + passed, failed: total.failed + failed }),
    NOTHING,
  );
}

/** What the last line says, and nothing else. */
export function summaryLine({ passed, failed }: Counts): string {
  return `${passed} passed, ${failed} failed`;
}

/**
 * A test runner's own count, which is never fewer failures than its exit code means: a suite that does not
 * even load, or a report that was not written, is a failure.
 */
export function countsOfReport(
  file: string,
  parse: (report: string) => Counts,
  exitCode: number | null,
): Counts {
  const counts = existsSync(file) ? parse(readFileSync(file, "utf8")) : NOTHING;
  const isFailureUncounted = exitCode !== 0 && counts.failed === 0;
  return isFailureUncounted ? { ...counts, failed: 1 } : counts;
}

/** Of `vitest --reporter=json`. */
export function countsOfVitest(report: string): Counts {
  const { numPassedTests, numFailedTests } = JSON.parse(report) as {
    numPassedTests: number;
    numFailedTests: number;
  };
  return { passed: numPassedTests, failed: numFailedTests };
}

/** Of `pytest --junitxml`. */
export function countsOfJunit(report: string): Counts {
  const suites = report.match(/<testsuite\s[^>]*>/gu) ?? [];
  return sum(
    suites.map((suite) => {
      const failed = attribute(suite, "failures") + attribute(suite, "errors");
      return { passed: attribute(suite, "tests") - attribute(suite, "skipped") - failed, failed };
    }),
  );
}

function attribute(tag: string, name: string): number {
  return Number(new RegExp(`\\s${name}="(\\d+)"`, "u").exec(tag)?.[1] ?? 0);
}
