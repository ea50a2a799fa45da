import { downloadFailure } from "../../../src/ui/models/model-words.ts";
import { note } from "../../runtime/progress.ts";
import { PROMPT_MS } from "../../runtime/waiting.ts";
import type { Earshot } from "./earshot.ts";
import { WELCOME } from "./pages.ts";

const OFFER = '[data-action="download-chosen"]';

/**
 * Presses the first-run page's offer of the model that the settings need and this computer lacks, after printing it: it names
 * the model, its size and the server, and a command in a terminal is a person's request. Resolves to the model's name once the
 * button is pressed; null where nothing lacks.
 */
export async function requestModel(earshot: Earshot): Promise<string | null> {
  const page = await earshot.browser.newPage({ background: true });
  try {
    await page.goto(`chrome-extension://${earshot.extensionId}/${WELCOME}`);
    // The list, or why there is none.
    await page.waitForSelector("#model .shelf, #model [data-error]", { timeout: PROMPT_MS });
    const offer = await page.$(OFFER);
    if (offer === null) return null;
    const { label, model } = await offer.evaluate((button) => ({
      label: button.textContent,
      model: button instanceof HTMLElement ? (button.dataset["offeredModel"] ?? null) : null,
    }));
    note(label);
    await page.$eval(OFFER, (button) => button instanceof HTMLElement && button.click());
    await earshot.view.until("the download to begin", PROMPT_MS, () =>
      earshot.view.status?.models.downloads.find((download) => download.model === model),
    );
    return model;
  } finally {
    await page.close();
  }
}

/** Waits until a requested model captions, or says why it does not: then what is here stands in. */
export async function modelFetched({ view }: Earshot, model: string, timeoutMs: number): Promise<void> {
  const failure = await view.until(`the download of ${model}`, timeoutMs, () => {
    const { host, model: progress, models } = view.status ?? {};
    const download = models?.downloads.find((each) => each.model === model);
    if (download?.state === "failed") return download.error ?? "internal_error";
    if (host?.name === "failed") return host.error.code;
    const isHere = progress?.state === "failed" || progress?.loaded?.model === model;
    return isHere && download === undefined ? "none" : null;
  });
  if (failure === "none") return;
  const { sentence, remedy } = downloadFailure(failure);
  note(`${sentence} ${remedy}`);
}
