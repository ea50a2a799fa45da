import type { ErrorCode } from "../../../protocol/errors.ts";

/** Which part of the first-run page helps with an error. */
type HelpSection = "microphone" | "host";

/** The errors against which the first-run page has numbered steps: all of the helper, and what its doctor finds. */
const GUIDED = [
  "incompatible_protocol_version",
  "host_not_installed",
  "host_forbidden",
  "host_blocked",
  "host_start_failed",
  "host_exited",
  "host_protocol_broken",
  "host_misconfigured",
  "sidecar_start_failed",
  "sidecar_corrupt_output",
  "journal_unwritable",
] as const satisfies readonly ErrorCode[];
/** Of the first-run page's query. */
const ERROR = "error";
export type GuidedCode = (typeof GUIDED)[number];

export function isGuided(code: ErrorCode): code is GuidedCode {
  return GUIDED.some((guided) => guided === code);
}

/** The part of the first-run page that carries out `code`'s remedy; null when none does. */
export function helpSection(code: ErrorCode): HelpSection | null {
  if (code.startsWith("microphone_")) return "microphone";
  return isGuided(code) ? "host" : null;
}

/**
 * Address of the first-run page, opened at `section` where one is named; `code` is the error that it was opened for, which the helper may
 * show by nothing once its meeting is over.
 */
export function welcomePage(section: HelpSection | null = null, code: ErrorCode | null = null): string {
  const query = code === null ? "" : `?${new URLSearchParams({ [ERROR]: code }).toString()}`;
  return `/src/welcome/index.html${query}${section === null ? "" : `#${section}`}`;
}

/** The error that a first-run page with this query was opened for; null where none is named, or one without steps. */
export function linkedError(query: string): GuidedCode | null {
  const code = new URLSearchParams(query).get(ERROR);
  return GUIDED.find((guided) => guided === code) ?? null;
}
