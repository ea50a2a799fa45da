import { expect, test, vi } from "vitest";
import { EarshotError, type ErrorCode } from "../../../protocol/errors.ts";
import type { ModelDownload, ModelList } from "../../../protocol/reports.ts";
import { Models } from "../../../src/background/host/models.ts";
import { StatusStore } from "../../../src/background/views/status-store.ts";
import { DEFAULT_SETTINGS, type SettingsChange } from "../../../src/shared/settings.ts";
import { eventually } from "../../eventually.ts";

const LIST: ModelList = {
  models: [
    { model: "base", kind: "whisper", is_installed: true, bytes: 148_000_000, is_in_use: true },
    { model: "small", kind: "whisper", is_installed: false, bytes: 486_000_000, is_in_use: false },
  ],
  free_bytes: 52_000_000_000,
};
const running = { state: "running", error: null } as const;

/** A host of a few lines: it answers the list, and refuses what the test says. */
class ModelsFixture {
  readonly statusStore = new StatusStore(() => {});
  readonly asked: string[] = [];
  readonly refusals = new Map<string, ErrorCode>();
  readonly onIdle = vi.fn<() => void>();
  readonly pushSettings = vi.fn(() => Promise.resolve());
  readonly changeSettings = vi.fn((_change: SettingsChange) => Promise.resolve());
  transcription = { ...DEFAULT_SETTINGS.transcription, correction_model: null as string | null };
  list = LIST;
  readonly models = new Models({
    statusStore: this.statusStore,
    host: {
      ensure: () => Promise.resolve({ request: (method, params) => this.#answer(method, params) }),
      pushSettings: this.pushSettings,
    },
    settings: this.#settings(),
    remember: () => Promise.resolve(),
    onIdle: this.onIdle,
  });

  get care() {
    return this.statusStore.status.models;
  }

  async reports(change: Partial<ModelDownload>): Promise<void> {
    const nothing = { model: "small", received_bytes: 0, total_bytes: 486_000_000, error: null };
    await this.models.downloadIs({ ...nothing, state: "downloading", ...change });
  }

  #settings() {
    const settings = () => ({ ...DEFAULT_SETTINGS, transcription: this.transcription });
    return {
      get settings() {
        return settings();
      },
      change: this.changeSettings,
    };
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

test("STT-5 a list asked for while the sidecar starts is there as soon as it runs", async () => {
  const fixture = new ModelsFixture();
  fixture.refusals.set("list_models", "sidecar_died");
  await fixture.models.list();
  expect(fixture.care).toMatchObject({ list: null, refusal: null });

  fixture.refusals.clear();
  fixture.models.sidecarIs({ state: "starting", error: null });
  fixture.models.sidecarIs(running);
  await eventually(() => expect(fixture.care.list).toEqual(LIST));
  fixture.models.sidecarIs(running);

  expect(fixture.asked).toEqual(["list_models", "list_models"]);
});

test("STT-5 which model is in use is asked again when another is ready, once a view has asked at all", async () => {
  const fixture = new ModelsFixture();
  const progress = { requested: "small", received_bytes: null, total_bytes: null, loaded: null, error: null };
  fixture.models.modelIs({ ...progress, state: "ready" });
  expect(fixture.asked).toEqual([]);
  await fixture.models.list();

  fixture.models.modelIs({ ...progress, state: "loading" });
  fixture.models.modelIs({ ...progress, state: "ready" });

  await eventually(() => expect(fixture.asked).toEqual(["list_models", "list_models"]));
});

test("STT-5 a sidecar that knows no list says so once and is not asked again", async () => {
  const fixture = new ModelsFixture();
  fixture.refusals.set("list_models", "unknown_method");

  await fixture.models.list();
  fixture.models.sidecarIs(running);

  expect(fixture.care.refusal).toEqual({ model: null, code: "unknown_method" });
  expect(fixture.asked).toEqual(["list_models"]);
});

test("STT-5 a download is remembered for a view that is opened later, and the host stays for it", async () => {
  const fixture = new ModelsFixture();
  await fixture.models.list();
  await fixture.models.download("small", false);
  expect(fixture.care.downloads).toMatchObject([{ state: "downloading", total_bytes: 486_000_000 }]);

  await fixture.reports({ received_bytes: 165_000_000 });

  expect(fixture.care.downloads).toMatchObject([{ received_bytes: 165_000_000 }]);
  expect(fixture.models.isBusy).toBe(true);
  expect(fixture.onIdle).not.toHaveBeenCalled();
});

test("STT-5 what was chosen before it was here is used once it is, and the list is read again", async () => {
  const fixture = new ModelsFixture();
  await fixture.models.download("small", true);
  expect(fixture.care.next).toBe("small");

  await fixture.reports({ state: "checking" });
  await fixture.reports({ state: "installed" });

  expect(fixture.changeSettings.mock.calls).toEqual([[{ transcription: { model: "small" } }]]);
  expect(fixture.care).toMatchObject({ next: null, downloads: [], list: LIST });
  expect(fixture.onIdle).toHaveBeenCalledOnce();
});

test("STT-5 a user who chooses another model meanwhile keeps that one", async () => {
  const fixture = new ModelsFixture();
  await fixture.models.download("small", true);

  await fixture.models.chosen();
  await fixture.reports({ state: "installed" });

  expect(fixture.changeSettings).not.toHaveBeenCalled();
  expect(fixture.pushSettings).toHaveBeenCalledOnce();
});

test("STT-5 a download under way is not begun twice; only whether it is used changes", async () => {
  const fixture = new ModelsFixture();
  await fixture.models.download("small", false);
  await fixture.models.download("small", true);
  expect(fixture.care.next).toBe("small");
  await fixture.models.download("small", false);

  expect(fixture.care.next).toBeNull();
  expect(fixture.asked).toEqual(["download_model small"]);
});

test.each(["cancelled", "failed"] as const)(
  "STT-5 a download that %s goes on where it stopped, and is used only if that is requested again",
  async (state) => {
    const fixture = new ModelsFixture();
    await fixture.models.download("small", true);
    await fixture.reports({ state, received_bytes: 165_000_000 });
    expect(fixture.care.next).toBeNull();
    expect(fixture.models.isBusy).toBe(false);

    await fixture.models.download("small", false);

    expect(fixture.care.downloads).toMatchObject([{ state: "downloading", received_bytes: 165_000_000 }]);
  },
);

test("STT-5 a refused download has failed with its cause, a refused removal says why", async () => {
  const fixture = new ModelsFixture();
  fixture.refusals.set("download_model", "model_download_failed");
  fixture.refusals.set("remove_model", "model_in_use");

  await fixture.models.download("small", true);
  await fixture.models.remove("base");

  expect(fixture.care).toMatchObject({
    downloads: [{ model: "small", state: "failed", error: "model_download_failed" }],
    next: null,
    refusal: { model: "base", code: "model_in_use" },
  });
  expect(fixture.changeSettings).not.toHaveBeenCalled();
});

test("STT-5 a lost host ends what was under way and nothing else, a lost sidecar does not", async () => {
  const fixture = new ModelsFixture();
  await fixture.reports({ received_bytes: 165_000_000 });
  await fixture.reports({ model: "medium", state: "cancelled" });

  fixture.models.sidecarIs({ state: "restarting", error: "sidecar_died" });
  expect(fixture.models.isBusy).toBe(true);
  fixture.models.lost();

  expect(fixture.care.downloads).toMatchObject([
    { model: "medium", state: "cancelled", error: null },
    { model: "small", state: "failed", received_bytes: 165_000_000, error: "model_download_failed" },
  ]);
});

test("STT-5 a removed model leaves the list, and its part with it", async () => {
  const fixture = new ModelsFixture();
  await fixture.reports({ state: "cancelled", received_bytes: 165_000_000 });

  fixture.transcription.correction_model = "small";

  await fixture.models.remove("small");

  expect(fixture.care.downloads).toEqual([]);
  expect(fixture.changeSettings.mock.calls).toEqual([[{ transcription: { correction_model: null } }]]);
  expect(fixture.asked).toEqual(["list_models", "remove_model small", "list_models"]);
});
