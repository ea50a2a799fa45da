import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { crx } from "@crxjs/vite-plugin";
import preact from "@preact/preset-vite";
import { defineConfig, type Plugin } from "vite";
import manifest, { CAPTIONS_FRAME } from "./manifest.config.ts";
import { CLONE_BUILD } from "./src/shared/identity.ts";
import { licencesWithin } from "./tools/store/licences-within.ts";

/** Where a clone has its extension. */
const IN_CLONE = "dist/extension";
const LICENCES = "third-party-licenses.txt";

/**
 * crxjs makes injected scripts readable for every website, by which pages could tell who has Earshot
 * installed. Injection works without (measured), so all entries go but the manifest's own.
 */
function hideFromWebsites(): Plugin {
  return inBuiltFolder("hide-from-websites", (folder) => {
    amendManifest(folder, () => ({ web_accessible_resources: [CAPTIONS_FRAME] }));
  });
}

/** docx comes bundled with the libraries that it needs, which the list of licences would leave out. */
function nameWhatDocxCarries(): Plugin {
  return inBuiltFolder("name-what-docx-carries", (folder) => {
    appendFileSync(`${folder}/${LICENCES}`, `\n${licencesWithin("node_modules/docx")}`);
  });
}

/** What is done last, in whichever folder the extension was built: a package has its own (tools/package/bundles.ts). */
function inBuiltFolder(name: string, finish: (folder: string) => void): Plugin {
  let folder = "";
  return {
    name: `earshot:${name}`,
    configResolved({ build }) {
      folder = build.outDir;
    },
    closeBundle: {
      order: "post",
      sequential: true,
      handler() {
        finish(folder);
      },
    },
  };
}

/**
 * What is built in its usual place is this clone's, and says so beside its version: the first-run page knows by it which commands there
 * are. What is built elsewhere is given to people.
 */
function markClone(): Plugin {
  return inBuiltFolder("mark-clone", (folder) => {
    if (resolve(folder) !== resolve(IN_CLONE)) return;
    amendManifest(folder, ({ version }) => ({ version_name: `${String(version)} ${CLONE_BUILD}` }));
  });
}

function amendManifest(
  folder: string,
  amendment: (built: Record<string, unknown>) => Record<string, unknown>,
): void {
  const file = `${folder}/manifest.json`;
  const built = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  writeFileSync(file, `${JSON.stringify({ ...built, ...amendment(built) }, null, 2)}\n`);
}

export default defineConfig({
  plugins: [preact(), crx({ manifest }), hideFromWebsites(), nameWhatDocxCarries(), markClone()],
  publicDir: "src/public",
  build: {
    outDir: IN_CLONE,
    emptyOutDir: true,
    target: "chrome116",
    // Readable in the browser's developer tools: these programs ask for trust.
    minify: false,
    modulePreload: { polyfill: false },
    // What their licences ask for, of every library in these programs.
    license: { fileName: LICENCES },
    rolldownOptions: {
      // Pages that the manifest does not name.
      input: {
        "caption-window": "src/caption-window/index.html",
        history: "src/history/index.html",
        offscreen: "src/offscreen/index.html",
        overlay: "src/overlay/index.html",
        welcome: "src/welcome/index.html",
      },
    },
  },
});
