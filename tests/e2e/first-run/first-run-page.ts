import type { Page } from "puppeteer";

/** What the browser is to answer when it is asked for the microphone. */
export async function answerMicrophone(page: Page, answer: string): Promise<void> {
  await page.evaluate((name) => {
    const asked = name === "none" ? new Promise<never>(() => {}) : Promise.reject(new DOMException("", name));
    asked.catch(() => null);
    Object.defineProperty(navigator.mediaDevices, "getUserMedia", { value: () => asked });
  }, answer);
}

/** Answers the command of that type that was sent last, as the background does once it is done. */
export async function answerCommand(page: Page, type: string): Promise<void> {
  await page.evaluate((wanted) => {
    const sent = globalThis.earshotSent.findLast((message) => message.type === wanted);
    if (sent === undefined || !("id" in sent)) throw new Error(`${wanted} was not sent`);
    globalThis.earshotFeed({ type: "command-taken", id: sent.id });
  }, type);
}

/** The state of each step. */
export function stepsOf(page: Page): Promise<(string | undefined)[]> {
  return page.$$eval("section[data-step]", (all) => all.map(({ dataset }) => dataset["step"]));
}
