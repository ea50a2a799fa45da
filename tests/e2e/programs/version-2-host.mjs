/** A native host of the next major version. */
import { readFrames, writeFrame } from "./native-frames.mjs";

readFrames(({ id }) => writeFrame({ id, type: "response", version: "2.0", result: { version: "2.0" } }));
