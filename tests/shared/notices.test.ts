import { describe, expect, test } from "vitest";
import type { ErrorCode } from "../../protocol/errors.ts";
import { type Calibration, type EngineReport, LADDER_STEPS } from "../../protocol/reports.ts";
import { formatDuration } from "../../src/i18n/format.ts";
import { words } from "../../src/i18n/index.ts";
import {
  captionNotices,
  type Notice,
  noticesOf as noticesIn,
  type SidecarNotice,
} from "../../src/shared/notices/notices.ts";
import { isMicrophoneMuted, type Status } from "../../src/shared/status.ts";
import { stepWords } from "../../src/ui/notices/StatusNotices.tsx";
import { active, modelOf, statusOf } from "../ui/status-samples.ts";

const report = (code: ErrorCode) => ({ code, message: "for the log", recoverable: true });
const recording = (changes: Partial<Status> = {}): Status => ({
  ...statusOf({ name: "recording", ...active }),
  ...changes,
});
const stopping = (changes: Partial<Status> = {}): Status => ({
  ...statusOf({ name: "stopping", cause: null, ...active }),
  ...changes,
});
const engineOf = (reason: Calibration["reason"]): EngineReport => ({
  step: "full",
  partial_interval_ms: 700,
  redone: 0,
  suppressed: 0,
  calibration: { model: "base", partial_model: "base", threads: 2, unit_ms: 231, reason },
});
const at = (step: EngineReport["step"], changes: Partial<Status> = {}) =>
  lagNews(recording({ engine: { ...engineOf("keeps_up"), step }, ...changes }));
const died = { state: "restarting", error: "sidecar_died" } as const;
const failed = { state: "failed", error: "sidecar_start_failed" } as const;
/** Popup and panel agree where a test does not say which. */
const noticesOf = (status: Status) => noticesIn(status, "popup");
const captionNotice = (status: Status) => captionNotices(status)[0] ?? null;
const crashed = { name: "silenced", reasons: ["tab_crashed"] } as const;
/** The notice of that kind among those of popup and panel, without its kind; null where there is none. */
function noticeOf<Type extends Notice["type"]>(
  status: Status,
  type: Type,
): Omit<Extract<Notice, { type: Type }>, "type"> | null {
  const found = noticesOf(status).find(
    (notice): notice is Extract<Notice, { type: Type }> => notice.type === type,
  );
  if (found === undefined) return null;
  return withoutType(found);
}
function withoutType<T extends Notice>(notice: T): Omit<T, "type"> {
  const { type: _, ...rest } = notice;
  return rest;
}
const problemNews = (status: Status) =>
  noticesOf(status)
    .filter((notice) => notice.type === "problem")
    .map(withoutType);
const sidecarNews = (status: Status) =>
  noticesOf(status)
    .map(({ type }) => /^sidecar-(?<state>.+)$/u.exec(type)?.groups?.["state"])
    .find((state) => state !== undefined) ?? null;
const failure = (status: Status) =>
  noticesOf(status).find(({ type }) => type === "sidecar-failed") as SidecarNotice | undefined;
const lagNews = (status: Status) => noticeOf(status, "late");
const stoppingNews = (status: Status) => noticeOf(status, "stopping");
const codesOf = (status: Status) => problemNews(status).map(({ code }) => code);

describe("problems", () => {
  test("UI-3 nothing is reported while all is well", () => {
    expect(problemNews(recording())).toEqual([]);
    expect([sidecarNews(recording()), lagNews(recording()), stoppingNews(recording())]).toEqual([
      null,
      null,
      null,
    ]);
  });

  test.each(["disk_full", "journal_unwritable"] as const)(
    "CAP-8 with %s it is reported that new sound is held in memory, and only once",
    (code) => {
      expect(problemNews(recording({ storage: code, problem: report(code) }))).toEqual([
        { code, detail: undefined, isDismissible: false, isHeldInMemory: true },
      ]);
      expect(words.heldInMemory).toContain("10 minutes");
    },
  );

  test("IPC-10 the loss of the sidecar is reported by its state and not a second time as a problem", () => {
    expect(codesOf(recording({ recogniser: died, problem: report("sidecar_died") }))).toEqual([]);
    expect(codesOf(recording({ recogniser: died, problem: report("disk_nearly_full") }))).toEqual([
      "disk_nearly_full",
    ]);
  });

  test("CAP-8 a crashed page is reported once, whichever way it is known", () => {
    const sources = { tab: crashed, mic: { name: "off" } } as const;

    expect(codesOf(recording({ sources }))).toEqual(["tab_crashed"]);
    expect(codesOf(recording({ sources, problem: report("tab_crashed") }))).toEqual(["tab_crashed"]);
  });

  test("VER-2 a problem that ends nothing comes with the report's own words as well", () => {
    const problem = report("incompatible_protocol_version");

    expect(problemNews({ ...statusOf({ name: "idle", lastError: null }), problem })).toMatchObject([
      { code: "incompatible_protocol_version", detail: "for the log", isDismissible: true },
    ]);
  });

  test("CAP-7 why nothing is recorded comes with the report's own words", () => {
    const cause = report("frames_not_stored");

    expect(problemNews(statusOf({ name: "stalled", cause, ...active }))).toMatchObject([
      { code: "frames_not_stored", detail: "for the log", isDismissible: false },
    ]);
    expect(codesOf(statusOf({ name: "idle", lastError: report("tab_closed") }))).toEqual(["tab_closed"]);
  });
});

