import { beforeEach, expect, test, vi } from "vitest";
import { PROTOCOL_VERSION } from "../../../protocol/version.ts";
import { type ConnectNative, NativeLink } from "../../../src/background/host/native-link.ts";
import { KeyRotation } from "../../../src/background/transcript/key-rotation.ts";
import { SESSION, sessionRecord } from "../session-samples.ts";

const RANGE = { startSample: 0, endSample: 16_000 };
const NEXT = Buffer.alloc(32, 1).toString("base64");
const ANSWERS: Readonly<Record<string, object>> = {
  session_key: { key: Buffer.alloc(32).toString("base64"), storage: "file" },
  rotate_session_key: { key: Buffer.alloc(32).toString("base64"), next_key: NEXT, storage: "file" },
  finish_key_rotation: { session: SESSION },
};
const ignored = {
  onEvent: vi.fn(),
  onError: vi.fn(),
  onLost: vi.fn(),
  onVersions: () => {},
  onIgnored: vi.fn(),
};

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
});

/** A link to a host that answers at once, until `end`. */
function linkToHost() {
  const asked: string[] = [];
  let listeners: Parameters<ConnectNative>[0] | null = null;
  const link = new NativeLink(
    (attached) => {
      listeners = attached;
      const post = (message: object) => {
        const { id, method } = message as { id: string; method: string };
        asked.push(method);
        attached.onMessage({ id, type: "response", version: PROTOCOL_VERSION, result: ANSWERS[method] });
      };
      return { post, close() {} };
    },
    { ...ignored, productVersion: "0.1.0", newId: () => crypto.randomUUID() },
  );
  return { link, asked, end: () => listeners?.onDisconnect("host_exited", "closed") };
}

test("SEC-7 a host that ends while everything is sealed again keeps no later host from finishing that", async () => {
  const [lost, next] = [linkToHost(), linkToHost()];
  const entry = sessionRecord({ struck: [{ ...RANGE, isDone: true }] });
  const struckKeyDestroyed = vi.fn(() => Promise.resolve());
  // The first is interrupted at its end, when the link is used again; the second is not.
  const reseal = vi.fn(() => Promise.resolve(lost.end()));
  const onRefused = vi.fn(() => Promise.resolve());
  const rotation = new KeyRotation({
    database: {
      listSessions: () => Promise.resolve([entry]),
      reseal,
      struckKeyDestroyed,
      amendEntry: () => Promise.resolve(),
    },
    keys: { replace: () => Promise.resolve() },
    onRefused,
    onIdle() {},
  });

  await rotation.run(SESSION, lost.link);

  expect(rotation.isRunning).toBe(false);
  expect(struckKeyDestroyed).not.toHaveBeenCalled();
  expect(onRefused).not.toHaveBeenCalled();
  // One for another meeting, queued for the same host, waits for nothing either.
  await rotation.run(SESSION, lost.link);
  await rotation.run(SESSION, next.link);
  expect(next.asked).toEqual(["session_key", "rotate_session_key", "finish_key_rotation"]);
  expect(struckKeyDestroyed).toHaveBeenCalledTimes(1);
});
