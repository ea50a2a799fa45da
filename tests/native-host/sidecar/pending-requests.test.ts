import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { PendingRequests } from "../../../native-host/sidecar/pending-requests.ts";
import { EarshotError } from "../../../protocol/errors.ts";

test("IPC-9 requests that wait for an answer are bounded by a named error", async () => {
  const requests = new PendingRequests();
  const waiting = Array.from({ length: 1000 }, () => requests.wait(randomUUID(), "get_health"));

  await expect(requests.wait(randomUUID(), "get_health")).rejects.toMatchObject({ code: "sidecar_died" });

  requests.failAll(new EarshotError("sidecar_died", "exit code 1"));
  const outcomes = await Promise.allSettled(waiting);
  expect(outcomes.every(({ status }) => status === "rejected")).toBe(true);
});
