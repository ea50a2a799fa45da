import { defineManifest } from "@crxjs/vite-plugin";
import packageJson from "./package.json" with { type: "json" };
import { EXTENSION_ID, EXTENSION_KEY } from "./src/shared/identity.ts";

/** The one page of ours that web pages can hold. */
export const CAPTIONS_FRAME = {
  resources: ["src/overlay/index.html"],
  matches: ["http://*/*", "https://*/*"],
  use_dynamic_url: true,
};

/** The only list of permissions, each with its reason; at more length for a store in `docs/store/privacy-practices.md`. */
export default defineManifest({
  manifest_version: 3,
  // What people read of it stands in `src/public/_locales`.
  default_locale: "en",
  name: "__MSG_name__",
  short_name: "Earshot",
  description: "__MSG_description__",
  version: packageJson.version,
  // 116: stream ids made in the worker are usable offscreen, `tabCapture` from the toolbar click.
  minimum_chrome_version: "116",
  key: EXTENSION_KEY,
  permissions: [
    "activeTab", // the tab the button was pressed on, and no other
    "tabCapture", // the meeting's sound
    "offscreen", // the document that holds both audio streams
    "scripting", // draws the captions on that tab
    "sidePanel", // the transcript beside the meeting
    "storage", // settings, and which session runs when the worker restarts
    "unlimitedStorage", // transcripts are not thrown away when the disk runs low
    "downloads", // saves transcripts, and reports whether the file was really written; a link reports nothing
    "nativeMessaging", // the transcriber on this computer
  ],
  // Asked for by the switch for it, and by nothing else: an alert word is said by the system too.
  optional_permissions: ["notifications"],
  content_security_policy: {
    // Nothing leaves the computer: no connection, no remote code, no remote anything (SEC-1). Only the captions' page can
    // be framed: web pages cannot reach the others. What is played was made by the page itself (ADR-042).
    extension_pages:
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; media-src data:; font-src 'self'; connect-src 'none'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors http: https:",
  },
  // No other extension and no website may talk to this one; without the key every extension might (SEC-3).
  externally_connectable: { ids: [EXTENSION_ID] },
  // The captions' frame on the meeting page. Its address changes with every start of the browser and is secret, so
  // that no page can find out whether Earshot is installed.
  web_accessible_resources: [CAPTIONS_FRAME],
  icons: { 16: "icons/16.png", 32: "icons/32.png", 48: "icons/48.png", 128: "icons/128.png" },
  action: { default_title: "Earshot", default_popup: "src/popup/index.html" },
  background: { service_worker: "src/background/index.ts", type: "module" },
  side_panel: { default_path: "src/sidepanel/index.html" },
  // Chrome gives an extension at most four, and none of its own: A, C, I, N, P, T, W, X and Z with Alt+Shift.
  commands: {
    "toggle-capture": {
      suggested_key: { default: "Alt+Shift+E" },
      description: "__MSG_toggleCapture__",
    },
    "mark-moment": {
      suggested_key: { default: "Alt+Shift+M" },
      description: "__MSG_markMoment__",
    },
    "strike-last-minute": {
      suggested_key: { default: "Alt+Shift+S" },
      description: "__MSG_strikeLastMinute__",
    },
    "toggle-click-through": {
      suggested_key: { default: "Alt+Shift+L" },
      description: "__MSG_toggleClickThrough__",
    },
  },
});
