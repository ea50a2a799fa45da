import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseNetLog } from "../../../tools/privacy/net-log.ts";
import { parseTrace, readTrace, straceCommand } from "../../../tools/privacy/system-calls.ts";
import type { TracedSession } from "../../../tools/privacy/traced-session.ts";
import { judge } from "../../../tools/privacy/verdict.ts";
import { eventually } from "../../eventually.ts";
import { temporaryFolder } from "../../native-host/temporary-folder.ts";

const QUIET: TracedSession = {
  speechSeconds: 120,
  finals: { tab: 1, mic: 1 },
  calls: { programs: ["/usr/bin/node"], socketPairs: 3, network: [], dnsQueries: [], written: [] },
  traffic: {
    ofExtension: [],
    ofPages: ["http://127.0.0.1:1/tab.wav"],
    ofBrowser: [],
    openDatagramSockets: [],
  },
  ownFolders: ["/home/me/earshot"],
  meetingUrl: "http://127.0.0.1:1/",
};

/** What the judgement names, of all promises together. */
function violations(seen: Partial<TracedSession>): readonly string[] {
  return judge({ ...QUIET, ...seen }).flatMap((finding) => finding.violations);
}

/** One line of the browser's network log. */
function event(type: number, id: number, params: object): string {
  return JSON.stringify({ params, phase: 1, source: { id, type: 9 }, time: "1", type });
}

