import { writeFileSync } from "node:fs";
import { protocolJsonSchema } from "../../protocol/json-schema.ts";
import { transcriptFileSchema } from "../../src/shared/export/transcript-file.ts";

/** Writes the schemas of the wires and of the JSON export; a test fails where a file is not what the zod schemas say. */
const SCHEMAS = {
  "protocol/schema.json": protocolJsonSchema(),
  "docs/transcript.schema.json": transcriptFileSchema(),
};

for (const [path, schema] of Object.entries(SCHEMAS))
  writeFileSync(new URL(`../../${path}`, import.meta.url), `${JSON.stringify(schema, null, 2)}\n`);
