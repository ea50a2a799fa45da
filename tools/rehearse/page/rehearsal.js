/**
 * A tab whose audio is one file. `data-audio` on the root says where it stands: loading, ready, playing,
 * ended or failed; a click on the player starts it like any other page's.
 */
const root = document.documentElement;
const state = find("#state", HTMLElement);
const audio = find("#tab-audio", HTMLAudioElement);

show("loading", "Loading the audio");
audio.addEventListener("canplaythrough", () => show("ready", "Waiting for the capture"), { once: true });
audio.addEventListener("playing", () => show("playing", "Playing"));
audio.addEventListener("ended", () => show("ended", "The audio is over"));
audio.addEventListener("error", () => show("failed", audio.error?.message ?? "The audio cannot be played"));

/**
 * @template {HTMLElement} Kind
 * @param {string} selector
 * @param {new () => Kind} kind
 * @returns {Kind}
 */
function find(selector, kind) {
  const element = document.querySelector(selector);
  if (element instanceof kind) return element;
  throw new TypeError(`index.html has no ${selector}`);
}

/**
 * @param {string} name
 * @param {string} words
 */
function show(name, words) {
  root.dataset["audio"] = name;
  state.textContent = words;
}
