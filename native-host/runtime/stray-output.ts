import { Console } from "node:console";
import { Writable } from "node:stream";
import type { Log } from "./log.ts";

/**
 * Chrome kills the port at one byte on stdout that is no message, so a forgotten `console.log` must not get
 * there: the console, and whoever writes to `process.stdout`, write to the log from here on. The protocol's own
 * stream is opened on the file descriptor.
 */
export function keepStrayOutputOffStdout(log: Log): void {
  const strayOutput = new Writable({
    write(chunk: Buffer, _encoding, done) {
      // What was printed may be anything, a caption included; that it was, and how much, finds the defect.
      log("warning", "stray output", { bytes: chunk.length });
      done();
    },
  });
  globalThis.console = new Console(strayOutput);
  Object.defineProperty(process, "stdout", { value: strayOutput });
}
