import { readFileSync } from "node:fs";
import { join } from "node:path";
import { errorCode } from "../../protocol/errors.ts";
import { z } from "../../protocol/zod.ts";
import { commandOf } from "../context.ts";
import { type Finding, note, ok, type Surveyed } from "./finding.ts";

const DAYS = 7;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Of a line of the log only what can hold no word. */
const line = z.object({
  time: z.iso.datetime(),
  level: z.literal("error"),
  code: z.optional(errorCode),
});

/** What helpers noted as errors lately, by code and count. @param nowMs since 1970 */
export function checkLog({ app }: Surveyed, nowMs: number): Finding {
  const [id, title] = ["log", "Log"];
  const file = join(app.data, "logs/host.jsonl");
  const lines = linesOf(file).flatMap((text) => {
    const { data } = line.safeParse(parsed(text));
    return data !== undefined && nowMs - Date.parse(data.time) < DAYS * DAY_MS ? [data] : [];
  });
  const last = lines.at(-1);
  if (last === undefined) return ok(id, title, `No errors in the last ${DAYS} days`);
  const counts = new Map<string, number>();
  for (const { code = "internal_error" } of lines) counts.set(code, (counts.get(code) ?? 0) + 1);
  const summary = [...counts].map(([code, count]) => `${code} × ${count}`).join(", ");
  return note(
    id,
    title,
    `In the last ${DAYS} days: ${summary}; the latest ${last.code ?? "internal_error"} at ${last.time}.`,
    `${commandOf(app, "logs")} shows all of it; it holds no word of a meeting.`,
  );
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, "utf8").split("\n");
  } catch {
    // No helper has noted anything yet.
    return [];
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The last line of a process that was killed.
    return null;
  }
}
