import type { ChainReport } from "./chain.ts";
import { type Finding, note, ok } from "./finding.ts";

/** What the helper lists of meetings that were never finished, and of those that it cannot read. */
export function checkSessions({ sessions }: ChainReport): Finding[] {
  const [id, title] = ["data.sessions", "Meetings"];
  if (sessions === null) return [];
  const unfinished = sessions.sessions.length;
  const unreadable = sessions.unreadable?.length ?? 0;
  if (unfinished + unreadable === 0) return [ok(id, title, "None was left unfinished")];
  const parts = [
    ...(unfinished === 0 ? [] : [`${unfinished} not finished`]),
    ...(unreadable === 0 ? [] : [`${unreadable} with a damaged key or file`]),
  ];
  const finishes = "Open the browser with Earshot: what was recorded is captioned to its end by itself";
  const deletes = "the page with all meetings says which cannot be read, and deletes them";
  return [note(id, title, `${parts.join(", ")}.`, `${finishes}; ${deletes}.`)];
}
