import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { ExtensionWriter } from "../../native-host/extension/extension-writer.ts";
import { HealthMonitor } from "../../native-host/health-monitor.ts";
import type { ModelProgress } from "../../protocol/reports.ts";

const DOWNLOADING: ModelProgress = {
  requested: "base",
  state: "downloading",
  received_bytes: 1,
  total_bytes: 10,
  loaded: null,
  error: null,
};

function createMonitor() {
  const stream = new PassThrough();
  const monitor = new HealthMonitor(new ExtensionWriter(stream), () => ({ tab: 1600, mic: 0 }));
  const told = (): number => String(stream.read() ?? "").split('"event":"health"').length - 1;
  return { monitor, told };
}

test("a model in another state is told at once, its downloaded bytes are not", () => {
  const { monitor, told } = createMonitor();

  monitor.modelIs(DOWNLOADING);
  monitor.modelIs({ ...DOWNLOADING, received_bytes: 5 });
  expect(told()).toBe(1);

  monitor.modelIs({ ...DOWNLOADING, state: "loading" });
  expect(told()).toBe(1);
});

test("the sidecar is not asked again while it owes an answer", async () => {
  const { monitor } = createMonitor();
  let asked = 0;
  const ask = () => {
    asked += 1;
    return Promise.resolve({ model: DOWNLOADING, lag_samples: { tab: 0, mic: 0 } });
  };

  await Promise.all([monitor.refresh(ask), monitor.refresh(ask)]);
  await monitor.refresh(ask);

  expect(asked).toBe(2);
  expect(monitor.report).toEqual({ model: DOWNLOADING, lag_samples: { tab: 1600, mic: 0 } });
});
