import { expect, test } from "vitest";
import { EarshotError } from "../../../protocol/errors.ts";
import { SearchIndexing } from "../../../src/background/transcript/search-indexing.ts";

/** Three meetings without a text, and a clock that each text takes 40 ms of. */
function indexing(change: { failing?: EarshotError; isAllowed?: () => boolean } = {}) {
  const state = {
    missing: ["a", "b", "c"],
    tried: [] as string[],
    made: [] as string[],
    pausesMs: [] as number[],
    nowMs: 0,
    idle: 0,
  };
  const searching: SearchIndexing = new SearchIndexing({
    searchTexts: {
      missing: () => Promise.resolve([...state.missing]),
      make: (session) => {
        state.nowMs += 40;
        state.tried.push(session);
        if (session === "a" && change.failing !== undefined) return Promise.reject(change.failing);
        state.made.push(session);
        state.missing = state.missing.filter((other) => other !== session);
        return Promise.resolve(null);
      },
    },
    isAllowed: change.isAllowed ?? (() => true),
    environment: {
      now: () => state.nowMs,
      schedule: (action, durationMs) => {
        state.pausesMs.push(durationMs);
        action();
      },
    },
    onIdle: () => {
      expect(searching.isRunning).toBe(false);
      state.idle += 1;
    },
  });
  return { state, searching };
}

test("UI-5 the texts that are missing are made one by one, with pauses as long as the work, also one asked for meanwhile", async () => {
  const { state, searching } = indexing();

  const run = searching.run();
  expect(searching.isRunning).toBe(true);
  state.missing.push("d");
  await Promise.all([run, searching.run()]);

  expect(state.made).toEqual(["a", "b", "c", "d"]);
  expect(state.pausesMs).toEqual([40, 40, 40, 40]);
  expect(state.idle).toBe(1);
});

test("UI-5 none is made while a meeting runs, and what is left at the next occasion", async () => {
  let isMeetingRunning = false;
  const { state, searching } = indexing({ isAllowed: () => !isMeetingRunning });
  const run = searching.run();
  isMeetingRunning = true;
  await run;
  expect(state.made).toEqual([]);

  isMeetingRunning = false;
  await searching.run();

  expect(state.made).toEqual(["a", "b", "c"]);
});

test("UI-5 a meeting whose key is missing for good keeps no other from its text; where the keys are away it is left", async () => {
  const without = indexing({ failing: new EarshotError("session_key_missing", "destroyed") });
  const away = indexing({ failing: new EarshotError("host_exited", "gone") });

  await without.searching.run();
  await away.searching.run();

  expect(without.state.made).toEqual(["b", "c"]);
  expect(away.state.made).toEqual([]);
  expect(away.state.idle).toBe(1);
});

test("UI-5 a meeting whose key is missing for good is tried once in a worker's life, however often it is listed", async () => {
  const { state, searching } = indexing({ failing: new EarshotError("session_key_missing", "destroyed") });

  await searching.run();
  state.missing.push("d");
  await searching.run();

  expect(state.tried).toEqual(["a", "b", "c", "d"]);
});

test("UI-5 UI-7 what the end of a host breaks off goes on with the next one, also where that is connected before it is known", async () => {
  let isConnected = true;
  const between = indexing({ isAllowed: () => isConnected });
  const run = between.searching.run();
  isConnected = false;
  await run;
  expect(between.state.made).toEqual([]);
  isConnected = true;
  await between.searching.run();

  const change: Parameters<typeof indexing>[0] = { failing: new EarshotError("host_exited", "gone") };
  const during = indexing(change);
  const broken = during.searching.run();
  // The next host is there while the old one's last answer is waited for.
  const resumed = during.searching.run();
  await Promise.resolve();
  delete change.failing;
  await Promise.all([broken, resumed]);

  expect(between.state.made).toEqual(["a", "b", "c"]);
  expect(during.state.made).toEqual(["a", "b", "c"]);
});
