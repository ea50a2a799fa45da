import { expect, test } from "vitest";
import { PROTOCOL_VERSION } from "../../../protocol/version.ts";
import { EXTENSION_ID } from "../../../src/shared/identity.ts";
import { INITIAL_STATUS, type Status } from "../../../src/shared/status.ts";
import { helperReport } from "../../../src/welcome/helper/helper-report.ts";
import { helperTrouble } from "../../../src/welcome/helper/helper-trouble.ts";
import { surroundingsOf } from "../../../src/welcome/helper/surroundings.ts";

const connected: Status["host"] = { name: "connected", version: "1.2", productVersion: "0.1.0" };
const failed = (code: "host_blocked" | "keychain_unavailable"): Status["host"] => ({
  name: "failed",
  error: { code, message: "the tulips are red", recoverable: true },
});
const withRecogniser = (error: "sidecar_start_failed" | "sidecar_died"): Status => ({
  ...INITIAL_STATUS,
  host: connected,
  recogniser: { state: "failed", error },
});

test.each<[string, Status, string | null]>([
  ["a helper that nobody has asked for yet", INITIAL_STATUS, null],
  ["one that answers", { ...INITIAL_STATUS, host: connected }, null],
  ["one that may not be started", { ...INITIAL_STATUS, host: failed("host_blocked") }, "host_blocked"],
  [
    "one that ends for a reason of its own",
    { ...INITIAL_STATUS, host: failed("keychain_unavailable") },
    "keychain_unavailable",
  ],
  ["one that cannot start the recognition", withRecogniser("sidecar_start_failed"), "sidecar_start_failed"],
  ["one whose recognition stopped: a smaller model helps", withRecogniser("sidecar_died"), null],
  [
    "one that cannot write",
    { ...INITIAL_STATUS, host: connected, storage: "journal_unwritable" },
    "journal_unwritable",
  ],
  ["one whose disk is full", { ...INITIAL_STATUS, host: connected, storage: "disk_full" }, null],
])("UI-7 CAP-7 the first-run page has steps for %s", (_what, status, trouble) => {
  expect(helperTrouble(status)).toBe(trouble);
});

test("IPC-12 the report for a person who helps has versions, browser, system and code, and no words", () => {
  const brands = [{ brand: "Vivaldi", version: "7" }];
  const manifest = { version: "0.1.0", version_name: "0.1.0 (clone)" };
  const surroundings = surroundingsOf("mac", brands, manifest, EXTENSION_ID);
  const status = { ...INITIAL_STATUS, host: failed("host_blocked") };

  const answering = (version: string) =>
    helperReport(
      null,
      { ...status, host: { name: "connected", version, productVersion: "0.1.0" } },
      surroundings,
      0,
    );
  expect(answering("1.2")).toContain("helper: 0.1.0, protocol 1.2\nerror: none\n");
  expect(answering("red tulips")).toContain("protocol unknown");
  expect(helperReport("host_blocked", status, surroundings, 0)).toBe(
    `Earshot
extension: 0.1.0 (clone)
protocol: ${PROTOCOL_VERSION}
helper: failed
error: host_blocked
recognition: starting
storage: works
browser: Vivaldi 7
system: macOS
time: 1970-01-01T00:00:00.000Z
`,
  );
});
