import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  countsOfJunit,
  countsOfReport,
  countsOfVitest,
  sum,
  summaryLine,
} from "../../../tools/checks/counts.ts";
import { temporaryFolder } from "../../native-host/temporary-folder.ts";

const VITEST_REPORT = JSON.stringify({ numPassedTests: 12, numFailedTests: 3, numTotalTests: 15 });
const JUNIT_REPORT =
  '<?xml version="1.0"?><testsuites name="pytest tests"><testsuite name="pytest" errors="1" failures="2" ' +
  'skipped="3" tests="20" time="1.5"><testcase name="a" /></testsuite></testsuites>';

describe("the count of npm test", () => {
  it("takes vitest's own figures", () => {
    expect(countsOfVitest(VITEST_REPORT)).toEqual({ passed: 12, failed: 3 });
  });

  it("counts pytest's errors as failures and its skipped tests as nothing", () => {
    expect(countsOfJunit(JUNIT_REPORT)).toEqual({ passed: 14, failed: 3 });
  });

  it("counts a runner that wrote no report as one failure", () => {
    expect(countsOfReport("/nowhere/report.json", countsOfVitest, 1)).toEqual({ passed: 0, failed: 1 });
  });

  it("counts a runner that failed without a failed test as one failure", () => {
    const file = join(temporaryFolder(), "report.json");
    writeFileSync(file, JSON.stringify({ numPassedTests: 5, numFailedTests: 0 }));

    expect(countsOfReport(file, countsOfVitest, 1)).toEqual({ passed: 5, failed: 1 });
    expect(countsOfReport(file, countsOfVitest, 0)).toEqual({ passed: 5, failed: 0 });
  });

  it("INS-1 adds the steps up into the last line", () => {
    const total = sum([
      { passed: 12, failed: 3 },
      { passed: 1, failed: 0 },
    ]);

    expect(summaryLine(total)).toBe("13 passed, 3 failed");
  });
});
