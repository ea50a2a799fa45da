/** A native host that answers with more than the 1 MiB that the browser takes in one message. */
import { readFrames, writeFrame } from "./native-frames.mjs";

readFrames(({ id }) =>
  writeFrame({ id, type: "response", result: { version: "1.0", padding: "x".repeat(1_048_576) } }),
);
