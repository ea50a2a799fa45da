import { join } from "node:path";
import { prepare } from "../../tools/setup/prepare.ts";
import { writeContactSheet } from "./contact-sheet.ts";

/** The end-to-end tests run what a user runs: the built extension, the built host, the real environment. */
export async function setup(): Promise<void> {
  await prepare("development");
}

/** What the views looked like, for whoever changes them. */
export function teardown(): void {
  writeContactSheet(join(import.meta.dirname, "../../out/views"));
}
