import { createHash } from "node:crypto";
import { closeSync, existsSync, openSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import table from "../../protocol/models.json" with { type: "json" };
import { launcherOf } from "../context.ts";
import { namesIn } from "../folder.ts";
import { type Finding, fail, note, ok, type Surveyed } from "./finding.ts";
import { configurationOf, configuredModels } from "./recogniser.ts";

/** A larger file's checksum is left to the sidecar, which asks for it once before it loads it: a second per gigabyte. */
const MOST_HASHED_BYTES = 500e6;
const CHUNK_BYTES = 4_194_304;

interface PinnedFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** A model in the folder of downloads. */
interface Downloaded {
  readonly name: string;
  /** What is wrong with it, after its name; null when it is as the table has it. */
  readonly fault: string | null;
  /** False while some of its files are not there: a download goes on from there. */
  readonly isComplete: boolean;
}

/** Whether the models that the host is told of are there, and those that were downloaded are whole. */
export function checkModels({ app }: Surveyed): Finding {
  const [id, title] = ["models", "Models"];
  if (!hasWeights(app.demoModel))
    return fail(
      id,
      title,
      `The embedded demo model ${app.demoModel} is missing.`,
      "Restore the folder; in a clone: git checkout demo-model.",
    );
  const configured = configuredModels(configurationOf(launcherOf(app)));
  const gone = configured.find(({ directory }) => !hasWeights(directory));
  if (gone !== undefined)
    return fail(
      id,
      title,
      `The model ${gone.name} is not in ${gone.directory} any more.`,
      "Put it back, or choose another model in Earshot and install again.",
    );
  const downloaded = table.models.flatMap((model) => downloadedAt(app.models, model));
  const altered = downloaded.find(({ fault }) => fault !== null);
  if (altered !== undefined)
    return fail(
      id,
      title,
      `The model ${altered.name} is not what was downloaded: ${altered.fault}.`,
      "Remove it in Earshot, below the models, and download it again.",
    );
  const others = [...configured, ...downloaded.filter(({ isComplete }) => isComplete)].map(
    ({ name }) => name,
  );
  const halves = downloaded.filter(({ isComplete }) => !isComplete).map(({ name }) => name);
  const half = halves.length === 0 ? "" : `; of ${halves.join(", ")} a part`;
  if (others.length === 0)
    return note(
      id,
      title,
      `The demo model, which knows few words, and no other${half}.`,
      "Choose one in Earshot's settings: it is downloaded then, or the rest of it.",
    );
  return ok(id, title, `${["demo model", ...others].join(", ")}${half}`);
}

function hasWeights(directory: string): boolean {
  try {
    return statSync(join(directory, "model.bin")).size > 0;
  } catch {
    // Not there, or not to be reached: the host gets no further.
    return false;
  }
}

/** Laid out as `earshot_stt/models/store.py` says. */
function downloadedAt(models: string, model: (typeof table.models)[number]): Downloaded[] {
  const { name, repository, revision, files } = model;
  const packages = "packages" in model ? model.packages : undefined;
  const folder = join(models, `models--${repository.replace("/", "--")}`);
  const snapshots = namesIn(join(folder, "snapshots")).map((state) => ({
    directory: join(folder, "snapshots", state),
    pinned: state === revision ? files : (packages?.files ?? files),
  }));
  const whole = snapshots.find(({ directory, pinned }) =>
    pinned.every((file) => existsSync(join(directory, file.name))),
  );
  if (whole !== undefined) {
    const { directory, pinned } = whole;
    const fault =
      firstOf(pinned, (file) => sizeFault(directory, file)) ??
      firstOf(pinned, (file) => digestFault(directory, file));
    return [{ name, fault, isComplete: true }];
  }
  return namesIn(folder).length === 0 ? [] : [{ name, fault: null, isComplete: false }];
}

function firstOf(files: readonly PinnedFile[], faultOf: (file: PinnedFile) => string | null): string | null {
  for (const file of files) {
    const fault = faultOf(file);
    if (fault !== null) return fault;
  }
  return null;
}

function sizeFault(directory: string, { name, bytes }: PinnedFile): string | null {
  const { size } = statSync(join(directory, name));
  return size === bytes ? null : `${name} has ${size} bytes in place of ${bytes}`;
}

function digestFault(directory: string, { name, bytes, sha256 }: PinnedFile): string | null {
  if (bytes > MOST_HASHED_BYTES || digestOf(join(directory, name)) === sha256) return null;
  return `${name} has another checksum`;
}

/** In parts: a file may be as large as the memory. */
function digestOf(path: string): string {
  const hash = createHash("sha256");
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  const descriptor = openSync(path, "r");
  try {
    for (let read = 1; read > 0; ) {
      read = readSync(descriptor, chunk);
      hash.update(chunk.subarray(0, read));
    }
  } finally {
    closeSync(descriptor);
  }
  return hash.digest("hex");
}
