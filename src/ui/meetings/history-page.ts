/** Address of the page with all meetings, opened at one of them where it is named. */
export function historyPage(session?: string): string {
  return `/src/history/index.html${session === undefined ? "" : `#${session}`}`;
}
