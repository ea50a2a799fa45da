import { expect, test } from "vitest";
import { staleMeeting } from "../../src/history/stale-meeting.ts";
import { finalSegment } from "../shared/transcript-samples.ts";

const PUT = { type: "put", segment: finalSegment() } as const;
const STRIKE = { type: "strike", range: { startSample: 0, endSample: 16_000 } } as const;

test.each([
  { what: "a caption of the running meeting", session: "running", change: PUT, stale: null },
  { what: "an edited line of another meeting", session: "stored", change: PUT, stale: "stored" },
  { what: "a strike in the running meeting", session: "running", change: STRIKE, stale: "running" },
])("UI-5 SEC-7 $what: read again is $stale", ({ session, change, stale }) => {
  expect(staleMeeting({ type: "caption-changed", session, change }, "running")).toBe(stale);
});

test("UI-5 before the first change nothing is read again", () => {
  expect(staleMeeting(null, "running")).toBeNull();
});
