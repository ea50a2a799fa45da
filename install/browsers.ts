/** Where a browser looks for hosts on one system. */
export interface Place {
  /** The user data folder that shows that the browser is used: below `~/.config`, Application Support or LOCALAPPDATA. */
  readonly userData: string;
  /** The user data folders, on Windows the keys below `Software`, whose hosts it reads; default: its own. */
  readonly reads?: readonly string[];
  /** The folder of hosts for all users, absolute; on Windows it is the same key below HKLM. */
  readonly system?: string;
  /** Registered even where nothing shows the browser: others read this place, or it is made at the browser's first start. */
  readonly isAlwaysWritten?: true;
}

/** One browser: its row of the table. */
export interface Browser {
  readonly id: string;
  readonly name: string;
  readonly linux?: Place;
  readonly macos?: Place;
  readonly windows?: Place;
  /** Ids of its Flatpak packages, whose user data lies below their own `config`. */
  readonly flatpaks?: readonly string[];
}

const CHROME_ETC = "/etc/opt/chrome/native-messaging-hosts";
const EDGE_ETC = "/etc/opt/edge/native-messaging-hosts";
const VIVALDI_ETC = "/etc/opt/vivaldi/native-messaging-hosts";
const CHROME_LIBRARY = "/Library/Google/Chrome/NativeMessagingHosts";
const EDGE_LIBRARY = "/Library/Microsoft/Edge/NativeMessagingHosts";
const VIVALDI_LIBRARY = "/Library/Application Support/Vivaldi/NativeMessagingHosts";
const CHROME_KEY = ["Google\\Chrome"];
const EDGE_KEY = ["Microsoft\\Edge"];

/**
 * Browsers × systems: where each looks for native hosts. Sources: Chromium's `chrome_paths.cc` and native_process_launcher, Microsoft's
 * and other products' documents and tables (ADR-043). A row that is wrong leaves its browser without captions and without
 * a word why, so each has its test.
 */
