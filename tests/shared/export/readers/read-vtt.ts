import { type Cue, msOf } from "./cue.ts";

/** A strict reader of the part of WebVTT that has voices, or cues without one, and no settings. */
export function readVtt(file: string): readonly Cue[] {
  const [head, ...blocks] = file.replace(/\n$/, "").split("\n\n");
  if (head?.trimEnd() !== "WEBVTT") throw new Error("no WEBVTT head");
  return blocks.map((block) => {
    const [times, ...lines] = block.split("\n");
    const match = /^(\d\d+:\d\d:\d\d\.\d{3}) --> (\d\d+:\d\d:\d\d\.\d{3})$/.exec(times ?? "");
    const cue = /^(?:<v (?<voice>[^<>\n]+)>(?<said>[^<>]*)<\/v>|(?<bare>[^<>]+))$/.exec(lines.join("\n"));
    if (match === null || cue === null) throw new Error(`not a cue: ${JSON.stringify(block)}`);
    const { voice, said, bare } = cue.groups ?? {};
    const text = unescaped((bare ?? said ?? "").replaceAll("\n", ""));
    const speaker = voice === undefined ? null : unescaped(voice);
    return { startMs: msOf(match[1]), endMs: msOf(match[2]), speaker, text };
  });
}

function unescaped(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
