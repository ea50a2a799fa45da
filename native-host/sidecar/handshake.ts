import packageFile from "../../package.json" with { type: "json" };
import { EarshotError } from "../../protocol/errors.ts";
import type { Params, Result } from "../../protocol/requests.ts";
import { isCompatible, PROTOCOL_VERSION, versionWords } from "../../protocol/version.ts";

/** The release that this host is of. */
export const PRODUCT_VERSION: string = packageFile.version;

/** Outcome of asking a peer for its version; `assumed` when it did not say. */
export type Verdict = "compatible" | "assumed" | "incompatible";

/** @param answered the peer's version; null when it gave none in time (VER-3). */
export function judge(answered: string | null): Verdict {
  if (answered === null) return "assumed";
  return isCompatible(PROTOCOL_VERSION, answered) ? "compatible" : "incompatible";
}

/** Says which part has which version, so that the user reads what to reinstall (VER-2). */
export function incompatible(peer: "extension" | "sidecar", version: string): EarshotError {
  const theirs = versionWords(version);
  return new EarshotError("incompatible_protocol_version", `host ${PROTOCOL_VERSION}, ${peer} ${theirs}`);
}

/** The host's answer to the extension. @throws incompatible_protocol_version */
export function answerVersionCheck(
  params: Params<"protocol_version_check">,
): Result<"protocol_version_check"> {
  const theirs = params.extension_version ?? PROTOCOL_VERSION;
  if (judge(theirs) === "incompatible") throw incompatible("extension", theirs);
  // The sidecar comes with this host, and may take seconds to start: it is not asked.
  return { version: PROTOCOL_VERSION, product_version: PRODUCT_VERSION, echo_cancellation: true };
}

/**
 * Asks the sidecar. An error other than another major is no version: a sidecar older than the check itself.
 *
 * @param ask sends the request; resolves with the version, rejects with what the sidecar said instead
 * @throws incompatible_protocol_version, sidecar_died, sidecar_start_failed
 */
export async function checkVersion(ask: () => Promise<string>, timeoutMs: number): Promise<Verdict> {
  const answered = await withinMs(ask().catch(versionUnknown), timeoutMs);
  const verdict = judge(answered);
  if (verdict === "incompatible") throw incompatible("sidecar", answered ?? "unknown");
  return verdict;
}

const FATAL: readonly string[] = [
  "incompatible_protocol_version",
  "sidecar_died",
  "sidecar_start_failed",
  "sidecar_corrupt_output",
];

function versionUnknown(error: unknown): null {
  if (error instanceof EarshotError && !FATAL.includes(error.code)) return null;
  throw error;
}

async function withinMs<T>(answer: Promise<T>, timeoutMs: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, null);
  });
  try {
    return await Promise.race([answer, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
