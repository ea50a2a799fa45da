import { expect, test } from "vitest";
import { reportUncaughtErrors } from "../../src/shared/uncaught-errors.ts";

test("SEC-2 of an error that nobody caught the browser prints the class and no word", () => {
  const scope = new EventTarget();
  const reported: string[] = [];
  reportUncaughtErrors(scope, (what, kind) => void reported.push(`${what} ${kind}`));
  const thrown = Object.assign(new Event("error", { cancelable: true }), {
    error: new RangeError("zebrafish"),
  });
  const rejected = Object.assign(new Event("unhandledrejection", { cancelable: true }), {
    reason: "zebrafish",
  });

  scope.dispatchEvent(thrown);
  scope.dispatchEvent(rejected);

  expect(reported).toEqual([
    "Earshot did not expect an error: RangeError",
    "Earshot did not expect an error: string",
  ]);
  // The browser's own line, which has the message, is not printed.
  expect([thrown.defaultPrevented, rejected.defaultPrevented]).toEqual([true, true]);
});
