import { atOnce } from "./at-once.ts";
import { costs } from "./costs.ts";
import { liveMeeting } from "./live-meeting.ts";
import { nothing } from "./nothing.ts";
import type { Part } from "./part.ts";
import { silent } from "./silent.ts";
import { starved } from "./starved.ts";
import { switches } from "./switches.ts";

/** Every part by the name that `--only` takes, in the order in which they are measured. */
export const PARTS = {
  "meeting-demo": liveMeeting("demo"),
  "meeting-base": liveMeeting("base"),
  nothing,
  "at-once": atOnce,
  silent,
  costs,
  starved,
  switches,
} as const satisfies Readonly<Record<string, Part>>;

export type PartName = keyof typeof PARTS;
export const PART_NAMES = Object.keys(PARTS) as readonly PartName[];

export function isPartName(name: string): name is PartName {
  return Object.hasOwn(PARTS, name);
}
