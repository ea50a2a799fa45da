import { expect, test, vi } from "vitest";
import { EarshotError } from "../../../protocol/errors.ts";
import type { HealthReport } from "../../../protocol/reports.ts";
import { HostReports } from "../../../src/background/host/host-reports.ts";
import { StatusStore } from "../../../src/background/views/status-store.ts";
import { TestMeeting } from "../meeting/test-meeting.ts";

const health = (change: Partial<HealthReport>): HealthReport => ({
  model: null,
  lag_samples: { tab: 0, mic: 0 },
  recogniser: { state: "running", error: null },
  storage: null,
  ...change,
});

test("IPC-10 a sidecar that is being restarted is a state, no problem of its own", async () => {
  const meeting = new TestMeeting();
  await meeting.record();

  meeting.hostSends("process_died", { code: "sidecar_died", message: "exit code 1", recoverable: true });
  meeting.hostSends("health", health({ recogniser: { state: "restarting", error: "sidecar_died" } }));

  expect(meeting.statusStore.status.problem).toBeNull();
  expect(meeting.statusStore.status.recogniser).toEqual({ state: "restarting", error: "sidecar_died" });
});

test("IPC-10 a sidecar that was marked unavailable is shown until it runs again", async () => {
  const meeting = new TestMeeting();
  await meeting.record();

  meeting.hostSends("process_died", { code: "sidecar_died", message: "exit code 1", recoverable: false });
  meeting.hostSends("health", health({ recogniser: { state: "failed", error: "sidecar_died" } }));
  expect(meeting.statusStore.status.problem).toMatchObject({ code: "sidecar_died", recoverable: false });

  meeting.hostSends("health", health({}));
  expect(meeting.statusStore.status.problem).toBeNull();
});

test("SEC-5 what keeps the sidecar from the network is known, also while its successor has not reported", async () => {
  const meeting = new TestMeeting();
  await meeting.record();
  meeting.hostSends("health", health({ network_sandbox: "audit-hook" }));
  meeting.hostSends("health", health({}));

  expect(meeting.statusStore.status.networkSandbox).toBe("audit-hook");
});

test("WHO-3 whether the microphone repeats the meeting is known while the sidecar says so", async () => {
  const meeting = new TestMeeting();
  await meeting.record();
  meeting.hostSends("health", health({ echo: { delay_ms: 84 } }));
  expect(meeting.statusStore.status.echo).toEqual({ delay_ms: 84 });

  meeting.hostSends("health", health({}));
  expect(meeting.statusStore.status.echo).toBeNull();
});

test("IPC-10 another problem outlives the sidecar's recovery", async () => {
  const meeting = new TestMeeting();
  await meeting.record();
  meeting.hostSends("process_died", { code: "sidecar_died", message: "exit code 1", recoverable: false });
  const problem = { code: "audio_lost", message: "300 ms", recoverable: true } as const;
  meeting.statusStore.update({ problem });

  meeting.hostSends("health", health({}));

  expect(meeting.statusStore.status.problem).toBe(problem);
});

test("CAP-7 frames that a full disk keeps out are a stall called by that name, reminders or not", async () => {
  const meeting = new TestMeeting();
  await meeting.record();
  meeting.hostSends("health", health({ storage: "disk_full" }));

  for (let second = 0; second < 4; second++) {
    meeting.nowMs += 1000;
    await meeting.offscreenSends(frame("tab"));
    await meeting.offscreenSends(frame("mic"));
    meeting.stored(1, true);
    await meeting.meetings.check();
  }

  expect(meeting.statusStore.status.session).toMatchObject({ name: "stalled", cause: { code: "disk_full" } });
  meeting.hostSends("health", health({}));
  meeting.stored(2);
  expect(meeting.statusStore.status.session.name).toBe("recording");
});

test("STT-3 what the sidecar leaves out of its health is as it was", async () => {
  const meeting = new TestMeeting();
  await meeting.record();
  const engine = {
    step: "one_talker",
    partial_interval_ms: 3000,
    redone: 1,
    suppressed: 0,
    calibration: null,
  } as const;

  meeting.hostSends("health", health({ engine }));
  meeting.hostSends("health", health({}));

  expect(meeting.statusStore.status.engine).toEqual(engine);
});

test("STT-3 the ledger of the stop is the last word of the diagnostics", async () => {
  const meeting = new TestMeeting();
  const covered = { received: 3200, no_speech: 1600, final: 1600, failed: 0, open: 0 };
  const coverage = { tab: covered, mic: covered };
  meeting.answers["stop_session"] = { ...meeting.answers["stop_session"], coverage };
  await meeting.record();

  const { session } = meeting.meetings.diagnostics?.report() ?? { session: null };
  await meeting.running.stopping.request(null);
  await meeting.offscreenSends({
    type: "capture-stopped",
    session: session ?? "",
    next: { tab: 1, mic: 1 },
    gaps: [],
  });

  expect(meeting.meetings.diagnostics?.report().coverage).toEqual(coverage);
});

test("CAP-7 less than an hour's space is shown at the start", async () => {
  const meeting = new TestMeeting();
  meeting.answers["start_session"] = { ...meeting.answers["start_session"], free_bytes: 230_399_999 };

  await meeting.record();

  expect(meeting.statusStore.status.problem).toMatchObject({ code: "disk_nearly_full", recoverable: true });
  expect(meeting.statusStore.status.session.name).toBe("recording");
});

test("UI-8 IPC-10 a head that no key was there for is not blamed on the disk, one that the database refused is", () => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
  const statusStore = new StatusStore(() => {});
  const reports = new HostReports(statusStore);

  reports.transcriptRefused(new EarshotError("host_exited", "the key is away"));
  expect(statusStore.status.problem).toMatchObject({ code: "host_exited", recoverable: true });
  reports.transcriptRefused(new DOMException("", "QuotaExceededError"));
  expect(statusStore.status.problem).toMatchObject({ code: "transcript_not_stored", recoverable: true });
  reports.transcriptStored();

  expect(statusStore.status.problem).toBeNull();
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

test("UI-3 corrections are shown while a meeting runs, for as long as the host reports them", async () => {
  const meeting = new TestMeeting();
  const corrections = { done: 1, left: 2 };
  await meeting.record();

  meeting.hostSends("health", health({ corrections }));
  expect(meeting.statusStore.status.corrections).toEqual(corrections);
  meeting.hostSends("health", health({}));
  expect(meeting.statusStore.status.corrections).toBeNull();
});
