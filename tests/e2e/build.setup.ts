import { join } from "node:path";
import { prepare } from "../../tools/setup/prepare.ts";
import { type Digests, readDigests, writeContactSheet } from "./contact-sheet.ts";

const PICTURES = join(import.meta.dirname, "../../out/views");
let before: Digests | null = null;

/**
 * The end-to-end tests run what a user runs: the built extension, the built host, the real environment. Called for each of their
 * projects, before the first test; the second finds everything built.
 */
export async function setup(): Promise<void> {
  await prepare("development");
  before = readDigests(PICTURES);
}

/** What the views looked like, for whoever changes them: each project's call writes the same, behind the last test. */
export function teardown(): void {
  writeContactSheet(PICTURES, before);
}
