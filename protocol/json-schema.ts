import { FRAME_SAMPLES, MAX_SESSION_SAMPLES, SAMPLE_RATE } from "./audio.ts";
import { SHORTEST_OVERLOAD_GAP } from "./gaps.ts";
import { MAX_MESSAGE_BYTES } from "./limits.ts";
import { errorEnvelope, eventSchemas, requestSchemas } from "./messages.ts";
import { METHODS, REQUESTS } from "./requests.ts";
import { ASSUMED_VERSION, PROTOCOL_VERSION } from "./version.ts";
import { z } from "./zod.ts";

/**
 * The JSON Schema (draft 2020-12) of every message, generated from the zod schemas so that the Python side is
 * held to the same truth (VER-5). `anyMessage` describes what may stand on a wire; `results` each response by method;
 * `constants` are facts of the wire that stand in no message.
 */
export function protocolJsonSchema(): Record<string, unknown> {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Earshot protocol",
    constants: {
      PROTOCOL_VERSION,
      ASSUMED_VERSION,
      MAX_MESSAGE_BYTES,
      SAMPLE_RATE,
      FRAME_SAMPLES,
      MAX_SESSION_SAMPLES,
      SHORTEST_OVERLOAD_GAP,
    },
    anyMessage: toSchema(z.union([...requestSchemas, ...eventSchemas, errorEnvelope])),
    results: Object.fromEntries(METHODS.map((method) => [method, toSchema(REQUESTS[method].result)])),
  };
}

function toSchema(schema: z.core.$ZodType) {
  return z.toJSONSchema(schema, {
    io: "input",
    unrepresentable: "throw",
    override: ({ zodSchema, jsonSchema }) => {
      // It takes whatever comes.
      if (zodSchema instanceof z.ZodMiniCatch)
        for (const key of Object.keys(jsonSchema)) Reflect.deleteProperty(jsonSchema, key);
    },
  });
}
