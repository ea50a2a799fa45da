import { describe, expect, test } from "vitest";
import type { ErrorCode } from "../../protocol/errors.ts";
import { captionNotices, noticesOf } from "../../src/shared/notices/notices.ts";
import type { SourceState, Status } from "../../src/shared/status.ts";
import { active, statusOf } from "../ui/status-samples.ts";

const report = (code: ErrorCode) => ({ code, message: "", recoverable: true });
const live = { name: "live", label: "Headset" } as const;
const lost = { name: "unavailable", reason: "microphone_lost" } as const;
const muted = { name: "silenced", reasons: ["muted"] } as const;
const crashed = { name: "silenced", reasons: ["tab_crashed"] } as const;
const failed = { state: "failed", error: "sidecar_start_failed" } as const;
const late = { tab: 42_000, mic: 0 };
const withMic = (mic: SourceState, changes: Partial<Status> = {}): Status => ({
  ...statusOf({ name: "recording", ...active }),
  sources: { tab: live, mic },
  ...changes,
});
/** What each place says, problems by their code. */
const saidOf = (status: Status) =>
  Object.fromEntries(
    (
      [
        ["popup", noticesOf(status, "popup")],
        ["panel", noticesOf(status, "panel")],
        ["captions", captionNotices(status)],
      ] as const
    ).map(([place, notices]) => [
      place,
      notices.map((notice) => (notice.type === "problem" ? notice.code : notice.type)),
    ]),
  );

describe("a side that is not captioned", () => {
  test.each([
    "microphone_lost",
    "microphone_denied",
    "microphone_not_granted",
    "microphone_missing",
  ] as const)(
    "CAP-5 %s is said in the panel and above the captions; the popup has it in the microphone's row",
    (reason) => {
      expect(saidOf(withMic({ name: "unavailable", reason }))).toEqual({
        popup: [],
        panel: [reason],
        captions: [reason],
      });
    },
  );

  test("CAP-6 a muted microphone is said in the panel and above the captions, after everything urgent", () => {
    expect(saidOf(withMic(muted))).toEqual({ popup: [], panel: ["muted"], captions: ["muted"] });
    expect(saidOf(withMic(muted, { problem: report("disk_nearly_full"), lagMs: late }))).toEqual({
      popup: ["disk_nearly_full", "late"],
      panel: ["disk_nearly_full", "late", "muted"],
      captions: ["disk_nearly_full", "muted"],
    });
  });

  test("CAP-5 it stands beside what comes first for both sides, and hides none of it", () => {
    expect(saidOf(withMic(lost, { lagMs: late }))["captions"]).toEqual(["microphone_lost", "late"]);
    expect(saidOf(withMic(lost, { storage: "disk_full", lagMs: late }))["captions"]).toEqual([
      "disk_full",
      "microphone_lost",
    ]);
    expect(saidOf(withMic(lost, { recogniser: failed }))["captions"]).toEqual([
      "sidecar-failed",
      "microphone_lost",
    ]);
    expect(saidOf(withMic(lost, { problem: report("disk_nearly_full") }))["captions"]).toEqual([
      "microphone_lost",
      "disk_nearly_full",
    ]);
    expect(saidOf(withMic(lost, { sources: { tab: crashed, mic: lost } }))["captions"]).toEqual([
      "tab_crashed",
      "microphone_lost",
    ]);
  });

  test("CAP-5 what was reported of the same loss is not said a second time", () => {
    const status = withMic(lost, { problem: report("microphone_lost") });

    expect(saidOf(status)).toMatchObject({ panel: ["microphone_lost"], captions: ["microphone_lost"] });
  });

  test("CAP-6 a microphone that is not wanted is no notice, and none outlives its meeting", () => {
    const idle = { ...withMic(muted), session: { name: "idle", lastError: null } } as const;

    expect(saidOf(withMic({ name: "off" }))).toEqual({ popup: [], panel: [], captions: [] });
    expect(saidOf(idle)).toEqual({ popup: [], panel: [], captions: [] });
  });
});
