/** `text` as HTML and WebVTT write it between tags. With `>` escaped it holds no arrow of a subtitle's time line either. */
export function escapeMarkup(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
