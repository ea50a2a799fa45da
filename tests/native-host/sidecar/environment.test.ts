import { expect, test } from "vitest";
import { sidecarEnvironment } from "../../../native-host/sidecar/environment.ts";

test("SEC-2 the sidecar sees the few variables it needs and what the configuration adds", () => {
  const ours = { PATH: "/bin", HOME: "/home/x", AWS_SECRET_ACCESS_KEY: "secret", PYTHONPATH: "/evil" };

  expect(sidecarEnvironment(ours, { HF_HUB_OFFLINE: "1", HOME: "/data" })).toEqual({
    PATH: "/bin",
    HOME: "/data",
    HF_HUB_OFFLINE: "1",
  });
});
