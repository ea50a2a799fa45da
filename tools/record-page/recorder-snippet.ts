/*
 * The recorder runs in the console of a real call's page, beside the page's own code: a text of its own that needs nothing of this
 * program. `SCRIPT` is our script as it is built, to which the background's end of its port is played.
 */

const BEFORE = String.raw`(() => {
  const started = Date.now();
  const lines = [];
  const people = new Map();
  const keys = new Map();
  const stand = (map, prefix, value) => {
    if (value === null || value === undefined) return value;
    if (!map.has(value)) map.set(value, prefix + (map.size + 1));
    return map.get(value);
  };
  const write = (line) => { if (lines.length < 100000) lines.push(JSON.stringify({ atMs: Date.now() - started, ...line })); };
  const nameless = (message) => {
    if (message.type === "people-read")
      return { ...message, title: message.title === null ? null : "T",
        people: message.people.map((each) => ({ ...each, key: stand(keys, "K", each.key), name: stand(people, "P", each.name) })) };
    if (message.type === "speaking-read")
      return { ...message, intervals: message.intervals.map((each) => ({ ...each, key: stand(keys, "K", each.key),
        startMs: each.startMs - started, endMs: each.endMs === null ? null : each.endMs - started })) };
    return message;
  };
  /* Names of attributes, and those values that no person wrote; of texts only the names of glyphs. */
  const KEPT = /^(jsname|jscontroller|role|class|type|data-is-muted|data-call-ended|data-mute-button|aria-pressed|aria-hidden|data-layout)$/;
  const IDS = /^data-(requested-)?participant-id$|^data-tile-media-id$/;
  const GLYPH = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;
  const skeleton = (element, depth) => {
    const attributes = {};
    for (const { name, value } of element.attributes)
      attributes[name] = KEPT.test(name) ? value.slice(0, 200) : IDS.test(name) ? stand(keys, "K", value) : "…";
    const text = element.childElementCount === 0 ? (element.textContent || "").trim() : "";
    const isGlyph = element.tagName === "I" && GLYPH.test(text);
    const frame = element.tagName === "IFRAME" ? element.contentDocument : null;
    const children = depth > 60 ? [] : [...(frame ? frame.body.children : element.children)];
    return { tag: element.tagName.toLowerCase(), attributes, ...(text === "" ? {} : { text: isGlyph ? text : "…" }),
      children: children.filter((each) => !/^(SCRIPT|STYLE|LINK|META)$/.test(each.tagName)).map((each) => skeleton(each, depth + 1)) };
  };
  const shape = () => write({ type: "skeleton", body: skeleton(document.body, 0) });
  const listeners = [];
  const event = { addListener() {} };
  const port = { postMessage: (message) => write(nameless(message)), disconnect() {}, onDisconnect: event,
    onMessage: { addListener: (listener) => listeners.push(listener) } };
  const api = { runtime: { id: "recorder", connect: () => port } };
  const world = Object.create(globalThis, { chrome: { value: api }, browser: { value: api } });
  shape();
  const timer = setInterval(shape, 60000);
  globalThis.earshotRecorder = {
    get lines() { return lines; },
    stop() {
      clearInterval(timer);
      shape();
      for (const listener of listeners) listener({ type: "leave-page" });
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([lines.join("\n") + "\n"], { type: "application/jsonl" }));
      link.download = "page-" + location.hostname + ".jsonl";
      link.click();
      return lines.length;
    },
  };
  (function (globalThis, chrome, browser) {
`;
const AFTER = `
  })(world, api, api);
  return "recording; earshotRecorder.stop() saves it";
})();
`;

/**
 * Text for the console of a meeting's page: it records what our script reads there, and the structure of the page once a minute, as JSON
 * lines. Names stand as P1, P2 …, ids as K1, K2 …; no other text of the page is in it.
 *
 * @param script our script as it is built
 */
export function recorderSnippet(script: string): string {
  return `${BEFORE}${script}${AFTER}`;
}
