import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Context, shutInRemedy, versionsOf } from "../context.ts";
import { manifestIn } from "../doctor/extension-copies.ts";
import { InstallError } from "../install-error.ts";
import { readManifest } from "../manifest.ts";
import { findBrowsers, findShutInBrowsers, nameOf, registrationTargets, type Target } from "../targets.ts";

/** `earshot version`. */
export function version({ app, print }: Context, isJson: boolean): number {
  const versions = versionsOf(app);
  // A browser may have another one: `ext.compat` of the doctor compares them.
  const extension = manifestIn(app.extension)?.version ?? null;
  if (isJson) print(JSON.stringify({ ...versions, extension, root: app.root }, null, 2));
  else {
    const beside = extension === null ? "no extension" : `extension ${extension}`;
    print(
      `earshot ${versions.version} (${beside}, protocol ${versions.protocol}, Node ${versions.node}) in ${app.root}`,
    );
  }
  return 0;
}

/** `earshot browsers`: those of this user, and whether each is registered. @param root below it lies what is there for all users */
export function browsers(context: Context, isJson: boolean, root = "/"): number {
  const { computer, print } = context;
  const found = findBrowsers(computer).map(({ browser, userData }) => {
    const targets = registrationTargets(computer, "user", [browser.id]);
    const forAll = registrationTargets(computer, "system", [browser.id]);
    // As the browser looks: what is for all users it reads where the user has nothing.
    const starts = startedBy(context, targets, "") ?? startedBy(context, forAll, root);
    return { id: browser.id, name: browser.name, user_data: userData, starts };
  });
  const shutIn = findShutInBrowsers(computer);
  if (isJson) {
    const refused = shutIn.map((each) => ({ id: each.browser.id, by: each.by, path: each.path }));
    print(JSON.stringify({ found, refused }, null, 2));
    return 0;
  }
  for (const { id, name, user_data, starts } of found)
    print(`${name} (${id})\n  ${user_data}\n  ${starts === null ? "not registered" : `starts ${starts}`}`);
  for (const each of shutIn) print(`${each.browser.name} (${each.by})\n  → ${shutInRemedy(each)}`);
  if (found.length + shutIn.length === 0) print("No browser was found.");
  return 0;
}

/** `earshot logs`: what host and sidecar noted last. They hold no word of a meeting. */
export function logs({ app, print }: Context, lines: number): number {
  const file = join(app.data, "logs/host.jsonl");
  try {
    const noted = readFileSync(file, "utf8").trimEnd().split("\n");
    print(file);
    for (const line of noted.slice(-lines)) print(line);
    return 0;
  } catch (cause) {
    throw new InstallError(
      "no_log",
      `${file} is not there.`,
      "Start a meeting once: the helper writes it then.",
      {
        cause,
      },
    );
  }
}

/** `earshot update`: how this copy is brought up to date. There is no server to ask yet. */
export function update({ app, print }: Context): number {
  print(
    app.channel === "checkout"
      ? `This copy is a clone of its repository: run git pull and npm start in ${app.root}.`
      : `This copy came by a package, version ${versionsOf(app).version}: get the newer one where you got it, and ${NEWER_PACKAGE[app.channel]}.`,
  );
  return 1;
}

const NEWER_PACKAGE = {
  system: "install it with apt or dnf",
  installer: "run its install.sh; a running meeting goes on with this version, and data and models stay",
  folder: "run its ./earshot install",
} as const;

function startedBy({ registry }: Context, targets: readonly Target[], root: string): string | null {
  for (const { place } of targets) {
    const file = place.kind === "manifest" ? join(root, place.file) : registry.read(nameOf(place));
    const found = file === null ? null : readManifest(file);
    if (found?.kind === "manifest") return found.manifest.path;
  }
  return null;
}
