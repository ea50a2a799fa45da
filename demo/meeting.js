/**
 * The demo meeting. "Join" plays the others' voices, all on one clock, and shows who speaks and what You
 * should read aloud. `data-meeting` on the root says where it stands: waiting, playing, ended. The end is
 * also an event, `meeting-ended`. With `?voices=people` it is one of human speech, which a real model understands; without, one
 * of synthesised voices, whose words the demo model knows.
 */

/** How long before their line starts You can see it. */
const PROMPT_MS = 2500;
/** Seconds from Join to the script's zero, so that every voice starts exactly on it. */
const COUNT_IN_SECONDS = 0.2;
const SAMPLE_RATE = 48_000;

const areHuman = new URLSearchParams(location.search).get("voices") === "people";
const { default: script } = areHuman
  ? await import("./people.json", { with: { type: "json" } })
  : await import("./script.json", { with: { type: "json" } });

const root = document.documentElement;
const tiles = find("#tiles");
const status = find("#status");
const yourLine = find("#your-line");
const joinButton = find("#join");

const tileOf = new Map(script.participants.map((participant) => [participant.name, addTile(participant)]));
// Decoded before anyone joins, by a context that needs no permission to play.
const decoder = new OfflineAudioContext(1, 1, SAMPLE_RATE);
const others = script.participants.filter(({ source }) => source === "tab");
const voices = await Promise.all(others.map(({ audio }) => decode(audio)));
joinButton.addEventListener("click", join, { once: true });
joinButton.removeAttribute("disabled");
root.dataset["meeting"] = "waiting";

/** @param {string} selector */
function find(selector) {
  const element = document.querySelector(selector);
  if (element instanceof HTMLElement) return element;
  throw new TypeError(`meeting.html has no ${selector}`);
}

/** @param {{ name: string, source: string }} participant */
function addTile({ name, source }) {
  const tile = document.createElement("section");
  tile.className = "tile";
  tile.style.setProperty("--colour", `var(--${name.toLowerCase()})`);
  tile.append(textElement("div", "face", name.slice(0, 1)), textElement("p", "name", name));
  if (source === "mic") tile.append(textElement("p", "source", "your microphone"));
  tiles.append(tile);
  return tile;
}

/**
 * @param {string} tag
 * @param {string} className
 * @param {string} text
 */
function textElement(tag, className, text) {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

function join() {
  joinButton.setAttribute("disabled", "");
  joinButton.textContent = "Joined";
  const context = new AudioContext();
  const zero = context.currentTime + COUNT_IN_SECONDS;
  for (const buffer of voices) {
    const player = new AudioBufferSourceNode(context, { buffer });
    player.connect(context.destination);
    player.start(zero);
  }
  root.dataset["meeting"] = "playing";
  const timer = setInterval(() => {
    const nowMs = (context.currentTime - zero) * 1000;
    show(nowMs);
    if (nowMs < script.durationMs) return;
    clearInterval(timer);
    end();
  }, 50);
}

/** @param {string} url */
async function decode(url) {
  const response = await fetch(url);
  return decoder.decodeAudioData(await response.arrayBuffer());
}

/** @param {number} nowMs since the script's zero */
function show(nowMs) {
  for (const [name, tile] of tileOf) {
    const isSpeaking = script.lines.some(
      ({ speaker, startMs, endMs }) => speaker === name && startMs <= nowMs && nowMs < endMs,
    );
    tile.classList.toggle("speaking", isSpeaking);
  }
  status.textContent = clock(Math.max(0, nowMs));
  const due = script.lines.find(
    ({ source, startMs, endMs }) => source === "mic" && startMs - PROMPT_MS <= nowMs && nowMs < endMs,
  );
  yourLine.textContent = due?.text ?? "";
  yourLine.classList.toggle("due", due !== undefined && due.startMs <= nowMs);
}

/** @param {number} ms */
function clock(ms) {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function end() {
  root.dataset["meeting"] = "ended";
  status.textContent = "The meeting has ended";
  yourLine.textContent = "Thank you. Earshot has the transcript.";
  document.dispatchEvent(new CustomEvent("meeting-ended"));
}