describe("the sidecar", () => {
  test("IPC-10 a restart is reported while a meeting or a recovery needs it", () => {
    const idle = { ...statusOf({ name: "idle", lastError: null }), recogniser: died };
    const meeting = {
      session: "a",
      title: "",
      isKeyMissing: false,
      startedAtMs: 0,
      state: "waiting",
      remainingMs: 1,
    } as const;

    expect(sidecarNews(recording({ recogniser: died }))).toBe("restarting");
    expect(sidecarNews(idle)).toBeNull();
    expect(sidecarNews({ ...idle, recovered: [meeting] })).toBe("restarting");
    expect(sidecarNews({ ...idle, recovered: [{ ...meeting, state: "done" }] })).toBeNull();
  });

  test("IPC-10 after the third failure it is reported how much sound waits, and not that captions catch up", () => {
    const status = recording({ recogniser: failed, lagMs: { tab: 42_000, mic: 0 } });

    expect(sidecarNews(status)).toBe("failed");
    expect(failure(status)?.waitingMs).toBe(42_000);
    expect(lagNews(status)).toBeNull();
  });
});

describe("lag", () => {
  test("STT-3 lag is reported once it is more than the length of a sentence, by its worse source", () => {
    expect(lagNews(recording({ lagMs: { tab: 3000, mic: 7900 } }))).toBeNull();
    expect(lagNews(recording({ lagMs: { tab: 3000, mic: 42_400 } }))).toEqual({
      lagMs: 42_400,
      step: "full",
      isSafe: true,
    });
    expect(words.lag(formatDuration(42))).toBe("Captions are 42 s behind, catching up. All sound is safe.");
    expect([300, 5999, 7200, 7830].map(formatDuration)).toEqual(["5 min", "1 h 40 min", "2 h", "2 h 11 min"]);
  });

  test("STT-3 what captions do without is reported as soon as people notice it, and not before", () => {
    expect([at("full"), at("rare_partials")]).toEqual([null, null]);
    expect(at("finals_only")).toEqual({ lagMs: null, step: "finals_only", isSafe: true });
    expect(at("catching_up", { lagMs: { tab: 42_000, mic: 0 }, storage: "disk_full" })).toEqual({
      lagMs: 42_000,
      step: "catching_up",
      isSafe: false,
    });
    expect(at("finals_only", { session: { name: "idle", lastError: null } })).toBeNull();
    expect(at("finals_only", { recogniser: failed })).toBeNull();
    expect(LADDER_STEPS.map((step) => stepWords(step) === "")).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  test("STT-3 what a slow computer always does without is reported where the model is chosen, not as news", () => {
    const step = "finals_only";

    expect(lagNews(recording({ engine: { ...engineOf("finals_only"), step } }))).toBeNull();
    expect(
      lagNews(recording({ engine: { ...engineOf("finals_only"), step: "quick_finals" } })),
    ).not.toBeNull();
  });

  test("CAP-8 no sound is called safe while it cannot be stored", () => {
    const lagMs = { tab: 42_000, mic: 0 };

    expect(lagNews(recording({ lagMs, storage: "disk_full" }))?.isSafe).toBe(false);
    expect(failure(recording({ recogniser: failed, storage: "disk_full" }))?.isSafe).toBe(false);
    expect(failure(recording({ recogniser: failed }))?.isSafe).toBe(true);
    expect(words.lagUnsafe("42 s")).not.toMatch(/safe|kept/);
  });
});

describe("the end of a meeting", () => {
  test("UI-3 what is left after Stop is reported as a part of what was left then", () => {
    expect(stoppingNews(stopping({ lagAtStopMs: 60_000, lagMs: { tab: 15_000, mic: 3000 } }))).toEqual({
      leftMs: 15_000,
      fraction: 0.75,
      isLong: true,
      improved: null,
    });
  });

  test("UI-3 once all sound has its captions, the lines being improved are reported, and a way not to wait", () => {
    const corrections = { done: 12, left: 28 };

    expect(stoppingNews(stopping({ corrections, lagMs: { tab: 900, mic: 0 } }))).toEqual({
      leftMs: 0,
      fraction: 0.3,
      isLong: true,
      improved: { done: 12, all: 40 },
    });
    expect(stoppingNews(stopping({ corrections, lagMs: { tab: 0, mic: 1500 } }))?.improved).toBeNull();
    expect(stoppingNews(stopping({ corrections: { done: 40, left: 0 } }))?.improved).toBeNull();
    expect(words.stopping.improving(12, 40)).toBe("Improving the transcript: 12 of 40 lines");
  });

  test("UI-3 an ordinary end is not called long, one without a sidecar is", () => {
    expect(stoppingNews(stopping({ lagAtStopMs: 2000, lagMs: { tab: 1000, mic: 0 } }))?.isLong).toBe(false);
    expect(stoppingNews(stopping({ lagAtStopMs: 2000, recogniser: failed }))?.isLong).toBe(true);
  });

  test("UI-3 the progress never leaves its bar, also when more sound came in than was known at Stop", () => {
    for (const lagAtStopMs of [null, 0, 1000]) {
      const { fraction } = stoppingNews(stopping({ lagAtStopMs, lagMs: { tab: 9000, mic: 0 } })) ?? {
        fraction: Number.NaN,
      };
      expect(fraction).toBeGreaterThanOrEqual(0);
      expect(fraction).toBeLessThanOrEqual(1);
    }
  });
});

test("CAP-6 the microphone counts as muted only when the user muted it", () => {
  const tab = { name: "off" } as const;

  expect(isMicrophoneMuted({ tab, mic: { name: "silenced", reasons: ["paused", "muted"] } })).toBe(true);
  expect(isMicrophoneMuted({ tab, mic: { name: "silenced", reasons: ["paused"] } })).toBe(false);
  expect(isMicrophoneMuted({ tab, mic: { name: "live", label: "Headset" } })).toBe(false);
});

describe("what the overlay says", () => {
  const late = { tab: 42_000, mic: 0 };

  test("CAP-8 a disk that takes nothing comes before everything else", () => {
    expect(captionNotice(recording({ storage: "disk_full", recogniser: failed, lagMs: late }))).toEqual({
      type: "problem",
      code: "disk_full",
      isDismissible: false,
      isHeldInMemory: true,
    });
  });

  test.each([
    [
      "IPC-10 a restart",
      recording({ recogniser: died, problem: report("sidecar_died"), lagMs: late }),
      "sidecar-restarting",
    ],
    ["IPC-10 a failure", recording({ recogniser: failed, lagMs: late }), "sidecar-failed"],
    ["CAP-6 a pause", { ...statusOf({ name: "paused", ...active }), lagMs: late }, "paused"],
    ["CAP-8 lag", recording({ lagMs: late, model: modelOf({ state: "ready" }) }), "late"],
    ["CAP-7 the start", statusOf({ name: "starting", ...active }), "starting"],
  ] as const)("%s is reported on the page", (_, status, type) => {
    expect(captionNotice(status)?.type).toBe(type);
  });

  test("IPC-10 the captions do not say of a recognition that it is not started again: it may never have run", () => {
    expect(words.overlay.sidecarFailed).toMatch(/^Speech recognition could not be started\. /u);
  });

  test("CAP-8 a crashed page is reported, and so is why nothing is recorded", () => {
    const sources = { tab: crashed, mic: { name: "off" } } as const;
    const cause = report("capture_stalled");

    expect(captionNotice(recording({ sources }))).toMatchObject({ code: "tab_crashed" });
    expect(captionNotice(statusOf({ name: "stalled", cause, ...active }))).toMatchObject({
      code: "capture_stalled",
    });
  });

  test("STT-3 the overlay tells with the lag what captions do without, and nothing of it before", () => {
    const engine = { ...engineOf("keeps_up"), step: "finals_only" } as const;

    expect(captionNotice(recording({ lagMs: late, engine }))).toMatchObject({ step: "finals_only" });
    expect(captionNotice(recording({ engine }))).toBeNull();
  });

  test("UI-1 the overlay is silent when all is well", () => {
    expect(captionNotice(recording())).toBeNull();
  });
});