describe("the trace of system calls", () => {
  test("SEC-5 a child's calls are reported under its own program, a thread's under its process's", () => {
    const calls = parseTrace([
      { id: 10, text: 'execve("/usr/bin/node", [...], 0x1 /* 9 vars */) = 0\nvfork() = 11\n' },
      {
        id: 11,
        text: [
          'execve("/opt/a/python", [...], 0x1 /* 9 vars */) = -1 ENOENT (No such file or directory)',
          'execve("/usr/bin/python", [...], 0x1 /* 9 vars */) = 0',
          "clone3({flags=CLONE_VM|CLONE_THREAD, exit_signal=0} => {parent_tid=[12]}, 88) = 12",
          "socketpair(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0, [3<socket:[1]>, 4<socket:[2]>]) = 0",
        ].join("\n"),
      },
      { id: 12, text: "socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = -1 EACCES (Permission denied)\n" },
    ]);

    expect(calls).toMatchObject({
      programs: ["/usr/bin/node", "/usr/bin/python"],
      socketPairs: 1,
      network: [{ program: "/usr/bin/python", isGranted: false }],
    });
  });

  test("SEC-5 paths are reported as they are, whatever folder they were named in", () => {
    const { written } = parseTrace([
      {
        id: 1,
        text: [
          'openat(AT_FDCWD</home/me>, "a.txt", O_WRONLY|O_CREAT|O_CLOEXEC, 0666) = 3</home/me/a.txt>',
          'openat(AT_FDCWD</home/me>, "b.txt", O_RDONLY|O_CLOEXEC) = 3</home/me/b.txt>',
          'renameat(AT_FDCWD</home/me>, "a.txt", 4</srv>, "c.txt") = 0',
          'unlinkat(AT_FDCWD</home/me>, "/srv/d.txt", 0) = -1 ENOENT (No such file or directory)',
          'mkdir("/srv/e", 0777) = 0',
        ].join("\n"),
      },
    ]);

    expect(written.map(({ path }) => path)).toEqual([
      "/home/me/a.txt",
      "/home/me/a.txt",
      "/srv/c.txt",
      "/srv/e",
    ]);
  });

  test.runIf(process.platform === "linux")(
    "SEC-5 a real program that opens sockets, asks for names and writes elsewhere is seen",
    async () => {
      const folder = realpathSync(temporaryFolder());
      const program = `
        const { writeFileSync } = require("node:fs");
        writeFileSync(${JSON.stringify(join(folder, "left-behind"))}, "word");
        require("node:net").connect(9, "127.0.0.1").on("error", () => {});
        require("node:dns").lookup("secret.invalid", () => {});
        require("node:child_process").execFileSync(process.execPath, ["-e", "require('node:dgram').createSocket('udp4').bind(0, '127.0.0.1', () => process.exit())"]);`;
      const threads = join(folder, "threads");
      const [strace = "", ...options] = straceCommand(threads);
      mkdirSync(threads);

      spawnSync(strace, [...options, process.execPath, "-e", program], { cwd: folder });
      // The tracer outlives the program by a moment.
      await eventually(() => expect(violations({ calls: readTrace(threads) }).join()).toMatch(/UDP|DGRAM/u));

      const seen = violations({ calls: readTrace(threads) }).join("\n");
      expect(seen).toMatch(/socket\(AF_INET, SOCK_STREAM/u);
      expect(seen).toMatch(/connect\(.*htons\(9\)/u);
      expect(seen).toMatch(/nscd|htons\(53\)/u);
      expect(seen).toContain(join(folder, "left-behind"));
      // What was written, sent and asked for stands in no trace.
      const traces = readdirSync(threads).map((name) => readFileSync(join(threads, name), "utf8"));
      expect(traces.join("\n")).not.toMatch(/word|secret\.invalid/u);
    },
  );
});

describe("the browser's network log", () => {
  const constants = {
    logEventTypes: { URL_REQUEST_START_JOB: 1, UDP_LOCAL_ADDRESS: 2, UDP_CONNECT: 3 },
  };

  test("SEC-1 requests are distinguished by who began them, datagram sockets by whether they are connected", () => {
    const log = [
      `{"constants":${JSON.stringify(constants)},`,
      '"events": [',
      `${event(1, 1, { url: "https://a.example/", initiator: "chrome-extension://abc" })},`,
      `${event(1, 2, { url: "https://b.example/", initiator: "https://meet.example" })},`,
      `${event(1, 3, { url: "https://c.example/", initiator: "not an origin" })},`,
      `${event(3, 4, { address: "10.0.0.1:53" })},`,
      `${event(2, 4, { address: "10.0.0.9:1234" })},`,
      `${event(2, 5, { address: "10.0.0.9:5678" })}],`,
      '"polledData": [{}',
    ].join("\n");

    expect(parseNetLog(log)).toEqual({
      ofExtension: ["https://a.example/"],
      ofPages: ["https://b.example/"],
      ofBrowser: ["https://c.example/"],
      openDatagramSockets: ["10.0.0.9:5678"],
    });
  });

  test("SEC-1 the log of a browser that was killed is read to its last whole line", () => {
    const whole = event(1, 1, { url: "https://a.example/", initiator: "chrome-extension://abc" });
    const log = `{"constants":${JSON.stringify(constants)},\n"events": [\n${whole},\n${whole.slice(0, 30)}`;

    expect(parseNetLog(log).ofExtension).toEqual(["https://a.example/"]);
  });
});

describe("the judgement", () => {
  test("SEC-1 a quiet session breaks no promise", () => {
    expect(violations({})).toEqual([]);
  });

  test("SEC-1 what any part does on the network, and what a page is made to ask for, breaks one", () => {
    const { traffic } = QUIET;

    expect(violations({ traffic: { ...traffic, ofExtension: ["https://x.example/"] } })).toHaveLength(1);
    expect(violations({ traffic: { ...traffic, ofPages: ["https://x.example/"] } })).toHaveLength(1);
    expect(violations({ traffic: { ...traffic, openDatagramSockets: ["10.0.0.9:1"] } })).toHaveLength(1);
  });

  test("SEC-1 a folder that only begins like ours is foreign, a device is not", () => {
    const program = "/usr/bin/node";
    const paths = ["/home/me/earshot/a", "/home/me/earshot-2/a", "/dev/null", "/dev/shm/a"];
    const written = paths.map((path) => ({ program, path }));

    expect(violations({ calls: { ...QUIET.calls, written } })).toEqual([
      `${program}: /dev/shm/a`,
      `${program}: /home/me/earshot-2/a`,
    ]);
  });
});
