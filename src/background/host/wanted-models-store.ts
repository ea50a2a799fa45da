import browser from "webextension-polyfill";
import { z } from "../../../protocol/zod.ts";
import type { WantedModels } from "./models.ts";

const KEY = "wanted-models";
const schema = z.catch(z.record(z.string(), z.boolean()), {});

/** Models that were asked for since the browser started and have not come yet. After that only a new click asks. */
export async function loadWantedModels(): Promise<WantedModels> {
  return schema.parse((await browser.storage.session.get(KEY))[KEY]);
}

export async function saveWantedModels(wanted: WantedModels): Promise<void> {
  await browser.storage.session.set({ [KEY]: wanted });
}
