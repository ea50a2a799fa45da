import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hostFilesIn } from "../../../install/host-files.ts";
import type { FakeHome } from "../fake-home.ts";
import type { BrokenHome } from "./broken-home.ts";

const OTHER_ID = "abcdefghijklmnopabcdefghijklmnop";
const browser = "chromium";

const launcher = (home: FakeHome) => hostFilesIn(home.app.hostFolder).launcher;
const configuration = (home: FakeHome) => hostFilesIn(home.app.hostFolder).configuration;

function changeJson(file: string, change: object): void {
  const before = JSON.parse(readFileSync(file, "utf8")) as object;
  writeFileSync(file, JSON.stringify({ ...before, ...change }));
}

function manifest(change: object) {
  return (home: FakeHome) => changeJson(home.manifestOf(browser), change);
}

function script(text: string) {
  return (home: FakeHome) => home.write(launcher(home), text);
}

function policy(content: object) {
  return (home: FakeHome) =>
    home.write(join(home.root, "etc/chromium/policies/managed/ours.json"), JSON.stringify(content));
}

/** By the one id that has to be named, and no other. Numbers are the cases of the study of browsers (ADR-043). */
export const BROKEN: Readonly<Record<string, readonly BrokenHome[]>> = {
  "reg.user.chromium": [
    { what: "1: the manifest is gone", break: (home) => rmSync(home.manifestOf(browser)) },
    {
      what: "2: the manifest is half written",
      break: (home) => writeFileSync(home.manifestOf(browser), '{"name":'),
    },
    {
      what: "4: an origin without its slash",
      break: manifest({ allowed_origins: [`chrome-extension://${OTHER_ID}`] }),
    },
    { what: "5: the program is gone", break: (home) => rmSync(launcher(home)) },
    { what: "6: the program is not executable", break: (home) => chmodSync(launcher(home), 0o600) },
    {
      what: "7: for another extension",
      break: manifest({ allowed_origins: [`chrome-extension://${OTHER_ID}/`] }),
    },
    { what: "9: a wildcard for an origin", break: manifest({ allowed_origins: ["chrome-extension://*/"] }) },
    { what: "12: a relative path", break: manifest({ path: "earshot-host.sh" }) },
    { what: "22: the path is a folder", break: (home) => manifest({ path: home.app.hostFolder })(home) },
    { what: "another host's manifest under our name", break: manifest({ name: "org.example.other" }) },
    { what: "a manifest without its type", break: manifest({ type: undefined }) },
    {
      what: "another copy of Earshot was installed after",
      break: (home) => {
        const other = join(home.home, "other/earshot-host.sh");
        home.write(other, "#!/bin/sh\n");
        manifest({ path: other })(home);
      },
    },
    {
      what: "others can change the manifest",
      break: (home) => chmodSync(home.manifestOf(browser), 0o666),
    },
    { what: "a group can change the program", break: (home) => chmodSync(launcher(home), 0o770) },
    {
      what: "the path leads below a file",
      break: (home) => manifest({ path: join(home.app.packageFile, "earshot-host.sh") })(home),
    },
    { what: "the path holds a NUL", break: manifest({ path: "/nowhere/\0" }) },
    {
      what: "the path is a link to itself",
      break: (home) => {
        const link = join(home.home, "loop");
        symlinkSync(link, link);
        manifest({ path: link })(home);
      },
    },
    {
      what: "the folder was moved away from under the manifest",
      break: (home) => manifest({ path: join(home.home, "before/earshot-host.sh") })(home),
    },
  ],
  "chain.chromium": [
    { what: "10: the interpreter is missing", break: script("#!/nowhere/sh\n") },
    {
      what: "11: something prints on the output",
      break: script('#!/bin/sh\necho "loading your profile"\ncat >/dev/null\n'),
    },
    { what: "21: the program ends at once", break: script("#!/bin/sh\nexit 3\n") },
    {
      what: "the program never answers",
      break: (home) => {
        script("#!/bin/sh\nexec cat >/dev/null\n")(home);
        return { patience: { answerMs: 1500 } };
      },
    },
    { what: "the program is of another system", break: script("\u007fELF of another machine") },
    { what: "the host's bundle is gone", break: (home) => rmSync(home.app.hostProgram) },
    {
      what: "Node is gone",
      break: (home) => {
        const text = readFileSync(launcher(home), "utf8").replace(process.execPath, "/nowhere/node");
        writeFileSync(launcher(home), text);
      },
    },
    { what: "the host's configuration is gone", break: (home) => rmSync(configuration(home)) },
    {
      what: "the host's configuration is for another extension",
      break: (home) => changeJson(configuration(home), { extensionIds: [OTHER_ID] }),
    },
    {
      what: "the host's configuration is half written",
      break: (home) => writeFileSync(configuration(home), '{"extensionIds":'),
    },
  ],
  "reg.shadow.chromium": [
    {
      what: "19: a stale manifest hides the good one for all users",
      break: (home) => {
        const good = JSON.parse(readFileSync(home.manifestOf(browser), "utf8")) as object;
        home.write(
          join(home.root, "etc/chromium/native-messaging-hosts/app.earshot.host.json"),
          JSON.stringify(good),
        );
        manifest({ path: join(home.home, "before/earshot-host.sh") })(home);
      },
    },
  ],
  "policy.chromium": [
    { what: "15: all hosts are forbidden", break: policy({ NativeMessagingBlocklist: ["*"] }) },
    { what: "16: hosts of one user are forbidden", break: policy({ NativeMessagingUserLevelHosts: false }) },
    {
      what: "in a file of any name, with commas and remarks as the browser takes them",
      break: (home) =>
        home.write(
          join(home.root, "etc/chromium/policies/managed/hosts"),
          '{"NativeMessagingBlocklist": ["*", ], /* all, */ "HomepageLocation": "https://a.example/,]", // none\n}',
        ),
    },
    { what: "ours is forbidden by name", break: policy({ NativeMessagingBlocklist: ["app.earshot.host"] }) },
  ],
  "browser.snap": [
    {
      what: "the only browser is a snap",
      break: (home) => {
        renameSync(join(home.home, ".config"), join(home.home, "no config"));
        mkdirSync(join(home.home, "snap/chromium"), { recursive: true });
      },
    },
    {
      what: "a snap of the one browser that was registered",
      break: (home) => mkdirSync(join(home.home, "snap/chromium"), { recursive: true }),
    },
  ],
  "browser.flatpak": [
    {
      what: "the only browser is from Flatpak",
      break: (home) => {
        renameSync(join(home.home, ".config"), join(home.home, "no config"));
        mkdirSync(join(home.home, ".var/app/org.chromium.Chromium"), { recursive: true });
      },
    },
  ],
  "app.version": [
    {
      what: "the file that names the version is half written",
      break: (home) => writeFileSync(home.app.packageFile, '{"version":'),
    },
  ],
  time: [
    {
      what: "processes cannot be listed",
      break: () => ({
        processes: () => {
          throw new Error("EACCES: permission denied");
        },
      }),
    },
  ],
  "os.support": [
    { what: "Alpine: musl", break: () => ({ system: { glibc: null } }) },
    { what: "a 32-bit ARM", break: () => ({ system: { arch: "arm" } }) },
    { what: "an old glibc", break: () => ({ system: { glibc: "2.9" } }) },
    { what: "WSL", break: () => ({ system: { kernel: "Linux version 5.15 (Microsoft@Microsoft.com)" } }) },
  ],
  "os.root": [{ what: "by sudo", break: () => ({ computer: { environment: { SUDO_USER: "me" } } }) }],
  "data.place": [
    {
      what: "others can read it",
      break: (home) => {
        mkdirSync(home.app.data, { recursive: true });
        chmodSync(home.app.data, 0o755);
      },
    },
    {
      what: "others can write into it",
      break: (home) => {
        mkdirSync(home.app.data, { recursive: true });
        chmodSync(home.app.data, 0o777);
        // Where another has put it to have the file overwritten.
        symlinkSync(home.app.packageFile, join(home.app.data, ".doctor"));
      },
    },
    {
      what: "a file is in its place",
      break: (home) => {
        rmSync(home.app.data, { recursive: true, force: true });
        home.write(home.app.data, "");
        // The host says the same; here it is the folder that is asked about.
        rmSync(home.manifestOf(browser));
        rmSync(home.app.record);
      },
    },
  ],
  models: [
    { what: "the demo model is gone", break: (home) => rmSync(home.app.demoModel, { recursive: true }) },
    {
      what: "the demo model is a file",
      break: (home) => {
        rmSync(home.app.demoModel, { recursive: true });
        home.write(home.app.demoModel, "");
      },
    },
    {
      what: "the demo model is empty",
      break: (home) => writeFileSync(join(home.app.demoModel, "model.bin"), ""),
    },
    {
      what: "a model that was chosen by its folder is gone",
      break: (home) => {
        const written = JSON.parse(readFileSync(configuration(home), "utf8")) as { sidecarCommand: string[] };
        const sidecarCommand = [...written.sidecarCommand, '--local-model=mine=/nowhere/モデル "1"'];
        changeJson(configuration(home), { sidecarCommand });
      },
    },
  ],
};

