import { isOlderRelease } from "../../protocol/version.ts";
import type { App } from "../app.ts";
import { commandOf, rememberedIds, versionsOf } from "../context.ts";
import { findBrowsers } from "../targets.ts";
import { type ExtensionCopy, extensionCopies } from "./extension-copies.ts";
import { type Finding, fail, note, ok, type Surveyed } from "./finding.ts";
import type { Registered } from "./registration-checks.ts";

const TITLE = "Extension";
const PAGE = "the browser's page chrome://extensions";

/** Whether each browser that starts our helper has the extension, once, switched on, and one that the helper serves. */
export function checkExtensions(
  registered: readonly Registered[],
  surveyed: Surveyed,
  release: string | null,
): Finding[] {
  const ids = rememberedIds(surveyed.app);
  const registeredIds = registered.map(({ id }) => id);
  const browsers = findBrowsers(surveyed.computer).filter(({ browser }) =>
    registeredIds.includes(browser.id),
  );
  const copies = browsers.map(({ browser, userData }) => ({
    id: browser.id,
    name: browser.name,
    copies: extensionCopies(userData, ids),
  }));
  const findings = copies.map(({ id, name, copies: each }) =>
    extensionFinding(`ext.${id}`, name, each, ids, surveyed),
  );
  const versions = copies.flatMap(({ copies: each }) => each.flatMap(({ version }) => version ?? []));
  return [...findings, ...compatibility(versions, release, surveyed.app)];
}

function extensionFinding(
  id: string,
  name: string,
  copies: readonly ExtensionCopy[],
  ids: readonly string[],
  { app }: Surveyed,
): Finding {
  const enabled = copies.filter(({ isEnabled }) => isEnabled);
  if (copies.length === 0)
    return note(
      id,
      TITLE,
      `${name} does not have it.`,
      `Open ${PAGE}, switch on Developer mode, press Load unpacked and choose ${app.extension}.`,
    );
  const stranger = enabled.find((copy) => !ids.includes(copy.id));
  if (stranger !== undefined)
    return fail(
      id,
      TITLE,
      `${name}: a copy has the id ${stranger.id} (${stranger.profile}), which the helper does not serve.`,
      // One that the browser keeps only bears the name: whoever made it would be let in.
      stranger.folder === null
        ? `Remove it on ${PAGE}, and add Earshot's own.`
        : `Remove it on ${PAGE}, or let it call: ${commandOf(app, `install --extension-id ${stranger.id}`)}`,
    );
  const twin = enabled.find((copy) =>
    enabled.some((other) => other !== copy && other.profile === copy.profile),
  );
  if (twin !== undefined)
    return fail(
      id,
      TITLE,
      `${name} has more than one copy switched on (${twin.profile}).`,
      `Remove all but one on ${PAGE}.`,
    );
  if (enabled.length === 0)
    return fail(
      id,
      TITLE,
      `${name}: it is switched off (${copies.map(({ profile }) => profile).join(", ")}).`,
      `Switch it on on ${PAGE}; one that was loaded unpacked needs Developer mode as well.`,
    );
  const gone = enabled.find(({ folder, version }) => folder !== null && version === null);
  if (gone !== undefined)
    return fail(
      id,
      TITLE,
      `${name}: its folder ${gone.folder} is gone (${gone.profile}).`,
      `Remove it on ${PAGE}, and load ${app.extension} there.`,
    );
  return ok(id, TITLE, `${name}: ${enabled.map((each) => `${each.version} (${each.profile})`).join(", ")}`);
}

/** Both work with each other whatever their releases are; what came since is missing. */
function compatibility(versions: readonly string[], release: string | null, app: App): Finding[] {
  const [id, title] = ["ext.compat", "Versions"];
  if (versions.length === 0) return [];
  const both = `extension ${[...new Set(versions)].join(", ")}, helper ${release ?? "of before 0.1.0"}`;
  if (versions.some((version) => isOlderRelease(release ?? "0", version)))
    return [
      note(id, title, `${both}: the helper is older.`, `Update it: ${commandOf(app, "update")} says how.`),
    ];
  if (versions.some((version) => isOlderRelease(version, release ?? "0")))
    return [
      note(id, title, `${both}: the extension is older.`, `Press the round arrow beside it on ${PAGE}.`),
    ];
  return [ok(id, title, both)];
}

/** Which release of Earshot looks. */
export function checkVersion({ app }: Surveyed): Finding {
  const { version, protocol } = versionsOf(app);
  return ok("app.version", "Version", `Earshot ${version}, protocol ${protocol}`);
}
