import { expect, test, vi } from "vitest";
import { UpdateGate } from "../../../src/background/browser/update-gate.ts";

function newGate(isIdle: boolean) {
  const state = { isIdle, isAnyViewOpen: false };
  const reload = vi.fn<() => void>();
  const needs = { isIdle: () => state.isIdle, isAnyViewOpen: () => state.isAnyViewOpen, reload };
  return { gate: new UpdateGate(needs), reload, state };
}

test("CAP-8 an update of the extension waits for the end of the meeting", () => {
  const { gate, reload, state } = newGate(false);

  gate.available();
  gate.check();
  expect(reload).not.toHaveBeenCalled();
  state.isIdle = true;
  gate.check();

  expect(reload).toHaveBeenCalledTimes(1);
});

test("CAP-8 UI-8 an update closes no view that is read or written in", () => {
  const { gate, reload, state } = newGate(true);
  state.isAnyViewOpen = true;

  gate.available();
  gate.check();
  expect(reload).not.toHaveBeenCalled();
  state.isAnyViewOpen = false;
  gate.check();

  expect(reload).toHaveBeenCalledTimes(1);
});

test("CAP-8 an update between meetings is taken at once", () => {
  const { gate, reload } = newGate(true);

  gate.available();

  expect(reload).toHaveBeenCalledTimes(1);
});

test("CAP-8 the end of a meeting without an update reloads nothing", () => {
  const { gate, reload } = newGate(true);

  gate.check();

  expect(reload).not.toHaveBeenCalled();
});
