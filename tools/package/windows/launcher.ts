import { join } from "node:path";
import { runPackager } from "../run-packager.ts";

/** As Debian's gcc-mingw-w64 has it. */
export const COMPILER = "x86_64-w64-mingw32-gcc";

/** No C library, no console, no clock in the file: the same source makes the same bytes. */
const HOW = [
  "-Os",
  "-s",
  "-Wall",
  "-Wextra",
  "-Werror",
  "-ffreestanding",
  "-fno-builtin",
  "-fno-ident",
  "-fno-stack-protector",
  "-mno-stack-arg-probe",
  "-municode",
  "-mwindows",
  "-nostartfiles",
  "-nostdlib",
  "-Wl,--entry=start",
  "-Wl,--no-insert-timestamp",
];

/** Compiles what a browser starts on Windows. @throws package_failed */
export function buildLauncher(file: string): Promise<void> {
  return runPackager(COMPILER, [...HOW, "-o", file, join(import.meta.dirname, "launcher.c"), "-lkernel32"]);
}
