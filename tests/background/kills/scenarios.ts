import { expect } from "vitest";
import type { ViewCommand } from "../../../src/shared/messages/to-background.ts";
import { activeSession } from "../../../src/shared/session.ts";
import { parseSettings, SETTINGS_KEY } from "../../../src/shared/settings.ts";
import { OTHER, SESSION, sessionRecord } from "../session-samples.ts";
import { TAB } from "./fake-browser.ts";
import { FakeCapture } from "./fake-capture.ts";
import type { Run } from "./run.ts";

export interface Scenario {
  readonly name: string;
  readonly prepare?: (run: Run) => Promise<void>;
  readonly command: (run: Run) => void;
  /** The browser's own event, which does not come twice: lost is what the worker could not even begin to write down. */
  readonly isToldOnce?: true;
  /** What must be so in the end. */
  readonly honoured: (run: Run) => void;
}

const PROBLEM = { code: "disk_nearly_full", message: "little is free", recoverable: true } as const;
const start: ViewCommand = { type: "start-session", tabId: TAB };
const recording = async (run: Run) => {
  run.send(start);
  await run.until("recording");
};
const paused = async (run: Run) => {
  await recording(run);
  run.sendOfRunning((session) => ({ type: "pause-session", session }));
  await run.until("paused");
};
const stored = (run: Run) => parseSettings(run.browser.local.get(SETTINGS_KEY));
const sessionOf = (run: Run) => activeSession(run.status.session)?.session ?? "";
/** Written down here, done at the host, for one and the same span however often it was requested. */
const isStruckEverywhere = (run: Run) => {
  const [record] = run.browser.database.records.values();
  const [range, ...others] = record?.struck ?? [];
  expect(others).toEqual([]);
  expect(range).toMatchObject({ isDone: true, isKeyDestroyed: true });
  // The key from before is gone at the host, and no rotation is left half done.
  for (const keys of run.browser.disk.keys.values()) expect(keys).toHaveLength(1);
  expect(run.browser.disk.struck.length).toBeGreaterThan(0);
  for (const { start_sample, end_sample } of run.browser.disk.struck)
    expect({ start_sample, end_sample }).toEqual({
      start_sample: range?.startSample,
      end_sample: range?.endSample,
    });
};
const capture = () => [...FakeCapture.running][0];

