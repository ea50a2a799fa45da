import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { MESSAGES, WORLDS } from "../../src/shared/messages.ts";

test("SEC-6 ARCHITECTURE.md tells who may say what, as the table has it", () => {
  const architecture = readFileSync(new URL("../../ARCHITECTURE.md", import.meta.url), "utf8");
  const [, section = ""] = architecture.split("## Who may say what");
  const lines = section.split("\n## ")[0]?.split("\n") ?? [];

  const rows = lines.filter((line) => line.startsWith("| `")).map(cellsOf);

  const told = Object.entries(MESSAGES).map(([type, { over, from }]) => [
    `\`${type}\``,
    over,
    ...WORLDS.map((world) => (from.includes(world) ? "yes" : "")),
  ]);
  expect(cellsOf(lines.find((line) => line.startsWith("| message")) ?? "")).toEqual([
    "message",
    "over",
    ...WORLDS,
  ]);
  expect(rows).toEqual(told);
});

function cellsOf(line: string): string[] {
  return line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());
}
