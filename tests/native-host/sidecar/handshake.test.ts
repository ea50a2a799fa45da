import { expect, test, vi } from "vitest";
import { answerVersionCheck, checkVersion, judge } from "../../../native-host/sidecar/handshake.ts";
import { EarshotError } from "../../../protocol/errors.ts";
import { PROTOCOL_VERSION } from "../../../protocol/version.ts";

const NEVER = new Promise<string>(vi.fn<() => void>());

test.each([
  ["1.0", "compatible"],
  ["1.1", "compatible"],
  ["1.0.3", "compatible"],
  ["2.0", "incompatible"],
  ["one", "incompatible"],
  [null, "assumed"],
])("VER-2 VER-3 a peer that answers %s is %s", (answered, verdict) => {
  expect(judge(answered)).toBe(verdict);
});

test("VER-3 a peer that does not answer in time is assumed to speak 1.0", async () => {
  await expect(checkVersion(() => NEVER, 1)).resolves.toBe("assumed");
});

test("VER-3 a peer that does not know the question is assumed to speak 1.0", async () => {
  const unknown = new EarshotError("unknown_method", "protocol_version_check");

  await expect(checkVersion(() => Promise.reject(unknown), 1000)).resolves.toBe("assumed");
});

test("a peer that dies while asked is not assumed anything", async () => {
  const died = new EarshotError("sidecar_died", "exit code 1");

  await expect(checkVersion(() => Promise.reject(died), 1000)).rejects.toBe(died);
});

test("VER-4 the extension is held to the same rule", () => {
  const supported_versions = ["2.0"];

  expect(() => answerVersionCheck({ extension_version: "2.0", supported_versions })).toThrow(
    `host ${PROTOCOL_VERSION}, extension 2.0`,
  );
  expect(answerVersionCheck({ extension_version: "1.7", supported_versions })).toEqual({
    version: PROTOCOL_VERSION,
    product_version: "0.1.0",
    echo_cancellation: true,
  });
});
