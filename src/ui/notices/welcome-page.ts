import type { ErrorCode } from "../../../protocol/errors.ts";

/** Which part of the first-run page helps with an error. */
type HelpSection = "microphone" | "host";

/** The part of the first-run page that carries out `code`'s remedy; null when none does. */
export function helpSection(code: ErrorCode): HelpSection | null {
  if (code.startsWith("microphone_")) return "microphone";
  return code.startsWith("host_") || code === "sidecar_start_failed" ? "host" : null;
}

/** Address of the first-run page, opened at `section` where one is named. */
export function welcomePage(section: HelpSection | null = null): string {
  return `/src/welcome/index.html${section === null ? "" : `#${section}`}`;
}
