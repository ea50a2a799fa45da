/** A native host with a stray print on its stdout, where only frames may stand. */
import { readFrames } from "./native-frames.mjs";

readFrames(() => console.log("Hello from a forgotten print statement"));
