import type { ErrorCode } from "../../../protocol/errors.ts";
import type { Words } from "../../i18n/en.ts";
import { HOST_NAME } from "../../shared/identity.ts";
import { type GuidedCode, isGuided } from "../../ui/notices/welcome-page.ts";
import type { SupportedSystem, Surroundings } from "./surroundings.ts";

/** One of the numbered steps. */
export interface GuideStep {
  readonly text: string;
  /** What is entered, or sent to somebody, as it is. */
  readonly copied?: { readonly text: string; readonly label: string };
  readonly download?: { readonly address: string; readonly label: string };
}

/** What a step is about; what it says depends on where the reader sits. */
type StepKind =
  | "get"
  | "register-again"
  | "terminal"
  | "install"
  | "doctor"
  | "answer"
  | "administrator"
  | "policies"
  | "wait"
  | "other-copies"
  | "newest-extension"
  | "packaged-browser"
  | "back";

const BY_DOCTOR: readonly StepKind[] = ["terminal", "doctor", "answer", "back"];
const BY_INSTALL: readonly StepKind[] = ["terminal", "install", "back"];

/** What mends each error, in this order. A step that does not concern the reader's system or copy is left out. */
const PLANS: Readonly<Record<GuidedCode, readonly StepKind[]>> = {
  host_not_installed: ["get", "register-again", "install", "back", "packaged-browser"],
  host_forbidden: [...BY_INSTALL, "other-copies"],
  host_blocked: ["administrator", "policies", "back"],
  host_start_failed: [...BY_DOCTOR, "packaged-browser"],
  host_exited: ["wait", ...BY_DOCTOR],
  host_protocol_broken: BY_DOCTOR,
  host_misconfigured: BY_INSTALL,
  incompatible_protocol_version: ["get", "newest-extension", "back"],
  sidecar_start_failed: BY_DOCTOR,
  sidecar_corrupt_output: BY_DOCTOR,
  journal_unwritable: BY_DOCTOR,
};

/** Where an installation made that folder, it is on the PATH only from the next login on. */
const ANYWHERE = 'PATH="$PATH:$HOME/.local/bin"';

const ON_PATH = { install: `${ANYWHERE} earshot install`, doctor: `${ANYWHERE} earshot doctor` };
/** The set-up changes no PATH. */
const ON_WINDOWS = String.raw`"%LOCALAPPDATA%\Earshot\earshot.cmd"`;

/** The commands of the helper: of the program installed on each system, and of a clone. Nothing else names any (UI-7). */
const COMMANDS = {
  win: { install: `${ON_WINDOWS} install`, doctor: `${ON_WINDOWS} doctor` },
  mac: ON_PATH,
  linux: ON_PATH,
  clone: { install: "npm run earshot -- install", doctor: "npm run doctor" },
};

/**
 * The numbered steps against an error, for the reader's system and browser (pure); none where there is no helper to be had. Of an
 * error that none are written for, the doctor knows more.
 * `downloadPage`: where its packages are downloaded; null where there is no such place.
 */
export function guideSteps(
  code: ErrorCode,
  surroundings: Surroundings,
  downloadPage: string | null,
  text: Words["guide"],
): readonly GuideStep[] {
  const { system } = surroundings;
  if (system === "unsupported") return [];
  const plan = isGuided(code) ? PLANS[code] : BY_DOCTOR;
  return plan.flatMap((kind) => stepOf(kind, { ...surroundings, system }, downloadPage, text));
}

function stepOf(
  kind: StepKind,
  surroundings: Surroundings & { readonly system: SupportedSystem },
  downloadPage: string | null,
  text: Words["guide"],
): GuideStep | readonly GuideStep[] {
  const { system, systemName, browserName, browserPages, isClone, unknownId } = surroundings;
  const commands = COMMANDS[isClone ? "clone" : system];
  const extensions = `${browserPages}://extensions`;
  const terminal = text.terminals[system];
  switch (kind) {
    case "get":
      // What is newest in a clone is built there.
      if (isClone) return [];
      if (downloadPage === null) return { text: text.get(systemName) };
      return {
        text: text.download(systemName),
        download: { address: downloadPage, label: text.downloadButton(systemName) },
      };
    case "register-again":
      return isClone ? inFolder() : { text: text.registerAgain(terminal) };
    case "terminal":
      return isClone ? inFolder() : { text: terminal };
    case "install":
      return entered(
        unknownId === null ? commands.install : `${commands.install} --extension-id ${unknownId}`,
      );
    case "doctor":
      return entered(commands.doctor);
    case "answer":
      return { text: text.answer };
    case "administrator":
      return {
        text: text.administrator,
        copied: { text: `NativeMessagingAllowlist: ${HOST_NAME}`, label: text.copyLine },
      };
    case "policies":
      return { text: text.policies(`${browserPages}://policy`) };
    case "wait":
      return { text: text.wait };
    case "other-copies":
      return { text: text.otherCopies(extensions) };
    case "newest-extension":
      return isClone
        ? [inFolder(), entered(commands.install), { text: text.reload(extensions) }]
        : { text: text.newestExtension(extensions) };
    case "packaged-browser":
      return system === "linux" ? { text: text.packagedBrowser(browserName) } : [];
    case "back":
      return { text: text.back };
    default:
      return kind satisfies never;
  }

  function inFolder(): GuideStep {
    return { text: text.inFolder(terminal) };
  }

  function entered(command: string): GuideStep {
    return { text: text.enter[system], copied: { text: command, label: text.copyCommand } };
  }
}
