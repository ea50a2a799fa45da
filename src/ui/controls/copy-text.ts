/** Puts `text` on the clipboard; allowed because the reader has just pressed something. */
export async function copyText(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}
