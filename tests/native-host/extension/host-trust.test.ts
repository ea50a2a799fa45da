import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { program, START, useRealHosts } from "../real-host.ts";

const hosts = useRealHosts();

describe("SEC-2 the host trusts nobody", () => {
  test("another extension is refused", async () => {
    const origin = "chrome-extension://ponmlkjihgfedcbaponmlkjihgfedcba/";
    const host = hosts.start({ sidecar: program("echo-sidecar"), origin });

    await expect(host.request("start_session", START)).resolves.toMatchObject({
      error: { code: "host_forbidden" },
    });
    await expect(host.exited()).resolves.toBe(1);
  });

  test("a configuration that cannot be read is reported to whoever asks first", async () => {
    const host = hosts.start({ sidecar: [], configuration: "{" });

    const asked = { extension_version: "1.0", supported_versions: ["1.0"] };
    await expect(host.request("protocol_version_check", asked)).resolves.toMatchObject({
      error: { code: "host_misconfigured" },
    });
    await expect(host.exited()).resolves.toBe(1);
  });

  test("a message over the bound is refused and the next one understood", async () => {
    const host = hosts.start({ sidecar: program("echo-sidecar") });

    host.sendBody(Buffer.alloc(3_000_000, " "));
    host.sendBody(Buffer.from("no JSON"));
    const health = await host.request("get_health", {});

    await host.failure("message_too_large");
    await host.failure("invalid_message");
    expect(health).toMatchObject({ type: "response" });
  });

  test.each([
    ["a session that is a path", { params: { ...START, session: "../../etc" } }, "invalid_message"],
    ["a method nobody has", { method: "open_folder" }, "unknown_method"],
    ["an event", { type: "event", event: "metrics" }, "invalid_message"],
  ])("%s is refused and the host goes on", async (_what, message, code) => {
    const host = hosts.start({ sidecar: program("echo-sidecar") });
    const request = { id: randomUUID(), type: "request", method: "start_session", params: START };

    host.sendJson({ ...request, ...message });
    await host.failure(code);

    await expect(host.request("get_health", {})).resolves.toMatchObject({ type: "response" });
  });
});
