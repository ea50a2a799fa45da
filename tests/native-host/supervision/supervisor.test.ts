import { expect, test } from "vitest";
import { RestartPolicy } from "../../../native-host/supervision/supervisor.ts";

test("IPC-10 three losses in a row are answered by a start, each after twice the time; the fourth is not", () => {
  const policy = new RestartPolicy();

  const delays = [policy.lost(), policy.lost(), policy.lost(), policy.lost(), policy.lost()];

  expect(delays).toEqual([100, 200, 400, null, null]);
});

test("IPC-10 a success lets the count begin again", () => {
  const policy = new RestartPolicy();
  policy.lost();
  policy.lost();

  policy.reset();

  expect([policy.lost(), policy.lost(), policy.lost(), policy.lost()]).toEqual([100, 200, 400, null]);
});
