import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readMeeting } from "../../../tools/materials/materials.ts";
import { temporaryFolder } from "../../native-host/temporary-folder.ts";
import { meeting, utterance } from "../measure/samples.ts";

it("a recorded meeting is what was said, and its sound in frames of both sources", () => {
  const folder = temporaryFolder();
  const said = { ...meeting([utterance(0, "we need")]), seconds: 2 };
  writeFileSync(join(folder, "meeting.json"), JSON.stringify(said));
  for (const source of ["tab", "mic"]) writeFileSync(join(folder, `${source}.pcm`), Buffer.alloc(64_000, 1));

  const recorded = readMeeting(folder);

  expect(recorded.meeting).toEqual(said);
  expect([recorded.tracks.tab.length, recorded.tracks.mic.length]).toEqual([20, 20]);
});

it("a folder without a meeting is named", () => {
  expect(() => readMeeting("/nowhere")).toThrow("/nowhere holds no recorded meeting");
});
