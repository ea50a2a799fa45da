import { isAbsolute, join } from "node:path";

/** Where an installed Earshot keeps what is one user's; a clone keeps it below its own folder. */
export interface UserFolders {
  /** Holds everything else of this user's. */
  readonly base: string;
  /** Journals, keys and logs. */
  readonly data: string;
  readonly models: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Each system's own place for it. Models are no cache: they are gigabytes that a person chose. */
export function userFolders(
  home: string,
  environment: Environment,
  platform: NodeJS.Platform = process.platform,
): UserFolders {
  return foldersBelow(baseFolder(home, environment, platform));
}

/** Those of a known base. */
export function foldersBelow(base: string): UserFolders {
  return { base, data: join(base, "data"), models: join(base, "models") };
}

function baseFolder(home: string, environment: Environment, platform: NodeJS.Platform): string {
  if (platform === "darwin") return join(home, "Library/Application Support/Earshot");
  if (platform === "win32")
    return join(environment["LOCALAPPDATA"] ?? join(home, "AppData/Local"), "Earshot");
  const { XDG_DATA_HOME: named } = environment;
  return join(named !== undefined && isOfUser(named, home) ? named : join(home, ".local/share"), "earshot");
}

/**
 * As the XDG Base Directory Specification has it, a relative path is none. What a terminal inside of a snap or a Flatpak is told is that
 * program's own: the browser would not look there. install.sh does the same.
 */
function isOfUser(named: string, home: string): boolean {
  return (
    isAbsolute(named) &&
    ![join(home, "snap"), join(home, ".var/app")].some((own) => named.startsWith(`${own}/`))
  );
}
