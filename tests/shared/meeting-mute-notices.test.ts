import { describe, expect, test } from "vitest";
import { captionNotices, noticesOf } from "../../src/shared/notices/notices.ts";
import type { SilenceReason, Status } from "../../src/shared/status.ts";
import { active, statusOf } from "../ui/status-samples.ts";

const live = { name: "live", label: "" } as const;
const silenced = (...reasons: SilenceReason[]) => ({ name: "silenced", reasons }) as const;
const statusWith = (mic: Status["sources"]["mic"], changes: Partial<Status> = {}): Status => ({
  ...statusOf({ name: "recording", ...active }),
  sources: { tab: live, mic },
  ...changes,
});
const STOPPING = statusOf({ name: "stopping", cause: null, ...active }).session;
const typesOf = (status: Status) => noticesOf(status, "popup").map(({ type }) => type);
const muteOf = (status: Status) => noticesOf(status, "panel").find(({ type }) => type === "muted-in-meeting");

describe("the meeting's mute", () => {
  test.each<[string, Status, boolean]>([
    ["alone", statusWith(silenced("muted_in_meeting")), true],
    ["beside Earshot's own", statusWith(silenced("muted_in_meeting", "muted")), false],
    ["in a pause", statusWith(silenced("paused", "muted_in_meeting")), false],
    ["while it stops", statusWith(silenced("muted_in_meeting"), { session: STOPPING }), false],
  ])(
    "WHO-4 %s: to be captioned is offered only where that is all it takes",
    (_where, status, isOverridable) => {
      expect(muteOf(status)).toEqual({
        type: "muted-in-meeting",
        source: "mic",
        isBlind: false,
        isOverridable,
      });
    },
  );

  test.each<[string, Status, readonly string[]]>([
    ["a page that is not seen", statusWith(live, { pageHealth: "blind" }), ["meeting-mute-unseen"]],
    ["a page that is seen", statusWith(live, { pageHealth: "partial" }), []],
    ["a page that is not looked at", statusWith(live), []],
    ["a microphone that is off", statusWith({ name: "off" }, { pageHealth: "blind" }), []],
    ["Earshot's own mute", statusWith(silenced("muted"), { pageHealth: "blind" }), []],
    ["a meeting that stops", statusWith(live, { pageHealth: "blind", session: STOPPING }), ["stopping"]],
    [
      "an override",
      statusWith(live, { pageHealth: "blind", isMeetingMuteOverridden: true }),
      ["captioned-although-muted"],
    ],
  ])("WHO-4 with %s the popup says what is to be known of a live microphone", (_what, status, types) => {
    expect(typesOf(status)).toEqual(types);
    expect(captionNotices(status).map(({ type }) => type)).not.toContain(types[0] ?? "meeting-mute-unseen");
  });
});
