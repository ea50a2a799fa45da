import { runProgram } from "../runtime/run-program.ts";
import { canInstallPackages, installPackage } from "./debian.ts";

/**
 * Sees to it that the pictures of the Japanese views show characters, not empty boxes of another width.
 *
 * Only a bare Linux lacks such a font. Where nothing may be installed, the checks run without it.
 */
export async function prepareJapaneseFont(): Promise<void> {
  if (!canInstallPackages() || (await hasJapaneseFont())) return;
  await installPackage("fonts-ipaexfont-gothic", "font_missing");
}

async function hasJapaneseFont(): Promise<boolean> {
  const { exitCode, output } = await runProgram("fc-list", [":lang=ja"]);
  return exitCode === 0 && output.trim() !== "";
}
