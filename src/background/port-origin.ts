import type browser from "webextension-polyfill";

/** Who opened a port: one of our own pages, our content script in a tab, or somebody else. */
export type PortOrigin =
  | { readonly name: "page" }
  | { readonly name: "content-script"; readonly tabId: number }
  | { readonly name: "stranger" };

/**
 * A content script runs inside a page that is not trusted: it is told apart from our pages by the browser's
 * own word for the sender's address, so that it can never open a privileged port (SEC-3).
 */
export function portOrigin(
  sender: browser.Runtime.MessageSender | undefined,
  extensionId: string,
  extensionUrl: string,
): PortOrigin {
  if (sender?.id !== extensionId) return { name: "stranger" };
  if (sender.url?.startsWith(extensionUrl) === true) return { name: "page" };
  const tabId = sender.tab?.id;
  return tabId === undefined ? { name: "stranger" } : { name: "content-script", tabId };
}
