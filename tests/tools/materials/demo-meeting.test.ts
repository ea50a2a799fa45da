import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { readDemoScript } from "../../../tools/materials/demo-meeting.ts";
import { DEMO } from "../../../tools/runtime/paths.ts";

const clips = z
  .array(z.object({ text: z.string() }))
  .parse(JSON.parse(readFileSync(join(DEMO, "../speech/clips.json"), "utf8")));

describe.each(["people", "synthesised"] as const)("the demo meeting of %s", (voices) => {
  const { durationMs, participants, lines } = readDemoScript(voices);

  it("has somebody on either side, each with a voice", () => {
    expect(new Set(participants.map(({ source }) => source))).toEqual(new Set(["tab", "mic"]));
    for (const { audio } of participants) expect(statSync(join(DEMO, audio)).size).toBeGreaterThan(10_000);
  });

  it("gives every line to a participant, at their source and inside the meeting", () => {
    for (const { speaker, source, startMs, endMs } of lines) {
      expect(participants).toContainEqual(expect.objectContaining({ name: speaker, source }));
      expect(startMs).toBeGreaterThan(0);
      expect(endMs).toBeGreaterThan(startMs);
      expect(endMs).toBeLessThan(durationMs);
    }
  });
});

it("the demo meeting of people says what the clips' sources say", () => {
  for (const { text } of readDemoScript("people").lines) {
    const said = text.replace(/\.$/u, "");
    expect(clips.some((clip) => clip.text.startsWith(said))).toBe(true);
  }
});
