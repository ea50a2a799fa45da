import { expect, test, vi } from "vitest";
import { EarshotError } from "../../../protocol/errors.ts";
import {
  type HostKeys,
  type RememberedKeys,
  TranscriptKeyStore,
} from "../../../src/background/transcript/database/transcript-key-store.ts";
import { OTHER, SESSION } from "../session-samples.ts";

const KEY = btoa("k".repeat(32));

function newKeys({ running = null as string | null } = {}) {
  const memory = { key: null as RememberedKeys | null };
  const ask = vi.fn<(session: string, isCreated: boolean) => Promise<HostKeys>>(() =>
    Promise.resolve({ key: KEY }),
  );
  const keys = new TranscriptKeyStore({
    ask,
    isRunning: (session) => session === running,
    remembered: {
      load: () => Promise.resolve(memory.key),
      save: (key) => {
        memory.key = key;
        return Promise.resolve();
      },
      clear: () => {
        memory.key = null;
        return Promise.resolve();
      },
    },
  });
  return { keys, ask, memory };
}

test("SEC-7 a key is requested once for all that want it, and cannot be read from what is held", async () => {
  const { keys, ask, memory } = newKeys();

  const [one, other] = await Promise.all([keys.get(SESSION), keys.get(SESSION)]);

  expect(ask).toHaveBeenCalledExactlyOnceWith(SESSION, false);
  expect(one).toBe(other);
  await expect(crypto.subtle.exportKey("raw", one.newest)).rejects.toThrow("not extractable");
  expect(memory.key).toBeNull();
});

test("SEC-7 a key that could not be had is asked for again", async () => {
  const { keys, ask } = newKeys();
  ask.mockRejectedValueOnce(new EarshotError("host_exited", "gone"));

  await expect(keys.get(SESSION)).rejects.toMatchObject({ code: "host_exited" });

  await expect(keys.get(SESSION)).resolves.toBeDefined();
});

test("SEC-7 the running meeting's key outlives the worker, and no other's does", async () => {
  const { keys, memory } = newKeys({ running: SESSION });
  await keys.get(OTHER);
  expect(memory.key).toBeNull();
  await keys.get(SESSION);
  const next = newKeys({ running: SESSION });
  next.memory.key = memory.key;

  await next.keys.get(SESSION);

  expect(next.ask).not.toHaveBeenCalled();
  await next.keys.ended();
  expect(next.memory.key).toBeNull();
});

test("SEC-4 a deleted session's key is held nowhere", async () => {
  const { keys, ask, memory } = newKeys({ running: SESSION });
  await keys.get(SESSION);

  await keys.forget(SESSION);

  expect(memory.key).toBeNull();
  ask.mockRejectedValue(new EarshotError("session_key_missing", "destroyed"));
  await expect(keys.get(SESSION)).rejects.toMatchObject({ code: "session_key_missing" });
});

test("SEC-7 while a key is being replaced the next worker knows both, and afterwards the new one only", async () => {
  const { keys, memory } = newKeys({ running: SESSION });
  const [before, next_key] = [await keys.get(SESSION), btoa("n".repeat(32))];

  await keys.replace(SESSION, { key: KEY, next_key });
  const during = newKeys({ running: SESSION });
  during.memory.key = memory.key;
  const both = await during.keys.get(SESSION);
  await during.keys.replace(SESSION, { key: next_key });

  expect(before.replaced).toBeNull();
  expect(memory.key).toEqual({ session: SESSION, key: KEY, next_key });
  expect(both.replaced).not.toBeNull();
  expect(await during.keys.get(SESSION)).toMatchObject({ replaced: null });
  expect(during.memory.key).toEqual({ session: SESSION, key: next_key });
  expect(during.ask).not.toHaveBeenCalled();
});

test("SEC-7 a key that is replaced after its meeting's end is not written down again", async () => {
  const { keys, memory } = newKeys({ running: SESSION });
  await keys.get(SESSION);

  await Promise.all([keys.ended(), keys.replace(SESSION, { key: KEY, next_key: KEY })]);

  expect(memory.key).toBeNull();
});
