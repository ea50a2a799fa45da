import { EarshotError, type ErrorCode } from "../../../protocol/errors.ts";
import type { ModelDownload, ModelProgress, RecogniserReport } from "../../../protocol/reports.ts";
import { isUnderWay, keptBytes, type ModelCare } from "../../shared/status.ts";
import type { SettingsStore } from "../browser/settings-store.ts";
import type { StatusStore } from "../views/status-store.ts";
import { ignoreShown } from "./host-connection.ts";
import type { NativeLink } from "./native-link.ts";

interface ModelsNeeds {
  readonly statusStore: StatusStore;
  readonly host: {
    /** @throws why the host cannot be used */
    readonly ensure: () => Promise<Pick<NativeLink, "request">>;
    readonly pushSettings: () => Promise<void>;
  };
  readonly settings: Pick<SettingsStore, "settings" | "change">;
  /** Writes down what is wanted, for the next worker: with this one its host ends, and with that the download. */
  readonly remember: (wanted: WantedModels) => Promise<void>;
  /** No download is under way any more. */
  readonly onIdle: () => void;
}

/** Models that the user asked for and that are not here yet; true: to be used as soon as they are. */
export type WantedModels = Readonly<Record<string, boolean>>;

/** Lists, fetches and removes models for the views, and holds each download's state for a view that is opened later. */
export class Models {
  readonly #needs: ModelsNeeds;
  #isListWanted = false;
  #isListing = false;
  #wanted: WantedModels = {};

  constructor(needs: ModelsNeeds) {
    this.#needs = needs;
  }

  /** A download is under way: the host that does it must stay. */
  get isBusy(): boolean {
    return this.#care.downloads.some(isUnderWay);
  }

