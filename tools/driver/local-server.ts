import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, dirname } from "node:path";
import sirv from "sirv";

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
  const ofFolder = filesOf(folder);
  const server = createServer((request, response) => {
    const url = request.url ?? "/";
    response.setHeaders(new Map(Object.entries(headersOf(url))));
    const [path = ""] = url.split("?");
    const file = extraFiles[path.slice(1)];
    if (file === undefined) return ofFolder(request, response);
    request.url = `/${encodeURI(basename(file))}`;
    filesOf(dirname(file))(request, response);
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

/** Read again at each request and never cached: what is served is being worked on. */
function filesOf(folder: string): ReturnType<typeof sirv> {
  return sirv(folder, { dev: true, extensions: [] });
}
