import { textTable } from "../../measure/figure.ts";
import type { ClipReport, SoundReport } from "./clips.ts";
import type { MeetingReport } from "./measure-meeting.ts";
import type { Counts, Score } from "./score.ts";

/** A column of the meetings' table: what it shows of the meeting, or of each of its languages. */
type Column = {
  readonly title: string;
  /** For English of human voices, by `base`, on two cores at real time. */
  readonly goal?: string;
} & (
  | { readonly ofMeeting: (report: MeetingReport) => string }
  | { readonly ofCounts: (counts: Counts, pass: Counts | undefined) => string }
);

const COLUMNS: readonly Column[] = [
  { title: "error rate", goal: "≤ 0.085", ofCounts: ({ errorRate }) => share(errorRate) },
  { title: "recall", goal: "≥ 0.940", ofCounts: ({ recall }) => share(recall) },
  { title: "precision", goal: "≥ 0.950", ofCounts: ({ precision }) => share(precision) },
  { title: "single pass", ofCounts: (_, pass) => share(pass?.errorRate ?? null) },
  { title: "doubled", goal: "0", ofMeeting: ({ doubled, finals }) => `${doubled.length} of ${finals}` },
  {
    title: "copies in partials",
    goal: "0",
    ofMeeting: ({ copies: { copied, partials } }) => `${copied.length} of ${partials}`,
  },
  { title: "scraps", goal: "0", ofMeeting: ({ scraps }) => String(scraps.length) },
  { title: "wrong language", goal: "0", ofMeeting: ({ wrongLanguage }) => String(wrongLanguage.length) },
  { title: "lost", goal: "0", ofMeeting: ({ lost }) => String(lost.length) },
  {
    title: "first partial p50/p95 s",
    goal: "≤ 0.70 / 1.20",
    ofMeeting: ({ delaysMs }) => spread(delaysMs.first_partial),
  },
  {
    title: "last word p50/p95 s",
    goal: "≤ 0.80 / 1.50",
    ofMeeting: ({ delaysMs }) => spread(delaysMs.last_word),
  },
  {
    title: "final p50/p95 s",
    goal: "≤ 0.80 / 1.50",
    ofMeeting: ({ delaysMs }) => spread(delaysMs.final),
  },
  {
    title: "stable changed",
    goal: "≤ 1 in 100",
    ofMeeting: ({ steadiness: { stable, stable_changed: changed } }) => `${changed} of ${stable}`,
  },
  {
    title: "erased per word",
    goal: "≤ 0.300",
    ofMeeting: ({ steadiness: { erased, stayed } }) => share(stayed === 0 ? null : erased / stayed),
  },
  {
    title: "CPU s/min",
    goal: "≤ 17.0",
    ofMeeting: ({ cpuSecondsPerMinute }) => decimal(cpuSecondsPerMinute, 1),
  },
  { title: "peak MB", goal: "≤ 400", ofMeeting: ({ peakMegabytes }) => decimal(peakMegabytes, 0) },
];

/** A row for each meeting, and one for each language of those with several. */
export function meetingTable(reports: readonly MeetingReport[]): string {
  const head = ["meeting", "language", ...COLUMNS.map(({ title }) => title)];
  const goals = ["(goal)", "en", ...COLUMNS.map(({ goal = "" }) => goal)];
  return textTable([head, ...reports.flatMap(meetingRows), goals]);
}

function meetingRows(report: MeetingReport): string[][] {
  const languages = Object.entries(report.languages);
  const rows: [string, Counts][] = [["all", report.all], ...(languages.length > 1 ? languages : [])];
  return rows.map(([language, counts]) => {
    const isWhole = language === "all";
    const pass = isWhole ? report.singlePass?.all : report.singlePass?.languages[language];
    const cells = COLUMNS.map((column) => {
      if ("ofCounts" in column) return column.ofCounts(counts, pass);
      return isWhole ? column.ofMeeting(report) : "";
    });
    return [report.name, isWhole && languages.length === 1 ? report.language : language, ...cells];
  });
}

/** What a table has no room for: the phrases and lines that are wrong as a whole. */
export function particulars(report: MeetingReport): string {
  const { name, doubled, copies, scraps, wrongLanguage, lost, singlePass, slowest } = report;
  const lists = {
    "said twice": doubled,
    "copied from the line before into a partial": copies.copied,
    "a scrap of a sentence": scraps,
    "in the wrong language": wrongLanguage,
    lost,
    "lost by the single pass": singlePass?.lost ?? [],
  };
  const lines = Object.entries(lists).flatMap(([what, texts]) => texts.map((text) => `  ${what}: ${text}`));
  const waits = Object.entries(slowest).flatMap(([what, found]) =>
    found.map(({ ms, caption }) => `  slow ${what}: ${seconds(ms)} s, ${caption}`),
  );
  return [`# ${name}`, ...lines, ...waits].join("\n");
}

/** Sums by group, and the clips in which words are lost or said twice. */
export function clipTable(reports: readonly ClipReport[]): string {
  const groups = [...new Set(reports.map(({ group }) => group))].toSorted();
  const rows = groups.map((name) =>
    groupRow(
      name,
      reports.filter(({ group }) => group === name),
    ),
  );
  const worst = reports
    .filter(({ score: { doubled, all } }) => doubled.length > 0 || all.deleted > 0 || all.inserted > 0)
    .map(({ name, score }) => [name, ...clipCells(score), score.text.tab.join(" · ")]);
  const head = ["group", "clips", "words", "error rate", "lost", "wrong", "inserted", "said twice"];
  const clipHead = ["clip", "words", "error rate", "lost", "wrong", "inserted", "said twice", "captions"];
  return `${textTable([head, ...rows, groupRow("all", reports)])}\n\n${textTable([clipHead, ...worst])}`;
}

function groupRow(group: string, members: readonly ClipReport[]): string[] {
  const sum = (of: (score: Score) => number): number =>
    members.reduce((total, { score }) => total + of(score), 0);
  const lost = sum(({ all }) => all.deleted);
  const wrong = sum(({ all }) => all.substituted);
  const inserted = sum(({ all }) => all.inserted);
  const spoken = sum(({ all }) => all.spoken);
  const rate = spoken === 0 ? null : (lost + wrong + inserted) / spoken;
  const twice = sum(({ doubled }) => doubled.length);
  const counts = [lost, wrong, inserted, twice].map(String);
  return [group, String(members.length), String(spoken), share(rate), ...counts];
}

function clipCells({ all, doubled }: Score): string[] {
  const counts = [all.deleted, all.substituted, all.inserted, doubled.length].map(String);
  return [String(all.spoken), share(all.errorRate), ...counts];
}

/** Every sound of which words were made; the others in one number. */
export function soundTable(reports: readonly SoundReport[]): string {
  const withWords = reports.filter(({ words }) => words.length > 0);
  const rows = withWords.map(({ name, kind, words }) => [name, kind, words.join(" · ")]);
  const quiet = ["sounds without words", `${reports.length - withWords.length} of ${reports.length}`, ""];
  return textTable([["sound", "kind", "words"], ...rows, quiet]);
}

function share(value: number | null): string {
  return decimal(value, 3);
}

function spread({ p50, p95 }: Score["delaysMs"]["final"]): string {
  return `${seconds(p50)} / ${seconds(p95)}`;
}

function seconds(ms: number | null): string {
  return decimal(ms === null ? null : ms / 1000, 2);
}

function decimal(value: number | null, digits: number): string {
  return value === null ? "–" : value.toFixed(digits);
}
