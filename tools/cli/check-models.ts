import { createHash } from "node:crypto";
import table from "../../protocol/models.json" with { type: "json" };
import { commandLine, readOptions } from "../runtime/options.ts";
import { print } from "../runtime/progress.ts";
import { runScript } from "../runtime/run-script.ts";
import { ScriptError } from "../runtime/script-error.ts";

/** Larger files are not fetched: the hub gives their SHA-256 itself. */
const SMALL_BYTES = 4_000_000;
const HUB = process.env["HF_ENDPOINT"] ?? "https://huggingface.co";

type Model = (typeof table.models)[number];

const COMMAND = commandLine(
  "npm run check-models --",
  "Compares protocol/models.json with the hub, model by model; fetches no weights and writes nothing.",
);

async function main(args: string[]): Promise<number> {
  readOptions(COMMAND, args);
  let differences = 0;
  for (const model of table.models) {
    const wrong = await differencesOf(model);
    differences += wrong.length;
    print(`${wrong.length === 0 ? "✓" : "✗"} ${model.name} ${wrong.join("; ")}`);
  }
  return differences === 0 ? 0 : 1;
}

/** What the hub has otherwise than the table, in words. */
async function differencesOf({ repository, revision, files }: Model): Promise<string[]> {
  const tree: unknown = await (await answer(`${HUB}/api/models/${repository}/tree/${revision}`)).json();
  const listed = new Map(
    (tree as { path: string; size: number; lfs?: { oid: string } }[]).map((entry) => [entry.path, entry]),
  );
  const wrong: string[] = [];
  for (const { name, bytes, sha256 } of files) {
    const entry = listed.get(name);
    const isSmall = bytes < SMALL_BYTES;
    const digest =
      entry?.lfs?.oid ??
      (isSmall ? await digestOf(`${HUB}/${repository}/resolve/${revision}/${name}`) : "unknown");
    if (entry?.size !== bytes || digest !== sha256)
      wrong.push(`${name}: ${entry?.size ?? "missing"} ${digest}`);
  }
  return wrong;
}

async function digestOf(address: string): Promise<string> {
  const content = await (await answer(address)).arrayBuffer();
  return createHash("sha256").update(new Uint8Array(content)).digest("hex");
}

async function answer(address: string): Promise<Response> {
  const response = await fetch(address).catch((cause: unknown) => {
    throw new ScriptError(
      "session_failed",
      `${address}: ${String(cause)}`,
      "Check the network, or HF_ENDPOINT.",
    );
  });
  if (response.ok) return response;
  throw new ScriptError(
    "session_failed",
    `${address}: ${response.status}`,
    "Check the network, or HF_ENDPOINT.",
  );
}

await runScript(main);
