import { expect, test, vi } from "vitest";
import { EarshotError, type ErrorCode } from "../../../protocol/errors.ts";
import type { ModelDownload, ModelList } from "../../../protocol/reports.ts";
import { ModelKeeper } from "../../../src/background/host/model-keeper.ts";
import { StatusBoard } from "../../../src/background/views/status-board.ts";

const LIST: ModelList = {
  models: [
    { model: "base", kind: "whisper", is_installed: true, bytes: 148_000_000, is_in_use: true },
    { model: "small", kind: "whisper", is_installed: false, bytes: 486_000_000, is_in_use: false },
  ],
  free_bytes: 52_000_000_000,
};
const running = { state: "running", error: null } as const;

/** A host of a few lines: it answers the list, and refuses what the test tells it to. */
class Desk {
  readonly board = new StatusBoard(() => {});
  readonly asked: string[] = [];
  readonly refusals = new Map<string, ErrorCode>();
  readonly onInstalled = vi.fn(() => Promise.resolve());
  readonly onRemoved = vi.fn(() => Promise.resolve());
  readonly onRested = vi.fn<() => void>();
  list = LIST;
  readonly keeper = new ModelKeeper({
    board: this.board,
    connect: () => Promise.resolve({ request: (method, params) => this.#answer(method, params) }),
    onInstalled: this.onInstalled,
    onRemoved: this.onRemoved,
    remember: () => Promise.resolve(),
    onRested: this.onRested,
  });

  get care() {
    return this.board.status.models;
  }

  async hears(change: Partial<ModelDownload>): Promise<void> {
    const nothing = { model: "small", received_bytes: 0, total_bytes: 486_000_000, error: null };
    await this.keeper.downloadIs({ ...nothing, state: "downloading", ...change });
  }

  #answer(method: string, params: object): Promise<never> {
    const model = "model" in params ? String(params.model) : "";
    this.asked.push(`${method} ${model}`.trim());
    const refusal = this.refusals.get(method);
    if (refusal !== undefined) return Promise.reject(new EarshotError(refusal, "refused"));
    // The answer to `list_models` is the only one that anybody reads.
    return Promise.resolve(this.list as never);
  }
}

test("STT-5 a list asked for while the recogniser starts is there as soon as it runs", async () => {
  const desk = new Desk();
  desk.refusals.set("list_models", "sidecar_died");
  await desk.keeper.list();
  expect(desk.care).toMatchObject({ list: null, refusal: null });

  desk.refusals.clear();
  desk.keeper.recogniserIs({ state: "starting", error: null });
  desk.keeper.recogniserIs(running);
  await vi.waitFor(() => expect(desk.care.list).toEqual(LIST));
  desk.keeper.recogniserIs(running);

  expect(desk.asked).toEqual(["list_models", "list_models"]);
});

test("STT-5 which model is in use is asked again when another is ready, once a view has asked at all", async () => {
  const desk = new Desk();
  const progress = { requested: "small", received_bytes: null, total_bytes: null, loaded: null, error: null };
  desk.keeper.modelIs({ ...progress, state: "ready" });
  expect(desk.asked).toEqual([]);
  await desk.keeper.list();

  desk.keeper.modelIs({ ...progress, state: "loading" });
  desk.keeper.modelIs({ ...progress, state: "ready" });

  await vi.waitFor(() => expect(desk.asked).toEqual(["list_models", "list_models"]));
});

test("STT-5 a recogniser that knows no list says so once and is not asked again", async () => {
  const desk = new Desk();
  desk.refusals.set("list_models", "unknown_method");

  await desk.keeper.list();
  desk.keeper.recogniserIs(running);

  expect(desk.care.refusal).toEqual({ model: null, code: "unknown_method" });
  expect(desk.asked).toEqual(["list_models"]);
});

test("STT-5 a download is remembered for a view that is opened later, and the host stays for it", async () => {
  const desk = new Desk();
  await desk.keeper.list();
  await desk.keeper.download("small", false);
  expect(desk.care.downloads).toMatchObject([{ state: "downloading", total_bytes: 486_000_000 }]);

  await desk.hears({ received_bytes: 165_000_000 });

  expect(desk.care.downloads).toMatchObject([{ received_bytes: 165_000_000 }]);
  expect(desk.keeper.isBusy).toBe(true);
  expect(desk.onRested).not.toHaveBeenCalled();
});

test("STT-5 what was chosen before it was here is used once it is, and the list is read again", async () => {
  const desk = new Desk();
  await desk.keeper.download("small", true);
  expect(desk.care.next).toBe("small");

  await desk.hears({ state: "checking" });
  await desk.hears({ state: "installed" });

  expect(desk.onInstalled.mock.calls).toEqual([["small", true]]);
  expect(desk.care).toMatchObject({ next: null, downloads: [], list: LIST });
  expect(desk.onRested).toHaveBeenCalledOnce();
});

test("STT-5 whoever chooses another model meanwhile keeps that one", async () => {
  const desk = new Desk();
  await desk.keeper.download("small", true);

  await desk.keeper.chosen();
  await desk.hears({ state: "installed" });

  expect(desk.onInstalled.mock.calls).toEqual([["small", false]]);
});

test("STT-5 a download under way is not begun twice; only whether it is used changes", async () => {
  const desk = new Desk();
  await desk.keeper.download("small", false);
  await desk.keeper.download("small", true);
  expect(desk.care.next).toBe("small");
  await desk.keeper.download("small", false);

  expect(desk.care.next).toBeNull();
  expect(desk.asked).toEqual(["download_model small"]);
});

test.each(["cancelled", "failed"] as const)(
  "STT-5 a download that %s goes on where it stopped, and is used only if that is said again",
  async (state) => {
    const desk = new Desk();
    await desk.keeper.download("small", true);
    await desk.hears({ state, received_bytes: 165_000_000 });
    expect(desk.care.next).toBeNull();
    expect(desk.keeper.isBusy).toBe(false);

    await desk.keeper.download("small", false);

    expect(desk.care.downloads).toMatchObject([{ state: "downloading", received_bytes: 165_000_000 }]);
  },
);

test("STT-5 a refused download has failed with its cause, a refused removal tells why", async () => {
  const desk = new Desk();
  desk.refusals.set("download_model", "model_download_failed");
  desk.refusals.set("remove_model", "model_in_use");

  await desk.keeper.download("small", true);
  await desk.keeper.remove("base");

  expect(desk.care).toMatchObject({
    downloads: [{ model: "small", state: "failed", error: "model_download_failed" }],
    next: null,
    refusal: { model: "base", code: "model_in_use" },
  });
  expect(desk.onRemoved).not.toHaveBeenCalled();
});

test("STT-5 a lost host ends what was under way and nothing else, a lost recogniser does not", async () => {
  const desk = new Desk();
  await desk.hears({ received_bytes: 165_000_000 });
  await desk.hears({ model: "medium", state: "cancelled" });

  desk.keeper.recogniserIs({ state: "restarting", error: "sidecar_died" });
  expect(desk.keeper.isBusy).toBe(true);
  desk.keeper.lost();

  expect(desk.care.downloads).toMatchObject([
    { model: "medium", state: "cancelled", error: null },
    { model: "small", state: "failed", received_bytes: 165_000_000, error: "model_download_failed" },
  ]);
});

test("STT-5 a removed model leaves the list, and its part with it", async () => {
  const desk = new Desk();
  await desk.hears({ state: "cancelled", received_bytes: 165_000_000 });

  await desk.keeper.remove("small");

  expect(desk.care.downloads).toEqual([]);
  expect(desk.onRemoved).toHaveBeenCalledWith("small");
  expect(desk.asked).toEqual(["list_models", "remove_model small", "list_models"]);
});
