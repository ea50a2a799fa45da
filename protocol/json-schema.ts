import { errorEnvelope, eventSchemas, requestSchemas } from "./messages.ts";
import { METHODS, REQUESTS } from "./requests.ts";
import { z } from "./zod.ts";

/**
 * The JSON Schema (draft 2020-12) of every message, generated from the zod schemas so that the Python side is
 * held to the same truth (VER-5). `anyMessage` describes what may stand on a wire; `results` each response by method.
 */
export function protocolJsonSchema(): Record<string, unknown> {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Earshot protocol",
    anyMessage: toSchema(z.union([...requestSchemas, ...eventSchemas, errorEnvelope])),
    results: Object.fromEntries(METHODS.map((method) => [method, toSchema(REQUESTS[method].result)])),
  };
}

function toSchema(schema: z.core.$ZodType) {
  return z.toJSONSchema(schema, { io: "input", unrepresentable: "throw" });
}
