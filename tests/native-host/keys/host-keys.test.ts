import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { ErrorMessage, ResponseMessage } from "../../../protocol/messages.ts";
import { SESSION } from "../frames.ts";
import { program, START, useRealHosts } from "../real-host.ts";

const hosts = useRealHosts();
const OTHER = "9c858901-8a57-4791-81fe-4c455b099bc9";

function keyOf(answer: ResponseMessage | ErrorMessage): unknown {
  return answer.type === "response" ? answer.result["key"] : answer.error.code;
}

test("SEC-7 a session that starts has a key, which is the same for every host that follows", async () => {
  const host = await hosts.startSession({ sidecar: program("echo-sidecar") });
  const first = await host.request("session_key", { session: SESSION });
  await host.kill();

  const next = hosts.start({ sidecar: program("echo-sidecar"), dataDirectory: host.dataDirectory });
  const again = await next.request("session_key", { session: SESSION });

  expect(first).toMatchObject({ type: "response", result: { storage: "file" } });
  expect(Buffer.from(String(keyOf(first)), "base64")).toHaveLength(32);
  expect(keyOf(again)).toBe(keyOf(first));
  const keys = join(host.dataDirectory, "keys");
  expect(statSync(keys).mode & 0o777).toBe(0o700);
  for (const name of readdirSync(keys)) expect(statSync(join(keys, name)).mode & 0o777).toBe(0o600);
});

test("SEC-7 a key is made only where it may be, and never again once it was destroyed", async () => {
  const host = hosts.start({ sidecar: program("echo-sidecar") });

  expect(keyOf(await host.request("session_key", { session: OTHER }))).toBe("session_key_missing");
  expect(keyOf(await host.request("session_key", { session: OTHER, create: true }))).toHaveLength(44);
  expect(keyOf(await host.request("session_key", { session: OTHER }))).toHaveLength(44);

  const destroyed = [
    await host.request("destroy_session_key", { session: OTHER }),
    await host.request("destroy_session_key", { session: OTHER }),
  ];
  expect(destroyed).toMatchObject([{ type: "response" }, { type: "response" }]);
  expect(existsSync(join(host.dataDirectory, "keys", `${OTHER}.key`))).toBe(false);
  expect(keyOf(await host.request("session_key", { session: OTHER, create: true }))).toBe(
    "session_key_missing",
  );
  expect(keyOf(await host.request("start_session", { ...START, session: OTHER }))).toBe(
    "session_key_missing",
  );
});

test("SEC-7 the key of a running session is not destroyed, that of a deleted one is", async () => {
  const host = await hosts.startSession({ sidecar: program("echo-sidecar") });

  const refused = await host.request("destroy_session_key", { session: SESSION });
  await host.request("abandon_session", { session: SESSION });
  await host.request("delete_session", { session: SESSION });

  expect(keyOf(refused)).toBe("session_already_running");
  expect(keyOf(await host.request("session_key", { session: SESSION }))).toBe("session_key_missing");
});

test("SEC-7 the health report says where the keys are kept", async () => {
  const host = await hosts.startSession({ sidecar: program("echo-sidecar") });

  const health = await host.request("get_health", {});

  expect(health).toMatchObject({ type: "response", result: { key_storage: "file" } });
});
