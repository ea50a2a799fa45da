import type { ErrorCode } from "../../../protocol/errors.ts";
import { PROTOCOL_VERSION } from "../../../protocol/version.ts";
import type { Status } from "../../shared/status.ts";
import type { Surroundings } from "./surroundings.ts";

/**
 * What somebody who helps has to know, as text: versions, browser, system and error code (pure). It is put together from what is
 * known to be harmless: no error's own words, no title, no word of a meeting (IPC-12).
 */
export function helperReport(
  trouble: ErrorCode | null,
  { host, recogniser, storage }: Pick<Status, "host" | "recogniser" | "storage">,
  surroundings: Surroundings,
  nowMs: number,
): string {
  const { browserName, browserVersion, systemName, extensionVersion, isClone } = surroundings;
  const rows = {
    extension: `${extensionVersion}${isClone ? " (clone)" : ""}`,
    protocol: PROTOCOL_VERSION,
    helper:
      host.name === "connected"
        ? `${versionOf(host.productVersion ?? "")}, protocol ${versionOf(host.version)}`
        : host.name,
    error: trouble ?? "none",
    recognition: recogniser.error ?? recogniser.state,
    storage: storage ?? "works",
    browser: `${browserName} ${browserVersion ?? ""}`.trim(),
    system: systemName,
    time: new Date(nowMs).toISOString(),
  };
  const lines = Object.entries(rows).map(([name, value]) => `${name}: ${value}`);
  return `Earshot\n${lines.join("\n")}\n`;
}

/** What the helper calls its version, where it is one: whatever else it might say is not handed on. */
function versionOf(version: string): string {
  return /^\d{1,5}(?:\.\d{1,5}){0,3}$/u.test(version) ? version : "unknown";
}
