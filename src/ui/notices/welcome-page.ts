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
export type GuidedCode = (typeof GUIDED)[number];

export function isGuided(code: ErrorCode): code is GuidedCode {
  return GUIDED.some((guided) => guided === code);
}

/** The part of the first-run page that carries out `code`'s remedy; null when none does. */
export function helpSection(code: ErrorCode): HelpSection | null {
  if (code.startsWith("microphone_")) return "microphone";
  return isGuided(code) ? "host" : null;
}

/** Address of the first-run page, opened at `section` where one is named. */
export function welcomePage(section: HelpSection | null = null): string {
  return `/src/welcome/index.html${section === null ? "" : `#${section}`}`;
}
