import { prepare } from "../../tools/setup/prepare.ts";

/** The end-to-end tests run what a user runs: the built extension, the built host, the real environment. */
export async function setup(): Promise<void> {
  await prepare("development");
}