export const SCENARIOS: readonly Scenario[] = [
  {
    name: "start",
    command: (run) => run.send(start),
    honoured: (run) => expect(run.status.session.name).toBe("recording"),
  },
  {
    name: "start by the shortcut",
    isToldOnce: true,
    command: (run) => run.browser.pressShortcut("toggle-capture"),
    prepare: async (run) => {
      run.send({ type: "change-settings", change: { hasConsented: true } });
      await run.browser.loop.run(1000);
    },
    honoured: (run) => expect(run.status.session.name).toBe("recording"),
  },
  {
    name: "stop",
    prepare: recording,
    command: (run) => run.sendOfRunning((session) => ({ type: "stop-session", session })),
    honoured: (run) => {
      expect(run.status.session).toEqual({ name: "idle", lastError: null });
      expect(run.browser.disk.finished.size).toBe(1);
    },
  },
  {
    name: "stop by the shortcut",
    prepare: recording,
    isToldOnce: true,
    command: (run) => run.browser.pressShortcut("toggle-capture"),
    honoured: (run) => expect(run.status.session).toEqual({ name: "idle", lastError: null }),
  },
  {
    name: "stop while it starts",
    command: (run) => {
      run.send(start);
      run.sendOfRunning((session) => ({ type: "stop-session", session }));
    },
    honoured: (run) => expect(run.status.session).toEqual({ name: "idle", lastError: null }),
  },
  {
    name: "pause",
    prepare: recording,
    command: (run) => run.sendOfRunning((session) => ({ type: "pause-session", session })),
    honoured: (run) => expect(run.status.session.name).toBe("paused"),
  },
  {
    name: "pause while it starts",
    command: (run) => {
      run.send(start);
      run.sendOfRunning((session) => ({ type: "pause-session", session }));
    },
    honoured: (run) => expect(run.status.session.name).toBe("paused"),
  },
  {
    name: "continue",
    prepare: paused,
    command: (run) => run.sendOfRunning((session) => ({ type: "continue-session", session })),
    honoured: (run) => expect(run.status.session.name).toBe("recording"),
  },
  {
    name: "mute",
    prepare: recording,
    command: (run) => run.sendOfRunning((session) => ({ type: "mute-microphone", session, isMuted: true })),
    honoured: (run) => {
      expect(run.status.sources.mic).toEqual({ name: "silenced", reasons: ["muted"] });
      expect([...(capture()?.recorded ?? [])]).toEqual(["tab"]);
    },
  },
  {
    name: "unmute",
    prepare: async (run) => {
      await recording(run);
      run.sendOfRunning((session) => ({ type: "mute-microphone", session, isMuted: true }));
      await run.browser.loop.run(1000);
    },
    command: (run) => run.sendOfRunning((session) => ({ type: "mute-microphone", session, isMuted: false })),
    honoured: (run) => expect(run.status.sources.mic.name).toBe("live"),
  },
  {
    name: "finish now",
    prepare: async (run) => {
      await recording(run);
      run.sendOfRunning((session) => ({ type: "stop-session", session }));
    },
    command: (run) => run.sendOfRunning((session) => ({ type: "finish-now", session })),
    honoured: (run) => expect(run.status.session).toEqual({ name: "idle", lastError: null }),
  },
  {
    name: "settings",
    command: (run) => {
      run.send({ type: "change-settings", change: { isOverlayWanted: false } });
      run.send({ type: "change-settings", change: { retentionDays: 30 } });
    },
    honoured: (run) => expect(stored(run)).toMatchObject({ isOverlayWanted: false, retentionDays: 30 }),
  },
  {
    name: "another microphone",
    prepare: recording,
    command: (run) => run.send({ type: "change-settings", change: { microphoneDeviceId: "headset" } }),
    honoured: () => expect(capture()?.microphone).toBe("headset"),
  },
  {
    name: "delete",
    prepare: async (run) => {
      await run.browser.database.putRecord(sessionRecord({ completeness: "complete" }));
      await run.browser.database.putRecord(
        sessionRecord({ session: OTHER, startedAtMs: 2_000_000, completeness: "complete" }),
      );
      run.browser.disk.create(OTHER);
      run.browser.killWorker();
      await run.browser.loop.run(5000);
    },
    command: (run) => run.send({ type: "delete-session", session: OTHER }),
    honoured: (run) => {
      expect(run.browser.database.records.has(OTHER)).toBe(false);
      const isGoneAtHost = !run.browser.disk.has(OTHER);
      expect(isGoneAtHost || run.browser.database.deleted.has(OTHER)).toBe(true);
    },
  },
  {
    name: "dismiss a recovered meeting",
    prepare: async (run) => {
      await run.browser.database.putRecord(sessionRecord({ completeness: "recovered" }));
      run.browser.killWorker();
      await run.browser.loop.run(5000);
      expect(run.status.recovered).toHaveLength(1);
    },
    command: (run) => run.send({ type: "dismiss-recovered", session: SESSION }),
    honoured: (run) => {
      expect(run.browser.database.records.get(SESSION)?.completeness).toBe("complete");
      expect(run.status.recovered).toEqual([]);
    },
  },
  {
    name: "fetch a model to be used",
    command: (run) => run.send({ type: "download-model", model: "small", isChosen: true }),
    honoured: (run) => {
      expect([...run.browser.disk.fetching]).toEqual(["small"]);
      expect(run.status.models).toMatchObject({ next: "small", downloads: [{ state: "downloading" }] });
    },
  },
  {
    name: "fetch no model any more",
    prepare: async (run) => {
      run.send({ type: "download-model", model: "small", isChosen: true });
      await run.browser.loop.run(1000);
    },
    command: (run) => run.send({ type: "cancel-download", model: "small" }),
    honoured: (run) => expect([...run.browser.disk.fetching]).toEqual([]),
  },
  {
    name: "note of consent",
    prepare: recording,
    command: (run) =>
      run.sendOfRunning((session) => ({
        type: "record-consent",
        session,
        consent: { basis: "notice_in_chat", atMs: 1 },
      })),
    honoured: (run) => {
      const [record] = run.browser.database.records.values();
      expect(record?.consent).toEqual({ basis: "notice_in_chat", atMs: 1 });
    },
  },
  {
    name: "strike",
    prepare: recording,
    command: (run) =>
      run.send({ type: "strike-last-minute", session: sessionOf(run), untilMs: run.browser.loop.nowMs }),
    honoured: isStruckEverywhere,
  },
  {
    name: "strike while it is paused",
    prepare: paused,
    command: (run) =>
      run.send({ type: "strike-last-minute", session: sessionOf(run), untilMs: run.browser.loop.nowMs }),
    honoured: isStruckEverywhere,
  },
  {
    name: "strike by the shortcut",
    isToldOnce: true,
    prepare: recording,
    command: (run) => run.browser.pressShortcut("strike-last-minute"),
    honoured: isStruckEverywhere,
  },
  {
    name: "rename a side and a voice",
    prepare: recording,
    command: (run) => {
      run.sendOfRunning((session) => ({ type: "rename-speaker", session, source: "tab", name: "Aki" }));
      run.sendOfRunning((session) => ({ type: "rename-voice", session, voice: "s2", name: "Ben" }));
    },
    honoured: (run) => {
      const [record] = run.browser.database.records.values();
      expect(record?.speakers).toMatchObject({ tab: "Aki", voices: [{ id: "s2", name: "Ben" }] });
    },
  },
  {
    name: "rename a meeting",
    prepare: recording,
    command: (run) =>
      run.sendOfRunning((session) => ({ type: "rename-meeting", session, title: "Quarterly" })),
    honoured: (run) => {
      const [record] = run.browser.database.records.values();
      expect(record?.title).toBe("Quarterly");
    },
  },
  {
    name: "keep a meeting",
    prepare: recording,
    command: (run) => run.sendOfRunning((session) => ({ type: "exempt-meeting", session, isExempt: true })),
    honoured: (run) => {
      const [record] = run.browser.database.records.values();
      expect(record?.isExempt).toBe(true);
    },
  },
  {
    name: "remove a model",
    command: (run) => run.send({ type: "remove-model", model: "small" }),
    honoured: (run) => {
      expect([...run.browser.disk.removedModels]).toEqual(["small"]);
      expect(run.status.models.refusal).toBeNull();
    },
  },
  {
    name: "try the host again",
    command: (run) => run.send({ type: "retry-host" }),
    honoured: (run) => expect(run.status.host.name).toBe("connected"),
  },
  {
    name: "try the sidecar again",
    prepare: recording,
    command: (run) => run.send({ type: "retry-transcription" }),
    honoured: (run) => {
      expect(run.browser.disk.retries).toBeGreaterThan(0);
      expect(run.status.session.name).toBe("recording");
    },
  },
  {
    name: "dismiss a problem",
    prepare: async (run) => {
      await recording(run);
      await run.browser.withParts(({ statusStore }) => statusStore.update({ problem: PROBLEM }));
      expect(run.status.problem).toEqual(PROBLEM);
    },
    command: (run) => run.send({ type: "dismiss-problem", session: sessionOf(run), code: PROBLEM.code }),
    honoured: (run) => expect(run.status.problem).toBeNull(),
  },
];
