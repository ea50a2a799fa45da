/** For a host in the test's own process, which is asked for none. */
export function noDownload(): never {
  throw new Error("a download was started");
}
