import type { TracedSession } from "./traced-session.ts";

/** One promise, and everything seen that breaks it. */
export interface Finding {
  readonly promise: string;
  readonly violations: readonly string[];
}

/** Devices are no files: nothing stays in them. Of a graphics card: `/dev/nvidia…`. */
const DEVICES = /^(?:\/dev\/(?:null|zero|tty|u?random|nvidia\S*)|\/proc\/self\/\S+)$/u;

/** Holds what was seen against what is promised (SEC-1, SEC-5). */
export function judge({ calls, traffic, ownFolders, meetingUrl }: TracedSession): Finding[] {
  const isOwn = (path: string) =>
    DEVICES.test(path) || ownFolders.some((folder) => path === folder || path.startsWith(`${folder}/`));
  const foreign = calls.written.filter(({ path }) => !isOwn(path));
  return [
    {
      promise: "Host and sidecar open no socket but the pairs by which they talk to each other.",
      violations: calls.network.map(({ program, call }) => `${program}: ${call}`),
    },
    {
      promise: "Host and sidecar ask for no name of another computer.",
      violations: calls.dnsQueries.map(({ program, call }) => `${program}: ${call}`),
    },
    {
      promise: "Host and sidecar write nothing outside Earshot's own folders.",
      violations: unique(foreign.map(({ program, path }) => `${program}: ${path}`)),
    },
    {
      promise: "No page, worker or frame of the extension makes a request or opens an address.",
      violations: traffic.ofExtension,
    },
    {
      promise: "No page of the browser looks for a way to another computer by WebRTC.",
      violations: traffic.openDatagramSockets,
    },
    {
      promise: "The meeting page is made to request nothing that is not its own.",
      violations: traffic.ofPages.filter((url) => !url.startsWith(meetingUrl)),
    },
  ];
}

function unique(lines: readonly string[]): string[] {
  return [...new Set(lines)].toSorted();
}
