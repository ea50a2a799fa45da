import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { TARGETS } from "../../tools/package/sources.ts";
import { ROOT } from "../../tools/runtime/paths.ts";

const FOLDER = join(ROOT, ".github/workflows");
const WORKFLOWS = readdirSync(FOLDER).map((name) => ({
  name,
  text: readFileSync(join(FOLDER, name), "utf8"),
}));
const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  readonly scripts: Readonly<Record<string, string>>;
};

function found(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, what = ""]) => what);
}

describe.each(WORKFLOWS)("INS-2 the workflow $name", ({ name, text }) => {
  const [header = "", body = ""] = text.split("permissions:\n  contents: read\n", 2);

  it("runs commands that package.json has, and files that are there", () => {
    const commands = found(text, /\bnpm (?:run )?(test\S*|[a-z]+:\S+|(?<=run )[a-z]\S+)/gu);
    const ofMatrix = found(text, /^ +check: \[(.+)\]$/gmu).flatMap((list) =>
      list.replaceAll('"', "").split(", "),
    );
    const run = [...commands.filter((command) => !command.startsWith("${{")), ...ofMatrix];
    expect(run.length).toBeGreaterThan(0);
    for (const command of run) expect(Object.keys(scripts)).toContain(command);
    for (const file of found(text, /(?<=[ "])(tools\/[\w./-]+)/gu))
      expect([file, existsSync(join(ROOT, file))]).toEqual([file, true]);
  });

  it("pins each action to a commit, and lets no checkout keep its key", () => {
    const actions = found(text, /\buses: (.+)$/gmu);
    expect(actions.length).toBeGreaterThan(0);
    for (const action of actions) expect(action).toMatch(/^[\w./-]+@[\da-f]{40} # v\d+\.\d+\.\d+$/u);
    expect(found(text, /(persist-credentials: false)/gu)).toHaveLength(
      actions.filter((action) => action.startsWith("actions/checkout@")).length,
    );
  });

  it("may read, and write no more than its one job has to", () => {
    expect(body).not.toBe("");
    const writes = found(body, /^ +([a-z-]+): write$/gmu);
    expect(writes).toEqual(name === "release.yml" ? ["contents", "id-token", "attestations"] : []);
    expect(text).not.toMatch(/write-all|pull_request_target/u);
  });

  it("hands no secret to a step that runs what npm has installed", () => {
    for (const step of body.split(/^ {6}- /mu).filter((each) => each.includes("secrets.")))
      expect(step).not.toMatch(/\b(?:npm|npx|node)\b/u);
  });

  it("names each secret that it needs, and hands none to a command's text", () => {
    const used = [...new Set(found(body, /\bsecrets\.(\w+)/gu))].toSorted();
    expect(found(header, /^# {3}([A-Z_]{8,})/gmu).toSorted()).toEqual(used);
    for (const line of body.split("\n").filter((each) => /secrets\.|github\.(?:event|ref)/u.test(each)))
      expect(line).toMatch(/^ +(?:[A-Z_]+|if|cancel-in-progress|group): /u);
  });
});

it("INS-2 the release has the packages of every system", () => {
  const release = WORKFLOWS.find(({ name }) => name === "release.yml");
  expect(found(release?.text ?? "", /--targets (\S+)/gu)).toEqual([TARGETS.join(",")]);
});
