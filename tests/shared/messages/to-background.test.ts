import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { sessionId } from "../../../protocol/requests.ts";
import { MESSAGES, WORLDS } from "../../../src/shared/messages/to-background.ts";

test("SEC-6 ARCHITECTURE.md tells who may say what, as the table has it", () => {
  const architecture = readFileSync(new URL("../../../ARCHITECTURE.md", import.meta.url), "utf8");
  const [, section = ""] = architecture.split("## Who may say what");
  const lines = section.split("\n## ")[0]?.split("\n") ?? [];

  const rows = lines.filter((line) => line.startsWith("| `")).map(cellsOf);

  const reported = Object.entries(MESSAGES).map(([type, { over, from }]) => [
    `\`${type}\``,
    over,
    ...WORLDS.map((world) => (from.includes(world) ? "yes" : "")),
  ]);
  expect(cellsOf(lines.find((line) => line.startsWith("| message")) ?? "")).toEqual([
    "message",
    "over",
    ...WORLDS,
  ]);
  expect(rows).toEqual(reported);
});

/** Commands that mean the same whichever meeting runs; `dismiss-problem` may be about none, and names that. */
const OF_THE_PROGRAM = [
  "start-session",
  "start-try-out",
  "retry-transcription",
  "change-settings",
  "download-model",
  "cancel-download",
  "remove-model",
  "retry-host",
  "dismiss-problem",
  "open-caption-window",
];

test("IPC-4 every command names the meeting that it is about", () => {
  const commands = Object.entries(MESSAGES).filter(([, { fields }]) => "id" in fields);

  const withoutMeeting = commands.filter(
    ([, { fields }]) => !("session" in fields) || fields.session !== sessionId,
  );

  expect(withoutMeeting.map(([type]) => type)).toEqual(OF_THE_PROGRAM);
  for (const [type, { about }] of commands) {
    expect({ type, isOfMeeting: about !== "program" }).toEqual({
      type,
      isOfMeeting: !OF_THE_PROGRAM.includes(type),
    });
  }
});

function cellsOf(line: string): string[] {
  return line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());
}
