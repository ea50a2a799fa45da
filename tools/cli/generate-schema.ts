import { writeFileSync } from "node:fs";
import { protocolJsonSchema } from "../../protocol/json-schema.ts";

/** Writes `protocol/schema.json`; a test fails when the file is not what the zod schemas say. */
writeFileSync(
  new URL("../../protocol/schema.json", import.meta.url),
  `${JSON.stringify(protocolJsonSchema(), null, 2)}\n`,
);
