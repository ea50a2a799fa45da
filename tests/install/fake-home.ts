import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type App, checkoutApp } from "../../install/app.ts";
import type { Context } from "../../install/context.ts";
import { hostFilesIn } from "../../install/host-files.ts";
import { runEarshot } from "../../install/program.ts";
import type { Computer } from "../../install/targets.ts";
import { type Configuration, readConfiguration } from "../../native-host/runtime/configuration.ts";
import { temporaryFolder } from "../native-host/temporary-folder.ts";
import { fakeRegistry } from "./fake-computer.ts";

/** What a command did. */
interface Run {
  readonly code: number;
  readonly text: string;
}

/** Every file and folder below it. */
export function below(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).toSorted();
}

/** A home on a disk with browsers in it and a copy of Earshot, each in a place that holds all that breaks paths. */
export class FakeHome {
  readonly home = join(temporaryFolder(), "Jö & 日本's home");
  readonly app: App = this.placedApp();
  /** Stands for `/`, where an administrator's files are. */
  readonly root = join(this.home, "for all users");
  computer: Computer = {
    platform: "linux",
    environment: {},
    home: this.home,
    exists: (path) => this.exists(path),
  };

  /** @param browsers folders below `~/.config` */
  constructor(...browsers: string[]) {
    for (const name of browsers) mkdirSync(join(this.home, ".config", name), { recursive: true });
    for (const program of [this.app.hostProgram, this.app.python]) this.write(program, "#!/bin/sh\n");
    this.write(join(this.app.sidecar, "run.py"), "");
    this.write(join(this.app.demoModel, "model.bin"), "weights");
    this.write(this.app.packageFile, JSON.stringify({ version: "1.2.3" }));
  }

  /** Where this copy lies. */
  protected placedApp(): App {
    return checkoutApp(join(this.home, 'the "app" #1'));
  }

  get context(): Context {
    return this.contextWith(() => undefined);
  }

  /** As a person types it after `earshot`. */
  async run(...args: string[]): Promise<Run> {
    const lines: string[] = [];
    const code = await runEarshot(
      args,
      this.contextWith((line) => void lines.push(line)),
    );
    return { code, text: lines.join("\n") };
  }

  async json(...args: string[]): Promise<unknown> {
    return JSON.parse((await this.run(...args, "--json")).text);
  }

  /** One of `tests/programs` in the place of Python and its sidecar. */
  standIn(name: string, ...args: string[]): void {
    const words = [process.execPath, join(import.meta.dirname, `../programs/${name}.mjs`), ...args];
    this.write(this.app.python, `#!/bin/sh\nexec ${words.map((word) => `'${word}'`).join(" ")}\n`);
  }

  /** A test leaves nothing in its user's keychain. */
  withoutKeychain(): void {
    this.configure(() => ({ usesKeychain: false }));
  }

  /** Changes what the host reads. */
  configure(change: (written: Configuration) => Partial<Configuration>): void {
    const { configuration } = hostFilesIn(this.app.hostFolder);
    const written = readConfiguration(configuration);
    writeFileSync(configuration, JSON.stringify({ ...written, ...change(written) }));
  }

  /** As a host leaves it: nobody else can look into it. */
  closeData(): void {
    chmodSync(this.app.data, 0o700);
  }

  manifestOf(browser: string): string {
    return join(this.home, ".config", browser, "NativeMessagingHosts/app.earshot.host.json");
  }

  write(file: string, content: string): void {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content, { mode: 0o700 });
  }

  /** Only what lies in this home is on this computer: the machine that tests run on has browsers of its own. */
  private exists(path: string): boolean {
    return path.startsWith(this.home) && existsSync(path);
  }

  private contextWith(print: (line: string) => void): Context {
    return { app: this.app, computer: this.computer, registry: fakeRegistry(), print };
  }
}
