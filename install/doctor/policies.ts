import { readFileSync } from "node:fs";
import { join } from "node:path";
import { HOST_NAME } from "../../src/shared/identity.ts";
import { namesIn } from "../folder.ts";
import { findBrowsers } from "../targets.ts";
import { type Finding, fail, type Surveyed } from "./finding.ts";
import { startedForAll } from "./registration-checks.ts";

const POLICY_FOLDERS = [
  ["chrome", "etc/opt/chrome/policies/managed"],
  ["chromium", "etc/chromium/policies/managed"],
  ["edge", "etc/opt/edge/policies/managed"],
  ["brave", "etc/brave/policies/managed"],
] as const;

/** Whether an administrator forbids native hosts. A browser says so only for the first of both. */
export function checkPolicies(surveyed: Surveyed): Finding[] {
  const { computer, root } = surveyed;
  if (computer.platform !== "linux") return [];
  const found = findBrowsers(computer).map(({ browser }) => browser.id);
  return POLICY_FOLDERS.flatMap(([browser, folder]) => {
    // Also those for its beta and its other versions.
    if (!found.some((id) => id === browser || id.startsWith(`${browser}-`))) return [];
    const policies = policiesIn(join(root, folder));
    const fault = policyFault(policies, startedForAll(surveyed, browser) !== null);
    if (fault === null) return [];
    const remedy = `Ask your administrator to add "${HOST_NAME}" to NativeMessagingAllowlist, and to allow user-level hosts; the browser shows all of it on chrome://policy.`;
    return [fail(`policy.${browser}`, "Policy", `${join(root, folder)}: ${fault}`, remedy)];
  });
}

/** @param isForAll whether the helper is registered for all users, too */
function policyFault(policies: Readonly<Record<string, unknown>>, isForAll: boolean): string | null {
  const lists = (name: string): boolean => {
    const list = policies[name];
    return Array.isArray(list) && list.some((each) => each === "*" || each === HOST_NAME);
  };
  if (lists("NativeMessagingBlocklist") && !lists("NativeMessagingAllowlist"))
    return "NativeMessagingBlocklist forbids Earshot's helper.";
  return policies["NativeMessagingUserLevelHosts"] === false && !isForAll
    ? "NativeMessagingUserLevelHosts forbids helpers that were installed for one user."
    : null;
}

/** All policies of a folder, whatever its files are called; one that the browser cannot read counts for nothing. */
function policiesIn(folder: string): Readonly<Record<string, unknown>> {
  const contents = namesIn(folder)
    .toSorted()
    .map((name): object => {
      try {
        const parsed: unknown = JSON.parse(withoutExtras(readFileSync(join(folder, name), "utf8")));
        return typeof parsed === "object" && parsed !== null ? parsed : {};
      } catch {
        // The browser passes over it, too.
        return {};
      }
    });
  return Object.assign({}, ...contents) as Record<string, unknown>;
}

/** A policy as JSON: the browser takes remarks and a comma after the last entry as well. @see config_dir_policy_loader.cc */
function withoutExtras(policy: string): string {
  const text = /(?<text>"(?:[^"\\]|\\.)*")/u.source;
  return policy
    .replace(/^\u{FEFF}/u, "")
    .replaceAll(new RegExp(`${text}|//[^\n]*|/\\*[^]*?\\*/`, "gu"), "$<text>")
    .replaceAll(new RegExp(`${text}|,(?=\\s*[\\]}])`, "gu"), "$<text>");
}
