/* What a page does that wants the captions: it registers names, patches every prototype that an overlay might touch, keeps
   whatever passes, and looks into everything that it can lay its hands on. */

const caught = [];

function keeping(original) {
  return function kept(...given) {
    const result = Reflect.apply(original, this, given);
    caught.push(this, ...given, result);
    return result;
  };
}

function snare(prototype, name) {
  const descriptor = Object.getOwnPropertyDescriptor(prototype, name) ?? {};
  for (const part of ["value", "get"]) if (part in descriptor) descriptor[part] = keeping(descriptor[part]);
  Object.defineProperty(prototype, name, descriptor);
}

const SNARED = new Map([
  [Element.prototype, ["attachShadow", "append", "setAttribute", "remove"]],
  [Node.prototype, ["appendChild", "insertBefore", "isConnected"]],
  [HTMLElement.prototype, ["showPopover", "hidePopover", "attachInternals", "popover"]],
  [HTMLIFrameElement.prototype, ["src", "contentWindow", "contentDocument"]],
  [Document.prototype, ["createElement", "adoptNode"]],
  [CSSStyleSheet.prototype, ["replaceSync", "replace"]],
  [MutationObserver.prototype, ["observe"]],
  [EventTarget.prototype, ["addEventListener"]],
  [Crypto.prototype, ["randomUUID"]],
]);
for (const [prototype, names] of SNARED) for (const name of names) snare(prototype, name);

addEventListener("message", ({ data, source }) => {
  caught.push(data, source);
});

/** Takes a name for itself; an element of that name is built by this page and shows it its root. */
function claim(name) {
  customElements.define(
    name,
    class extends HTMLElement {
      constructor() {
        super();
        caught.push(this.attachInternals().shadowRoot);
      }
    },
  );
}
claim("earshot-overlay");
claim("earshot-captions");

const attempts = [
  (element) => element.shadowRoot,
  (element) => element.attachInternals().shadowRoot,
  (element) => element.attachShadow({ mode: "open", clonable: true, serializable: true }),
  (element) => element.contentDocument?.documentElement,
];

/** Every text that hangs on `value`. */
function textsOf(value, seen) {
  if (seen.has(value) || value === null || value === undefined) return [];
  seen.add(value);
  if (!(value instanceof Node)) return [Object.prototype.toString.call(value), `${value?.data ?? ""}`];
  const found = [value.textContent ?? "", value.outerHTML ?? "", value.getHTML?.() ?? ""];
  for (const attempt of attempts) {
    try {
      found.push(...textsOf(attempt(value), seen));
    } catch {
      // Not for this page.
    }
  }
  return [...found, ...[...value.childNodes].flatMap((child) => textsOf(child, seen))];
}

/** What lies under points of `element`, and what copies of it hold. */
function around(element) {
  const { left, top, width, height } = element.getBoundingClientRect();
  const points = [0.2, 0.5, 0.8].map((share) => [left + width * share, top + height / 2]);
  return [
    element.cloneNode(true),
    document.importNode(element, true),
    ...points.flatMap(([x, y]) => [
      ...document.elementsFromPoint(x, y),
      document.elementFromPoint(x, y),
      document.caretPositionFromPoint(x, y)?.offsetNode,
    ]),
  ];
}

/** Everything that the page gets to see, as text, and which of `words` its search finds. */
globalThis.plunder = (words) => {
  claim("earshot-late");
  const seen = new Set();
  const hosts = [...document.querySelectorAll("[popover]")];
  const texts = [document, ...caught, ...hosts.flatMap(around)].flatMap((value) => textsOf(value, seen));
  for (let index = 0; index < 20; index += 1)
    if (globalThis[index] !== undefined) texts.push(`frame ${index}`);
  texts.push(...performance.getEntries().map(({ name }) => name));
  // Not case sensitive, forwards, around, parts of words, in frames.
  const found = words.filter((word) => globalThis.find(word, false, false, true, false, true));
  const selection = getSelection();
  selection.selectAllChildren(document.documentElement);
  texts.push(`${selection}`);
  document.addEventListener("copy", ({ clipboardData }) => {
    texts.push(clipboardData.getData("text"), `${getSelection()}`);
  });
  document.execCommand("selectAll");
  document.execCommand("copy");
  texts.push(`${getSelection()}`);
  selection.removeAllRanges();
  return { text: texts.join("\n"), found };
};