  /** Asks for the list; while the sidecar is being started it is requested as soon as it runs. */
  async list(): Promise<void> {
    this.#isListWanted = true;
    if (this.#isListing) return;
    this.#isListing = true;
    try {
      while (this.#isListWanted) {
        this.#isListWanted = false;
        const link = await this.#needs.host.ensure();
        const list = await link.request("list_models", {});
        const downloads = this.#care.downloads.filter(({ state }) => state !== "installed");
        this.#update({ list, downloads, ...(this.#care.refusal?.model === null ? { refusal: null } : {}) });
      }
    } catch (cause) {
      const { code } = EarshotError.from(cause);
      // The other errors would be the same the next time.
      if (AWAY.has(code)) this.#isListWanted = true;
      else this.#update({ refusal: { model: null, code } });
    } finally {
      this.#isListing = false;
    }
  }

  /**
   * Begins or goes on with a download; of one that is under way only changes what for. `isChosen`: the model is used as
   * soon as it is here.
   */
  async download(model: string, isChosen: boolean): Promise<void> {
    const others = isChosen ? notChosen(this.#wanted) : this.#wanted;
    await this.#request({ ...others, [model]: isChosen });
    const { next } = this.#care;
    this.#update({ refusal: null, next: isChosen ? model : next === model ? null : next });
    if (this.#isUnderWay(model)) return;
    const before = this.#care.downloads.find((download) => download.model === model);
    const listed = this.#care.list?.models.find((entry) => entry.model === model);
    const begun: ModelDownload = {
      model,
      state: "downloading",
      received_bytes: before === undefined ? 0 : keptBytes(before),
      total_bytes: before?.total_bytes ?? listed?.bytes ?? null,
      error: null,
    };
    this.#put(begun);
    const refusal = await this.#send("download_model", model);
    // An event may have reported more of the failure before the answer came.
    if (refusal === null || !this.#isUnderWay(model)) return;
    await this.#requestNoMore(model);
    this.#put({ ...begun, state: "failed", error: refusal });
  }

  /** Goes on with what a worker before this one was asked for. */
  restore(wanted: WantedModels): void {
    this.#wanted = wanted;
    for (const [model, isChosen] of Object.entries(wanted)) void this.download(model, isChosen);
  }

  /** What has come stays on the disk. */
  async cancel(model: string): Promise<void> {
    await this.#requestNoMore(model);
    this.#update({ refusal: null });
    await this.#reportRefusal("cancel_download", model);
  }

  async remove(model: string): Promise<void> {
    this.#update({ refusal: null });
    if (!(await this.#reportRefusal("remove_model", model))) return;
    this.#update({ downloads: this.#care.downloads.filter((download) => download.model !== model) });
    await this.#removed(model);
    await this.list();
  }

  /** The host reports how far a download is. */
  async downloadIs(download: ModelDownload): Promise<void> {
    const isChosen = this.#care.next === download.model;
    this.#put(download);
    if (isUnderWay(download)) return;
    if (download.state === "installed") {
      if (isChosen) this.#update({ next: null });
      await this.#installed(download.model, isChosen);
    }
    await this.#requestNoMore(download.model);
    // A part takes room as well.
    await this.list();
  }

  /** The user has chosen another one: what was to be used once it is here is not wanted for that any more. */
  async chosen(): Promise<void> {
    if (this.#care.next === null) return;
    await this.#request(notChosen(this.#wanted));
    this.#update({ next: null });
  }

  /** Another model is held in memory now: the list that views show says so. */
  modelIs({ state }: ModelProgress): void {
    if (state === "ready" && this.#care.list !== null) void this.list();
  }

  sidecarIs({ state }: RecogniserReport): void {
    if (state === "running" && this.#isListWanted) void this.list();
  }

  /** The host is gone, and its downloads with it; what has come is on the disk. */
  lost(): void {
    for (const download of this.#care.downloads.filter(isUnderWay)) {
      void this.#requestNoMore(download.model);
      this.#put({ ...download, state: "failed", error: "model_download_failed" });
    }
  }

  /** What was chosen before it was here goes into the settings now. */
  async #installed(model: string, isChosen: boolean): Promise<void> {
    const { host, settings } = this.#needs;
    const isActive = settings.settings.transcription.model === model;
    // A sidecar that is sent its settings again tries again what it could not load before.
    if (isActive || !isChosen) await host.pushSettings().catch(ignoreShown);
    else await settings.change({ transcription: { model } });
  }

  async #removed(model: string): Promise<void> {
    const { settings } = this.#needs;
    const isCorrecting = settings.settings.transcription.correction_model === model;
    if (isCorrecting) await settings.change({ transcription: { correction_model: null } });
  }

  async #request(wanted: WantedModels): Promise<void> {
    this.#wanted = wanted;
    await this.#needs.remember(wanted);
  }

  async #requestNoMore(model: string): Promise<void> {
    const { [model]: isChosen, ...others } = this.#wanted;
    if (isChosen !== undefined) await this.#request(others);
  }

  get #care(): ModelCare {
    return this.#needs.statusStore.status.models;
  }

  #isUnderWay(model: string): boolean {
    return this.#care.downloads.some((download) => download.model === model && isUnderWay(download));
  }

  #put(download: ModelDownload): void {
    const wasBusy = this.isBusy;
    const others = this.#care.downloads.filter(({ model }) => model !== download.model);
    const hasEnded = download.state === "cancelled" || download.state === "failed";
    const isGivenUp = hasEnded && this.#care.next === download.model;
    this.#update({ downloads: [...others, download], ...(isGivenUp ? { next: null } : {}) });
    if (wasBusy && !this.isBusy) this.#needs.onIdle();
  }

  #update(change: Partial<ModelCare>): void {
    this.#needs.statusStore.update({ models: { ...this.#care, ...change } });
  }

  async #reportRefusal(method: Method, model: string): Promise<boolean> {
    const code = await this.#send(method, model);
    if (code !== null) this.#update({ refusal: { model, code } });
    return code === null;
  }

  /** Why it was refused; null when it was done. */
  async #send(method: Method, model: string): Promise<ErrorCode | null> {
    try {
      await (await this.#needs.host.ensure()).request(method, { model });
      return null;
    } catch (cause) {
      return EarshotError.from(cause).code;
    }
  }
}

type Method = "download_model" | "cancel_download" | "remove_model";

/** No process answered. */
const AWAY: ReadonlySet<ErrorCode> = new Set([
  "sidecar_died",
  "sidecar_start_failed",
  "host_exited",
  "host_start_failed",
]);

function notChosen(wanted: WantedModels): WantedModels {
  return Object.fromEntries(Object.keys(wanted).map((model) => [model, false]));
}
