import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { program, START, useRealHosts } from "./real-host.ts";

const hosts = useRealHosts();

describe("VER-2 VER-3 VER-4 the version check with the sidecar", () => {
  test.each(["1.0", "1.1", "missing"])(
    "a sidecar whose version is %s is given the session",
    async (version) => {
      const host = hosts.start({ sidecar: program("version-sidecar", version) });

      await expect(host.request("start_session", START)).resolves.toMatchObject({ type: "response" });
    },
  );

  test("a sidecar that does not answer within 3 s is taken to speak 1.0, with a warning", async () => {
    const host = hosts.start({ sidecar: program("version-sidecar", "no-answer") });

    await expect(host.request("start_session", START)).resolves.toMatchObject({ type: "response" });
    expect(host.log()).toContain("sidecar told no version, 1.0 assumed");
  });

  test("a sidecar of another major is refused, and the user reads which part has which version", async () => {
    const host = hosts.start({ sidecar: program("version-sidecar", "2.0") });

    const refused = await host.request("start_session", START);

    expect(refused).toMatchObject({
      error: { code: "incompatible_protocol_version", message: "host 1.0, sidecar 2.0" },
    });
    expect(existsSync(host.sessionFile(""))).toBe(false);
  });
});

describe("VER-2 VER-3 VER-4 the version check with the extension", () => {
  test.each([{ extension_version: "1.0" }, { extension_version: "1.1" }, {}])(
    "%j is answered with the host's version",
    async (caller) => {
      const host = hosts.start({ sidecar: program("echo-sidecar") });

      const answer = await host.request("protocol_version_check", { ...caller, supported_versions: ["1.0"] });

      expect(answer).toMatchObject({ type: "response", result: { version: "1.0" } });
    },
  );

  test("another major is refused, and so is everything the caller asks afterwards", async () => {
    const host = hosts.start({ sidecar: program("echo-sidecar") });
    const asked = { extension_version: "2.0", supported_versions: ["2.0"] };

    const refused = await host.request("protocol_version_check", asked);
    const after = await host.request("start_session", START);

    for (const answer of [refused, after]) {
      expect(answer).toMatchObject({
        error: { code: "incompatible_protocol_version", message: "host 1.0, extension 2.0" },
      });
    }
  });

  test("a message in another major is refused, and so is what follows", async () => {
    const host = hosts.start({ sidecar: program("echo-sidecar") });
    const id = randomUUID();

    host.sendJson({ id, type: "request", version: "2.0", method: "get_health", params: {} });
    const after = host.request("get_health", {});

    await expect(host.answer(id)).resolves.toMatchObject({
      error: { code: "incompatible_protocol_version" },
    });
    await expect(after).resolves.toMatchObject({ error: { code: "incompatible_protocol_version" } });
  });

  test("a caller that never asks is taken to speak 1.0", async () => {
    const host = hosts.start({ sidecar: program("echo-sidecar") });
    const id = randomUUID();

    host.sendJson({ id, type: "request", method: "start_session", params: START });

    await expect(host.answer(id)).resolves.toMatchObject({ type: "response" });
  });
});
