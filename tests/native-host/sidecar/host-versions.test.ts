import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import packageFile from "../../../package.json" with { type: "json" };
import { PROTOCOL_VERSION } from "../../../protocol/version.ts";
import { SESSION } from "../frames.ts";
import { program, START, useRealHosts } from "../real-host.ts";

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
    expect(host.log()).toContain("sidecar gave no version, 1.0 assumed");
  });

  test("a sidecar of another major is refused, and the user reads which part has which version", async () => {
    const host = hosts.start({ sidecar: program("version-sidecar", "2.0") });

    const refused = await host.request("start_session", START);

    expect(refused).toMatchObject({
      error: { code: "incompatible_protocol_version", message: `host ${PROTOCOL_VERSION}, sidecar 2.0` },
    });
    expect(existsSync(host.sessionFile(""))).toBe(false);
  });
});

describe("VER-2 VER-3 VER-4 the version check with the extension", () => {
  test.each([{ extension_version: "1.0" }, { extension_version: "1.1" }, { extension_version: "1.2" }, {}])(
    "%j is answered with the host's version",
    async (caller) => {
      const host = hosts.start({ sidecar: program("echo-sidecar") });

      const answer = await host.request("protocol_version_check", { ...caller, supported_versions: ["1.0"] });

      expect(answer).toMatchObject({ type: "response", result: { version: PROTOCOL_VERSION } });
    },
  );

  test("INS-5 an extension that names its release is told the host's, and one that names none as well", async () => {
    const host = hosts.start({ sidecar: program("echo-sidecar") });
    const newer = { extension_version: "1.9", product_version: "99.0.0", supported_versions: ["1.9"] };
    const older = { extension_version: "1.2", supported_versions: ["1.2"] };

    for (const caller of [newer, older])
      await expect(host.request("protocol_version_check", caller)).resolves.toMatchObject({
        type: "response",
        result: { version: PROTOCOL_VERSION, product_version: packageFile.version, echo_cancellation: true },
      });
    await expect(host.request("start_session", START)).resolves.toMatchObject({ type: "response" });
  });

  test("another major is refused, and so is everything the caller asks afterwards", async () => {
    const host = hosts.start({ sidecar: program("echo-sidecar") });
    const asked = { extension_version: "2.0", supported_versions: ["2.0"] };

    const refused = await host.request("protocol_version_check", asked);
    const after = await host.request("start_session", START);

    for (const answer of [refused, after]) {
      expect(answer).toMatchObject({
        error: { code: "incompatible_protocol_version", message: `host ${PROTOCOL_VERSION}, extension 2.0` },
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

describe("VER-4 an extension that does not know every event that is numbered", () => {
  const stop = { session: SESSION, next: { tab: 40, mic: 0 } };
  const suppressed = ["until frame 19", "until frame 39"];

  test("its stop does not wait for suppressed words, which it ignores, as the last of all", async () => {
    const host = hosts.start({ sidecar: program("doubting-sidecar"), speaks: "1.0" });
    await host.request("start_session", START);
    host.sendFrames("tab", 0, 40);

    const stopped = await host.request("stop_session", stop);

    expect(stopped).toMatchObject({ type: "response" });
    expect(host.finals("tab")).toContain("until frame 29");
    expect(host.suppressed("tab")).toEqual([]);
  });

  test("a newer one that resumes its session is sent what it was not", async () => {
    const older = hosts.start({
      sidecar: program("doubting-sidecar"),
      speaks: "1.0",
      acknowledges: false,
    });
    await older.request("start_session", START);
    older.sendFrames("tab", 0, 40);
    await older.event("speech_end", { end_sample: 64_000 });
    await older.kill();

    const newer = hosts.start({ sidecar: program("doubting-sidecar"), dataDirectory: older.dataDirectory });
    await newer.request("resume_session", { session: SESSION, sources: ["tab"] });
    await newer.request("stop_session", stop);

    expect(older.suppressed("tab")).toEqual([]);
    expect(newer.suppressed("tab")).toEqual(suppressed);
  });

  test("an older one that resumes the session of a newer one can stop it", async () => {
    const newer = hosts.start({ sidecar: program("doubting-sidecar"), acknowledges: false });
    await newer.request("start_session", START);
    newer.sendFrames("tab", 0, 40);
    await newer.event("speech_end", { end_sample: 64_000 });
    newer.send("acknowledge_events", { session: SESSION, next_number: 3 });
    await newer.request("get_health", {});
    await newer.kill();

    const older = hosts.start({
      sidecar: program("doubting-sidecar"),
      dataDirectory: newer.dataDirectory,
      speaks: "1.0",
    });
    await older.request("resume_session", { session: SESSION, sources: ["tab"] });

    await expect(older.request("stop_session", stop)).resolves.toMatchObject({ type: "response" });
    expect(newer.suppressed("tab")).toEqual(suppressed);
  });
});
