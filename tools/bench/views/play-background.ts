/**
 * Runs inside a page of the extension, before its own scripts, and may use nothing from outside: answers as the background would that
 * has so many meetings of an hour each, half of them with Japanese lines. The same at each run.
 */
export function playBackground(meetings: number, lines: number, wordsALine: number): void {
  const VOCABULARY =
    "the a of to and in we you it is that budget server plan team next week meeting question answer venue Thursday number report customer design engine caption microphone browser transcript review decision open issue road map café naïve Straße don’t figure quarter people office travel train station morning evening release version test build data line word voice sound model language screen reader keyboard window share".split(
      " ",
    );
  /** So many meetings say different things: to make a thousand would be measured with what the page does. */
  const VARIANTS = 20;
  const JAPANESE = "この会議では来年の予算とサーバーの計画について話し合いました。".split("");
  let seed = 1;
  const next = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  // oxlint-disable-next-line unicorn/consistent-function-scoping -- the page gets this function and nothing around it
  const sessionOf = (index: number) => `3f2b8c1e-5d4a-4b6f-9c7e-${String(index).padStart(12, "0")}`;
  const lineOf = (isJapanese: boolean) => {
    if (!isJapanese)
      return Array.from({ length: wordsALine }, () => VOCABULARY[next(VOCABULARY.length)]).join(" ");
    const from = next(JAPANESE.length);
    return [...JAPANESE.slice(from), ...JAPANESE.slice(0, from)].join("");
  };
  const transcriptOf = (session: string) => {
    const index = Number(session.slice(-12));
    seed = (index % VARIANTS) + 1;
    // Some have a rare word, in a line more.
    const length = index % 97 === 0 ? lines + 1 : lines;
    const segments = Array.from({ length }, (_, line) => {
      const startSample = line * 96_000;
      const isJapanese = index % 2 === 1 && line % 2 === 1;
      return {
        source: line % 3 === 0 ? "mic" : "tab",
        utterance: startSample,
        revision: 1,
        startSample,
        endSample: startSample + 80_000,
        stable: line === lines ? "heliotrope" : lineOf(isJapanese),
        tail: "",
        isFinal: true,
        language: isJapanese ? "ja" : "en",
      };
    });
    return { session, title: `Meeting ${index}`, startedAtMs: 0, segments, gaps: [], suppressed: [] };
  };
  /** As `fold` does, for the letters that are here. */
  // oxlint-disable-next-line unicorn/consistent-function-scoping -- the page gets this function and nothing around it
  const folded = (text: string) =>
    text
      .toLowerCase()
      .replaceAll("é", "e")
      .replaceAll("ï", "i")
      .replaceAll("ß", "ss")
      .replaceAll("’", "'")
      .replaceAll("サーバー", "さーばー");
  const texts = new Map<number, string>();
  const textOf = (session: string) => {
    const index = Number(session.slice(-12));
    const all =
      texts.get(index % VARIANTS) ??
      transcriptOf(sessionOf((index % VARIANTS) + VARIANTS))
        .segments.map(({ stable }) => `${folded(stable)}\n`)
        .join("");
    texts.set(index % VARIANTS, all);
    const rare = index % 97 === 0 ? "heliotrope\n" : "";
    return { folded: all + rare, people: [], wordCount: lines * wordsALine, lengthMs: lines * 6000 };
  };
  const answers: Readonly<Record<string, (query: { sessions: string[]; session: string }) => unknown>> = {
    "list-meetings": () =>
      Array.from({ length: meetings }, (_, index) => {
        const startedAtMs = Date.UTC(2026, 10, 22) - index * 3_600_000;
        return { session: sessionOf(index), startedAtMs, completeness: "complete", isExempt: false };
      }),
    "get-meeting-heads": ({ sessions }) =>
      sessions.map((session) => {
        const speakers = { tab: "Others", mic: "You" };
        const reading = { name: "read", title: `Meeting ${Number(session.slice(-12))}`, speakers };
        return { session, samples: 57_600_000, lineCount: lines, reading };
      }),
    "get-meeting-texts": ({ sessions }) =>
      sessions.map((session) => ({ session, reading: { name: "read", text: textOf(session) } })),
    "get-transcript": ({ session }) => ({ name: "read", transcript: transcriptOf(session) }),
  };
  const status = {
    session: { name: "idle", lastError: null },
    host: { name: "connected", version: "" },
    recovered: [],
    pendingDeletions: 0,
    problem: null,
  };
  const snapshot = { type: "snapshot", status, settings: {}, transcript: null };
  const port = {
    postMessage: () => {},
    disconnect: () => {},
    onMessage: {
      addListener: (listener: (message: unknown) => void) => queueMicrotask(() => listener(snapshot)),
    },
    onDisconnect: { addListener: () => {} },
  };
  for (const api of [globalThis.chrome, Reflect.get(globalThis, "browser") as typeof chrome | undefined]) {
    if (api?.runtime === undefined) continue;
    Object.defineProperty(api.runtime, "connect", { value: () => port });
    Object.defineProperty(api.runtime, "sendMessage", {
      value: (
        query: { type: string; sessions: string[]; session: string },
        done?: (answer: unknown) => void,
      ) => {
        // As it comes from another process: a copy, and in a turn of its own.
        const answered = new Promise((resolve) => {
          setTimeout(() => resolve(structuredClone(answers[query.type]?.(query))));
        });
        if (done !== undefined) void answered.then(done);
        return answered;
      },
    });
  }
}
