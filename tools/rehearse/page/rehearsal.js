/**
 * A tab whose sound is one file. `data-sound` on the root says where it stands: loading, ready, playing,
 * ended or failed; a click on the player starts it like any other page's.
 */
const root = document.documentElement;
const state = find("#state", HTMLElement);
const sound = find("#tab-sound", HTMLAudioElement);

show("loading", "Loading the sound");
sound.addEventListener("canplaythrough", () => show("ready", "Waiting for the capture"), { once: true });
sound.addEventListener("playing", () => show("playing", "Playing"));
sound.addEventListener("ended", () => show("ended", "The sound is over"));
sound.addEventListener("error", () => show("failed", sound.error?.message ?? "The sound cannot be played"));

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
  root.dataset["sound"] = name;
  state.textContent = words;
}
