import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import table from "../../../protocol/models.json" with { type: "json" };
import { DEMO_MODEL } from "../../../tools/runtime/paths.ts";

const FILES = ["config.json", "preprocessor_config.json", "model.bin", "tokenizer.json", "vocabulary.json"];
const REVISION = "0123456789abcdef0123456789abcdef01234567";

/** A model hub on this computer that has the demo model's files under every name. */
export interface MiniatureHub {
  readonly url: string;
  /** Every path that was asked for. */
  readonly requests: readonly string[];
  /** The table of models that fits what it serves, as a file. */
  writeTable(file: string): void;
  close(): Promise<void>;
}

/** Starts one on a free port. */
export async function startHub(): Promise<MiniatureHub> {
  const requests: string[] = [];
  const pinned = FILES.map((name) => {
    const content = readFileSync(join(DEMO_MODEL, name));
    return { name, bytes: content.length, sha256: createHash("sha256").update(content).digest("hex") };
  });
  const siblings = pinned.map(({ name, bytes, sha256 }) => ({
    rfilename: name,
    size: bytes,
    blobId: "0".repeat(40),
    ...(name === "model.bin" ? { lfs: { sha256, size: bytes, pointerSize: 134 } } : {}),
  }));
  const server = createServer((request, response) => {
    const path = (request.url ?? "").replace(/\?.*$/u, "");
    requests.push(path);
    const name = FILES.find((file) => path.endsWith(`/resolve/${REVISION}/${file}`));
    if (name !== undefined) response.end(readFileSync(join(DEMO_MODEL, name)));
    else if (path.startsWith("/api/models/"))
      response.end(JSON.stringify({ id: "a/model", sha: REVISION, siblings }));
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve());
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    writeTable(file) {
      // Without packages: no test asks the true index.
      const change = { revision: REVISION, files: pinned, packages: undefined };
      const models = table.models.map((model) => ({ ...model, ...change }));
      writeFileSync(file, JSON.stringify({ ...table, models }));
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
