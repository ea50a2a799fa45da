import { createReadStream, statSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize, sep } from "node:path";

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".opus": "audio/ogg",
  ".wav": "audio/wav",
};

/** A web server on this computer only. */
export interface LocalServer {
  /** `http://127.0.0.1:<port>/` */
  readonly url: string;
  close(): Promise<void>;
}

/** More headers for what is asked for by that path and query. */
type HeadersOf = (requestUrl: string) => Readonly<Record<string, string>>;

/** Serves the files of `folder`, and `extraFiles` by their names, on a free port of 127.0.0.1. */
export async function serveFolder(
  folder: string,
  extraFiles: Readonly<Record<string, string>> = {},
  headersOf: HeadersOf = () => ({}),
): Promise<LocalServer> {
  const server = createServer((request, response) => {
    const url = request.url ?? "/";
    const file = fileFor(folder, extraFiles, url);
    response.setHeaders(new Map(Object.entries(headersOf(url))));
    if (file === null) response.writeHead(404).end();
    else sendFile(file, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The file that a request may have: below `folder`, or one of the extra ones; null for everything else. */
export function fileFor(
  folder: string,
  extraFiles: Readonly<Record<string, string>>,
  requestUrl: string,
): string | null {
  const path = decoded(new URL(requestUrl, "http://127.0.0.1").pathname);
  if (path === null) return null;
  const extra = Object.entries(extraFiles).find(([name]) => path === `/${name}`);
  if (extra !== undefined) return extra[1];
  const file = normalize(join(folder, path));
  const isInside = file.startsWith(normalize(folder) + sep);
  return isInside && statSync(file, { throwIfNoEntry: false })?.isFile() === true ? file : null;
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    // A broken escape names no file.
    return null;
  }
}

function sendFile(file: string, response: ServerResponse): void {
  response.writeHead(200, {
    "content-type": CONTENT_TYPES[extname(file)] ?? "application/octet-stream",
    "content-length": statSync(file).size,
    "cache-control": "no-store",
  });
  createReadStream(file).pipe(response);
}