export const BROWSERS: readonly Browser[] = [
  {
    id: "chrome",
    name: "Google Chrome",
    linux: { userData: "google-chrome", system: CHROME_ETC },
    macos: { userData: "Google/Chrome", system: CHROME_LIBRARY, isAlwaysWritten: true },
    windows: { userData: "Google\\Chrome\\User Data", reads: CHROME_KEY, isAlwaysWritten: true },
    flatpaks: ["com.google.Chrome"],
  },
  {
    id: "chrome-beta",
    name: "Google Chrome Beta",
    linux: { userData: "google-chrome-beta", system: CHROME_ETC },
    macos: { userData: "Google/Chrome Beta", system: CHROME_LIBRARY },
    windows: { userData: "Google\\Chrome Beta\\User Data", reads: CHROME_KEY },
  },
  {
    id: "chrome-dev",
    name: "Google Chrome Dev",
    linux: { userData: "google-chrome-unstable", system: CHROME_ETC },
    macos: { userData: "Google/Chrome Dev", system: CHROME_LIBRARY },
    windows: { userData: "Google\\Chrome Dev\\User Data", reads: CHROME_KEY },
    flatpaks: ["com.google.ChromeDev"],
  },
  {
    id: "chrome-canary",
    name: "Google Chrome Canary",
    linux: { userData: "google-chrome-canary", system: CHROME_ETC },
    macos: { userData: "Google/Chrome Canary", system: CHROME_LIBRARY },
    windows: { userData: "Google\\Chrome SxS\\User Data", reads: CHROME_KEY },
  },
  {
    id: "chromium",
    name: "Chromium",
    linux: { userData: "chromium", system: "/etc/chromium/native-messaging-hosts" },
    macos: { userData: "Chromium", system: "/Library/Application Support/Chromium/NativeMessagingHosts" },
    windows: { userData: "Chromium\\User Data", reads: ["Chromium"], isAlwaysWritten: true },
    flatpaks: [
      "org.chromium.Chromium",
      "io.github.ungoogled_software.ungoogled_chromium",
      "com.github.Eloston.UngoogledChromium",
    ],
  },
  {
    id: "edge",
    name: "Microsoft Edge",
    linux: { userData: "microsoft-edge", system: EDGE_ETC },
    macos: { userData: "Microsoft Edge", system: EDGE_LIBRARY },
    windows: { userData: "Microsoft\\Edge\\User Data", reads: EDGE_KEY, isAlwaysWritten: true },
    flatpaks: ["com.microsoft.Edge"],
  },
  {
    id: "edge-beta",
    name: "Microsoft Edge Beta",
    linux: { userData: "microsoft-edge-beta", system: EDGE_ETC },
    macos: { userData: "Microsoft Edge Beta", system: EDGE_LIBRARY },
    windows: { userData: "Microsoft\\Edge Beta\\User Data", reads: EDGE_KEY },
  },
  {
    id: "edge-dev",
    name: "Microsoft Edge Dev",
    linux: { userData: "microsoft-edge-dev", system: EDGE_ETC },
    macos: { userData: "Microsoft Edge Dev", system: EDGE_LIBRARY },
    windows: { userData: "Microsoft\\Edge Dev\\User Data", reads: EDGE_KEY },
  },
  {
    id: "edge-canary",
    name: "Microsoft Edge Canary",
    macos: { userData: "Microsoft Edge Canary", system: EDGE_LIBRARY },
    windows: { userData: "Microsoft\\Edge SxS\\User Data", reads: EDGE_KEY },
  },
  {
    // Its own folder on Linux, Chrome's on macOS (app/brave_main_delegate.cc), Chrome's key on Windows.
    id: "brave",
    name: "Brave",
    linux: { userData: "BraveSoftware/Brave-Browser", system: CHROME_ETC },
    macos: {
      userData: "BraveSoftware/Brave-Browser",
      reads: ["Google/Chrome", "BraveSoftware/Brave-Browser"],
      system: CHROME_LIBRARY,
    },
    windows: { userData: "BraveSoftware\\Brave-Browser\\User Data", reads: CHROME_KEY },
    flatpaks: ["com.brave.Browser"],
  },
  {
    id: "brave-beta",
    name: "Brave Beta",
    linux: { userData: "BraveSoftware/Brave-Browser-Beta", system: CHROME_ETC },
    macos: {
      userData: "BraveSoftware/Brave-Browser-Beta",
      reads: ["Google/Chrome", "BraveSoftware/Brave-Browser-Beta"],
      system: CHROME_LIBRARY,
    },
    windows: { userData: "BraveSoftware\\Brave-Browser-Beta\\User Data", reads: CHROME_KEY },
  },
  {
    id: "brave-nightly",
    name: "Brave Nightly",
    linux: { userData: "BraveSoftware/Brave-Browser-Nightly", system: CHROME_ETC },
    macos: {
      userData: "BraveSoftware/Brave-Browser-Nightly",
      reads: ["Google/Chrome", "BraveSoftware/Brave-Browser-Nightly"],
      system: CHROME_LIBRARY,
    },
    windows: { userData: "BraveSoftware\\Brave-Browser-Nightly\\User Data", reads: CHROME_KEY },
  },
  {
    id: "vivaldi",
    name: "Vivaldi",
    linux: { userData: "vivaldi", system: VIVALDI_ETC },
    macos: { userData: "Vivaldi", system: VIVALDI_LIBRARY },
    windows: { userData: "Vivaldi\\User Data", reads: CHROME_KEY },
    flatpaks: ["com.vivaldi.Vivaldi"],
  },
  {
    id: "vivaldi-snapshot",
    name: "Vivaldi Snapshot",
    linux: { userData: "vivaldi-snapshot", system: VIVALDI_ETC },
    macos: { userData: "Vivaldi Snapshot", system: VIVALDI_LIBRARY },
  },
  {
    // Sources disagree whether it reads its own folder or Chrome's: both are written.
    id: "opera",
    name: "Opera",
    linux: { userData: "opera", reads: ["opera", "google-chrome"], system: CHROME_ETC },
    macos: {
      userData: "com.operasoftware.Opera",
      reads: ["com.operasoftware.Opera", "Google/Chrome"],
      system: CHROME_LIBRARY,
    },
    windows: { userData: "Opera Software\\Opera Stable", reads: CHROME_KEY },
    flatpaks: ["com.opera.Opera"],
  },
  {
    id: "arc",
    name: "Arc",
    macos: {
      userData: "Arc/User Data",
      system: "/Library/Application Support/Arc/User Data/NativeMessagingHosts",
    },
    windows: { userData: "Arc\\User Data", reads: CHROME_KEY },
  },
  {
    id: "comet",
    name: "Comet",
    linux: { userData: "comet" },
    macos: { userData: "Comet" },
    windows: { userData: "Perplexity\\Comet\\User Data", reads: ["Comet"] },
  },
  {
    id: "helium",
    name: "Helium",
    linux: { userData: "net.imput.helium" },
    macos: { userData: "net.imput.helium" },
    windows: { userData: "imput\\Helium\\User Data", reads: CHROME_KEY },
  },
  {
    id: "yandex",
    name: "Yandex Browser",
    linux: { userData: "yandex-browser" },
    macos: { userData: "Yandex/YandexBrowser" },
    windows: { userData: "Yandex\\YandexBrowser\\User Data", reads: ["Yandex\\YandexBrowser"] },
  },
];
