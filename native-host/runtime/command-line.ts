import { parseArgs } from "node:util";

export interface CommandLine {
  readonly configPath: string | undefined;
  /** `chrome-extension://ID/`, given by the browser. */
  readonly origin: string | undefined;
}

/** `--config FILE` comes from the launcher, the origin from the browser, which on Windows adds `--parent-window`. */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { config: { type: "string" }, "parent-window": { type: "string" } },
    allowPositionals: true,
    strict: false,
  });
  const { config } = values;
  return { configPath: typeof config === "string" ? config : undefined, origin: positionals[0] };
}