/** What looks odd and works, as browsers do with it. */
export const WORKING: readonly BrokenHome[] = [
  { what: "nothing is odd", break: () => undefined },
  {
    what: "8: a byte-order mark",
    break: (home) =>
      writeFileSync(home.manifestOf(browser), `\uFEFF${readFileSync(home.manifestOf(browser), "utf8")}`),
  },
  {
    what: "20: the manifest is a link",
    break: (home) => {
      const file = home.manifestOf(browser);
      renameSync(file, `${file}.elsewhere`);
      symlinkSync(`${file}.elsewhere`, file);
    },
  },
  {
    what: "18: all are forbidden, and ours allowed",
    break: policy({ NativeMessagingBlocklist: ["*"], NativeMessagingAllowlist: ["app.earshot.host"] }),
  },
  {
    what: "a policy that is no JSON",
    break: (home) => home.write(join(home.root, "etc/chromium/policies/managed/a.json"), "{"),
  },
  {
    what: "a policy of a browser that is not there",
    break: (home) =>
      home.write(join(home.root, "etc/brave/policies/managed/a.json"), '{"NativeMessagingBlocklist": ["*"]}'),
  },
  {
    what: "a file in the place of the policies' folder",
    break: (home) => home.write(join(home.root, "etc/chromium/policies"), ""),
  },
  {
    what: "the record is a folder",
    break: (home) => {
      rmSync(home.app.record);
      mkdirSync(home.app.record);
    },
  },
  {
    what: "the models' folder is a link to itself",
    break: (home) => symlinkSync(home.app.models, home.app.models),
  },
  {
    what: "a snap beside a browser that works",
    break: (home) => mkdirSync(join(home.home, "snap/brave"), { recursive: true }),
  },
  {
    what: "a browser that was never registered",
    break: (home) => mkdirSync(join(home.home, ".config/vivaldi"), { recursive: true }),
  },
  {
    what: "a terminal whose variables would stop every Node and Python",
    break: () => ({
      computer: { environment: { NODE_OPTIONS: "--require missing", PYTHONHOME: "/nowhere" } },
    }),
  },
];
