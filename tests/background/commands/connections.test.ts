import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { UpdateGate } from "../../../src/background/browser/update-gate.ts";
import { acceptPort } from "../../../src/background/commands/connections.ts";
import type { Parts } from "../../../src/background/compose.ts";
import { StatusStore } from "../../../src/background/views/status-store.ts";
import { ViewPorts } from "../../../src/background/views/view-ports.ts";

vi.mock("webextension-polyfill", () => ({ default: {} }));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A worker between meetings that has an update, and views that come and go. */
function workerWithUpdate() {
  const ports = new ViewPorts();
  const statusStore = new StatusStore(() => {});
  const reload = vi.fn<() => void>();
  const close = vi.fn<() => void>();
  const updates = new UpdateGate({ isIdle: () => true, isAnyViewOpen: () => ports.isAnyViewOpen, reload });
  const parts = {
    ports,
    statusStore,
    updates,
    broadcast: { snapshot: () => ({}) },
    host: { ensure: () => Promise.resolve(), close },
    models: { isBusy: false },
    recovery: { isRunning: false },
    rotation: { isRunning: false },
    searchIndexing: { isRunning: false },
  } as unknown as Parts;

  /** A view as the gate lets it in; it says what it watches, and is closed by what is returned. */
  const openView = async () => {
    const listen = vi.fn<(...given: [unknown, unknown, string, ViewCallbacks]) => void>();
    const gate = { admit: () => ({ name: "view", sender: {} }), listen };
    acceptPort({ postMessage: () => {} } as never, gate as never, Promise.resolve(parts));
    const callbacks = listen.mock.calls[0]?.[3];
    callbacks?.onMessage({ type: "watch", captions: false, levels: false, models: false });
    await vi.advanceTimersByTimeAsync(0);
    return () => callbacks?.onClosed();
  };
  return { openView, updates, reload, close };
}

interface ViewCallbacks {
  readonly onMessage: (message: object) => void;
  readonly onClosed: () => void;
}

test("CAP-8 UI-8 an update reloads nothing while one view follows on another", async () => {
  const { openView, updates, reload, close } = workerWithUpdate();
  const closePopup = await openView();
  updates.available();

  // The page that the popup opened, or one that is loaded again, has not come yet.
  closePopup();
  await vi.advanceTimersByTimeAsync(1000);
  expect(reload).not.toHaveBeenCalled();
  const closePage = await openView();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(reload).not.toHaveBeenCalled();
  closePage();
  await vi.advanceTimersByTimeAsync(30_000);

  expect(close).toHaveBeenCalledTimes(1);
  expect(reload).toHaveBeenCalledTimes(1);
});
