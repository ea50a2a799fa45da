import { readFileSync } from "node:fs";
import { z } from "../../../protocol/zod.ts";
import type { Arrival } from "../../driver/sidecar/caption-engine.ts";
import { messageOf, ScriptError } from "../../runtime/script-error.ts";

const line = z.object({
  atMs: z.number(),
  source: z.enum(["tab", "mic"]),
  caption: z.union([z.string(), z.number()]),
  text: z.string(),
  isFinal: z.boolean(),
  startMs: z.number(),
  endMs: z.number(),
  stableText: z.optional(z.string()),
});

/**
 * What arrived when from any engine, one JSON value a line with the fields of an Arrival.
 * @throws bad_arguments with the first line that is none
 */
export function readArrivals(file: string): Arrival[] {
  return linesOf(file).map((text, index) => {
    const parsed = line.safeParse(valueOf(text));
    if (!parsed.success) throw notArrivals(`${file}, line ${index + 1}: ${parsed.error.issues[0]?.message}`);
    const { caption, stableText, ...arrival } = parsed.data;
    return {
      ...arrival,
      caption: String(caption),
      ...(stableText === undefined ? {} : { stableText }),
    };
  });
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, "utf8")
      .split("\n")
      .filter((text) => text.trim() !== "");
  } catch (error) {
    throw notArrivals(messageOf(error));
  }
}

/** Undefined for what is no JSON, which no schema takes. */
function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function notArrivals(why: string): ScriptError {
  const remedy =
    'Give one line per message, such as {"atMs":1200,"source":"tab","caption":"1","text":"hello","isFinal":false,"startMs":300,"endMs":1100}.';
  return new ScriptError("bad_arguments", `These are no arrivals: ${why}.`, remedy);
}
