import { EarshotError, type ErrorCode } from "../../../protocol/errors.ts";
import type { ModelDownload, ModelProgress, RecogniserReport } from "../../../protocol/reports.ts";
import type { ModelCare } from "../../shared/status.ts";
import type { StatusBoard } from "../views/status-board.ts";
import type { NativeLink } from "./native-link.ts";

interface ModelKeeperNeeds {
  readonly board: StatusBoard;
  /** @throws why the host cannot be used */
  readonly connect: () => Promise<Pick<NativeLink, "request">>;
  /** A model has come; `isChosen`: the user wants it used now. */
  readonly onInstalled: (model: string, isChosen: boolean) => Promise<void>;
  readonly onRemoved: (model: string) => Promise<void>;
  /** Writes down what is wanted, for the next worker: with this one its host ends, and with that the download. */
  readonly remember: (wanted: WantedModels) => Promise<void>;
  /** No download is under way any more. */
  readonly onRested: () => void;
}

/** Models that the user asked for and that are not here yet; true: to be used as soon as they are. */
export type WantedModels = Readonly<Record<string, boolean>>;

/** Lists, fetches and removes models for the views, and remembers each download for a view that is opened later. */
export class ModelKeeper {
  readonly #needs: ModelKeeperNeeds;
  #isListWanted = false;
  #isListing = false;
  #wanted: WantedModels = {};

  constructor(needs: ModelKeeperNeeds) {
    this.#needs = needs;
  }

  /** A download is under way: the host that does it must stay. */
  get isBusy(): boolean {
    return this.#care.downloads.some(isUnderWay);
  }

  /** Asks for the list; while the recogniser is being started it is asked for as soon as it runs. */
  async list(): Promise<void> {
    this.#isListWanted = true;
    if (this.#isListing) return;
    this.#isListing = true;
    try {
      while (this.#isListWanted) {
        this.#isListWanted = false;
        const link = await this.#needs.connect();
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
    await this.#want({ ...others, [model]: isChosen });
    const { next } = this.#care;
    this.#update({ refusal: null, next: isChosen ? model : next === model ? null : next });
    if (this.#isUnderWay(model)) return;
    const before = this.#care.downloads.find((download) => download.model === model);
    const listed = this.#care.list?.models.find((entry) => entry.model === model);
    const begun: ModelDownload = {
      model,
      state: "downloading",
      received_bytes: before?.received_bytes ?? 0,
      total_bytes: before?.total_bytes ?? listed?.bytes ?? null,
      error: null,
    };
    this.#put(begun);
    const refusal = await this.#ask("download_model", model);
    // More of the failure may have been told by an event before the answer came.
    if (refusal === null || !this.#isUnderWay(model)) return;
    await this.#wantNoMore(model);
    this.#put({ ...begun, state: "failed", error: refusal });
  }

  /** Goes on with what a worker before this one was asked for. */
  restore(wanted: WantedModels): void {
    this.#wanted = wanted;
    for (const [model, isChosen] of Object.entries(wanted)) void this.download(model, isChosen);
  }

  /** What has come is kept. */
  async cancel(model: string): Promise<void> {
    await this.#wantNoMore(model);
    this.#update({ refusal: null });
    await this.#tellRefusal("cancel_download", model);
  }

  async remove(model: string): Promise<void> {
    this.#update({ refusal: null });
    if (!(await this.#tellRefusal("remove_model", model))) return;
    this.#update({ downloads: this.#care.downloads.filter((download) => download.model !== model) });
    await this.#needs.onRemoved(model);
    await this.list();
  }

  /** The host tells how far a download is. */
  async downloadIs(download: ModelDownload): Promise<void> {
    const isChosen = this.#care.next === download.model;
    this.#put(download);
    if (isUnderWay(download)) return;
    if (download.state === "installed") {
      if (isChosen) this.#update({ next: null });
      await this.#needs.onInstalled(download.model, isChosen);
    }
    await this.#wantNoMore(download.model);
    // A part takes room as well.
    await this.list();
  }

  /** The user has chosen anew: what was to be used once it is here is not wanted for that any more. */
  async chosen(): Promise<void> {
    if (this.#care.next === null) return;
    await this.#want(notChosen(this.#wanted));
    this.#update({ next: null });
  }

  /** Another model is held in memory now: the list that views show says so. */
  modelIs({ state }: ModelProgress): void {
    if (state === "ready" && this.#care.list !== null) void this.list();
  }

  recogniserIs({ state }: RecogniserReport): void {
    if (state === "running" && this.#isListWanted) void this.list();
  }

  /** The host is gone, and nobody downloads any more; what has come is on the disk. */
  lost(): void {
    for (const download of this.#care.downloads.filter(isUnderWay)) {
      void this.#wantNoMore(download.model);
      this.#put({ ...download, state: "failed", error: "model_download_failed" });
    }
  }

  async #want(wanted: WantedModels): Promise<void> {
    this.#wanted = wanted;
    await this.#needs.remember(wanted);
  }

  async #wantNoMore(model: string): Promise<void> {
    const { [model]: isChosen, ...others } = this.#wanted;
    if (isChosen !== undefined) await this.#want(others);
  }

  get #care(): ModelCare {
    return this.#needs.board.status.models;
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
    if (wasBusy && !this.isBusy) this.#needs.onRested();
  }

  #update(change: Partial<ModelCare>): void {
    this.#needs.board.update({ models: { ...this.#care, ...change } });
  }

  async #tellRefusal(method: Method, model: string): Promise<boolean> {
    const code = await this.#ask(method, model);
    if (code !== null) this.#update({ refusal: { model, code } });
    return code === null;
  }

  /** Why it was refused; null when it was done. */
  async #ask(method: Method, model: string): Promise<ErrorCode | null> {
    try {
      await (await this.#needs.connect()).request(method, { model });
      return null;
    } catch (cause) {
      return EarshotError.from(cause).code;
    }
  }
}

type Method = "download_model" | "cancel_download" | "remove_model";

/** Nobody was there to answer. */
const AWAY: ReadonlySet<ErrorCode> = new Set(["sidecar_died", "sidecar_start_failed", "host_exited"]);

function notChosen(wanted: WantedModels): WantedModels {
  return Object.fromEntries(Object.keys(wanted).map((model) => [model, false]));
}

function isUnderWay({ state }: ModelDownload): boolean {
  return state === "downloading" || state === "checking";
}
