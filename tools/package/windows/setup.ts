import { join, resolve } from "node:path";
import { runPackager } from "../run-packager.ts";

/**
 * A set-up for one user of Windows, without an administrator. NSIS writes no clock into it but the files' dates, which are alike in each
 * build of a commit.
 */
export function packSetup({
  app,
  file,
  version,
  epoch,
  isQuick,
  sign,
}: {
  readonly app: string;
  readonly file: string;
  readonly version: string;
  readonly epoch: number;
  /** For a test: the best compression takes minutes. */
  readonly isQuick: boolean;
  /** A program that signs the file that it is given; null: nothing is signed. */
  readonly sign: string | null;
}): Promise<void> {
  const given = { APP: app, FILE: file, VERSION: version, NUMBERS: fourNumbers(version) };
  const signer = sign === null ? [] : [`-DSIGN=${resolve(sign)}`];
  const compressor = isQuick ? ["-DQUICK=1"] : [];
  const defined = Object.entries(given).map(([name, value]) => `-D${name}=${value}`);
  const script = join(import.meta.dirname, "setup.nsi");
  return runPackager(
    "makensis",
    ["-V2", "-INPUTCHARSET", "UTF8", ...defined, ...compressor, ...signer, script],
    epoch,
  );
}

/** A release as Windows wants it (pure): `1.2.3-beta.1` is 1.2.3.0. */
export function fourNumbers(version: string): string {
  return `${/^\d+\.\d+\.\d+/u.exec(version)?.[0] ?? "0.0.0"}.0`;
}
