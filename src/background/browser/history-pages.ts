import type { PostedTexts } from "../../shared/messages/to-views.ts";

declare const clients: Clients;

const PAGE = "/src/history/index.html";

/**
 * Posts texts to the pages with all meetings that are open, which takes a fifth of what an answer in JSON takes. Only to pages of ours in a
 * tab or window of their own: no frame of a web page is among them.
 * @returns whether there is one
 */
export async function postToHistory(texts: PostedTexts): Promise<boolean> {
  const windows = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const pages = windows.filter(
    ({ frameType, url }) => frameType === "top-level" && new URL(url).pathname === PAGE,
  );
  for (const page of pages) page.postMessage(texts);
  return pages.length > 0;
}
