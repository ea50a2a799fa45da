import type { ExportGap, ExportLine, ExportSegment } from "./segments.ts";

/** What a person said until somebody else did, or audio that is missing. */
export type ExportTurn =
  | { readonly type: "turn"; readonly first: ExportSegment; readonly segments: readonly ExportSegment[] }
  | { readonly type: "gap"; readonly gap: ExportGap };

/** Joins neighbouring lines of one speaker, in time order. */
export function exportTurns(lines: readonly ExportLine[]): readonly ExportTurn[] {
  const turns: ExportTurn[] = [];
  for (const line of lines) {
    const last = turns.at(-1);
    if (line.type === "gap") turns.push(line);
    else if (
      last?.type === "turn" &&
      last.first.source === line.segment.source &&
      last.first.speaker === line.segment.speaker
    )
      turns[turns.length - 1] = { ...last, segments: [...last.segments, line.segment] };
    else turns.push({ type: "turn", first: line.segment, segments: [line.segment] });
  }
  return turns;
}
