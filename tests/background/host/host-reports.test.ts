import { expect, test } from "vitest";
import type { HealthReport } from "../../../protocol/reports.ts";
import { ControllerDesk } from "../meeting/controller-desk.ts";

const health = (change: Partial<HealthReport>): HealthReport => ({
  model: null,
  lag_samples: { tab: 0, mic: 0 },
  recogniser: { state: "running", error: null },
  storage: null,
  ...change,
});

test("IPC-10 a sidecar that is being restarted is a state, no problem of its own", async () => {
  const desk = new ControllerDesk();
  await desk.record();

  desk.hostSays("process_died", { code: "sidecar_died", message: "exit code 1", recoverable: true });
  desk.hostSays("health", health({ recogniser: { state: "restarting", error: "sidecar_died" } }));

  expect(desk.board.status.problem).toBeNull();
  expect(desk.board.status.recogniser).toEqual({ state: "restarting", error: "sidecar_died" });
});

test("IPC-10 a sidecar that was given up is told until it runs again", async () => {
  const desk = new ControllerDesk();
  await desk.record();

  desk.hostSays("process_died", { code: "sidecar_died", message: "exit code 1", recoverable: false });
  desk.hostSays("health", health({ recogniser: { state: "failed", error: "sidecar_died" } }));
  expect(desk.board.status.problem).toMatchObject({ code: "sidecar_died", recoverable: false });

  desk.hostSays("health", health({}));
  expect(desk.board.status.problem).toBeNull();
});

test("SEC-5 what keeps the recogniser from the network is known, also while its successor has not told", async () => {
  const desk = new ControllerDesk();
  await desk.record();
  desk.hostSays("health", health({ network_sandbox: "audit-hook" }));
  desk.hostSays("health", health({}));

  expect(desk.board.status.networkSandbox).toBe("audit-hook");
});

test("IPC-10 another problem outlives the recogniser's recovery", async () => {
  const desk = new ControllerDesk();
  await desk.record();
  desk.hostSays("process_died", { code: "sidecar_died", message: "exit code 1", recoverable: false });
  const problem = { code: "audio_lost", message: "300 ms", recoverable: true } as const;
  desk.board.update({ problem });

  desk.hostSays("health", health({}));

  expect(desk.board.status.problem).toBe(problem);
});

test("CAP-7 frames that a full disk keeps out are a stall called by that name, reminders or not", async () => {
  const desk = new ControllerDesk();
  await desk.record();
  desk.hostSays("health", health({ storage: "disk_full" }));

  for (let second = 0; second < 4; second++) {
    desk.nowMs += 1000;
    await desk.offscreenSays(frame("tab"));
    await desk.offscreenSays(frame("mic"));
    desk.stored(1, true);
    await desk.controller.check();
  }

  expect(desk.board.status.session).toMatchObject({ name: "stalled", cause: { code: "disk_full" } });
  desk.hostSays("health", health({}));
  desk.stored(2);
  expect(desk.board.status.session.name).toBe("recording");
});

test("STT-3 what the recogniser leaves out of its health is as it was", async () => {
  const desk = new ControllerDesk();
  await desk.record();
  const engine = {
    step: "one_talker",
    partial_interval_ms: 3000,
    redone: 1,
    suppressed: 0,
    calibration: null,
  } as const;

  desk.hostSays("health", health({ engine }));
  desk.hostSays("health", health({}));

  expect(desk.board.status.engine).toEqual(engine);
});

test("STT-3 the ledger of the stop is the last word of the diagnostics", async () => {
  const desk = new ControllerDesk();
  const covered = { received: 3200, no_speech: 1600, final: 1600, failed: 0, open: 0 };
  const coverage = { tab: covered, mic: covered };
  desk.answers["stop_session"] = { ...desk.answers["stop_session"], coverage };
  await desk.record();

  const { session } = desk.controller.diagnostics?.report() ?? { session: null };
  await desk.controller.ending.stop(null);
  await desk.offscreenSays({
    type: "capture-stopped",
    session: session ?? "",
    next: { tab: 1, mic: 1 },
    gaps: [],
  });

  expect(desk.controller.diagnostics?.report().coverage).toEqual(coverage);
});

test("CAP-7 less than an hour's space is told at the start", async () => {
  const desk = new ControllerDesk();
  desk.answers["start_session"] = { ...desk.answers["start_session"], free_bytes: 230_399_999 };

  await desk.record();

  expect(desk.board.status.problem).toMatchObject({ code: "disk_nearly_full", recoverable: true });
  expect(desk.board.status.session.name).toBe("recording");
});

function frame(source: "tab" | "mic") {
  const session = "4b5a0c9e-6d0f-4c6e-9b1e-0d8d1c2f3a4b";
  const params = { session, source, seq: 1, first_sample: 1600, pcm: "" };
  const request = {
    id: session,
    type: "request",
    version: "1.0",
    method: "process_audio_stream",
    params,
  } as const;
  return { type: "frame", request } as const;
}

test("UI-3 corrections are told while a meeting runs, for as long as the host tells them", async () => {
  const desk = new ControllerDesk();
  const corrections = { done: 1, left: 2 };
  await desk.record();

  desk.hostSays("health", health({ corrections }));
  expect(desk.board.status.corrections).toEqual(corrections);
  desk.hostSays("health", health({}));
  expect(desk.board.status.corrections).toBeNull();
});
