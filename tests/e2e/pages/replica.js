// The structure of two platforms' pages, as far as Earshot reads it. `replica` is what the tests do as the platform would.
const NAMES = {
  en: ["Turn off microphone", "Mute my microphone"],
  de: ["Mikrofon ausschalten", "Stummschalten"],
  ja: ["マイクをオフ", "ミュート"],
  pt: ["Desativar", "Silenciar"],
};
const PINS = {
  en: ["Pin ", " to your main screen"],
  de: ["", " anpinnen"],
  ja: ["", "を固定"],
  pt: ["Fixar ", " na tela"],
};
const element = (html) => {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.firstElementChild;
};
const options = new URLSearchParams(location.search);
const language = options.get("language") ?? "en";
const [meetLabel, zoomLabel] = NAMES[language];
const pinLabel = (name) => PINS[language].join(name);
const tokens = () => Array.from({ length: 3 }, () => Math.random().toString(36).slice(2, 8)).join(" ");

const meet = {
  toggle: (name, isMuted) => `
    <button class="${tokens()}" data-is-muted="${isMuted}" data-mute-button aria-label="${meetLabel}">
      <i class="google-symbols ${tokens()}" aria-hidden="true">${name}${isMuted ? "_off" : ""}</i>
    </button>`,
  tile(number, { name = `Person ${number}`, media = `spaces/X/devices/${number}`, isSelf = false } = {}) {
    const id = `spaces/X/devices/${number}`;
    const own = isSelf ? `<button jsname="nsKqzb"></button><button jsname="Ac69Jc"></button>` : "";
    return `
    <div data-participant-id="${id}" data-requested-participant-id="${id}" data-tile-media-id="${media}" class="${tokens()}">
      <div><div jsname="QgSmzd" class="DYfzY cYKTje gjg47c"></div><div jsname="QgSmzd" class="IisKdb"></div></div>
      <button aria-label="${pinLabel(name)}"><i class="google-symbols">keep_outline</i></button>
      <button aria-label="Mute"><i class="google-symbols">mic_off</i></button>
      ${own}
      <div aria-hidden="true" class="${tokens()}">${name}</div>
      <span class="notranslate">${name}</span>
    </div>`;
  },
  /** Another tile, of the same person or of another one. */
  seat(number, seated) {
    document.querySelector("section").append(element(meet.tile(number, seated)));
  },
  /** These are audible from now on: the class of their meters is written anew all the time. */
  speak(numbers) {
    clearInterval(meet.talk);
    meet.talk = setInterval(() => {
      for (const number of numbers)
        for (const meter of document.querySelectorAll(
          `[data-participant-id="spaces/X/devices/${number}"] [jsname="QgSmzd"]`,
        ))
          meter.className = tokens();
    }, 150);
  },
  show(stage, isMuted, people) {
    const leave = `<button class="${tokens()}"><i class="google-symbols">call_end</i></button>`;
    const captions = `<button class="${tokens()}"><i class="google-symbols">closed_caption_off</i></button>`;
    const tiles = Array.from({ length: people }, (_, number) =>
      meet.tile(number, { isSelf: number === 0 && options.has("self") }),
    ).join("");
    document.querySelector("#stage").replaceChildren(
      element(
        stage === "left"
          ? `<div data-call-ended="true"><button jsname="EszDse">↩</button></div>`
          : `<main>
              <section>${stage === "in_call" ? tiles : ""}</section>
              <div class="${tokens()}"><div><span>${meet.toggle("mic", isMuted)}</span></div>
                <div><span>${meet.toggle("videocam", true)}</span></div>
                ${stage === "in_call" ? leave + captions : ""}</div>
            </main>`,
      ),
    );
  },
  mute(isMuted) {
    const button = [...document.querySelectorAll("[data-is-muted]")].find((each) =>
      /^\s*mic/u.test(each.textContent),
    );
    button.dataset.isMuted = String(isMuted);
    button.querySelector("i").textContent = isMuted ? "mic_off" : "mic";
  },
};

const zoom = {
  icon: (isMuted) =>
    `<svg class="${isMuted ? "SvgAudioUnmute" : "SvgAudioMute"}" width="24" height="24"></svg>`,
  get page() {
    return document.querySelector("iframe#webclient")?.contentDocument ?? document;
  },
  tile: (number, name = `Person ${number}`) => `
    <div class="gallery-video-container__video-frame" data-number="${number}">
      <div class="video-avatar__avatar"><div class="video-avatar__avatar-footer"><span role="none">${name}</span></div></div>
    </div>`,
  seat(number, { name } = {}) {
    zoom.page.querySelector(".gallery-video-container").append(element(zoom.tile(number, name)));
  },
  /** The page marks one at a time. */
  speak([speaker = null]) {
    for (const frame of zoom.page.querySelectorAll(".gallery-video-container__video-frame"))
      frame.classList.toggle(
        "gallery-video-container__video-frame--active",
        frame.dataset.number === String(speaker),
      );
  },
  show(stage, isMuted, people = 3) {
    if (options.has("framed") && document.querySelector("iframe#webclient") === null) {
      const frame = element(`<iframe id="webclient" srcdoc="<div id=stage></div>"></iframe>`);
      frame.addEventListener("load", () => zoom.show(stage, isMuted, people), { once: true });
      document.querySelector("#stage").replaceChildren(frame);
      return;
    }
    zoom.page.querySelector("#stage").replaceChildren(
      element(
        stage === "lobby"
          ? `<div><button id="preview-audio-control-button">${zoom.icon(isMuted)}</button>
              <button class="zm-btn preview-join-button">→</button></div>`
          : `<div class="meeting-app">
              <div class="gallery-video-container">${Array.from({ length: people }, (_, number) => zoom.tile(number)).join("")}</div>
              <footer>
              <button class="footer-button-base__button join-audio-container__btn" aria-label="${zoomLabel}">
                <div class="footer-button-base__img-layer">${zoom.icon(isMuted)}</div></button>
              <div class="footer__leave-btn-container"><button>×</button></div></footer></div>`,
      ),
    );
  },
  mute(isMuted) {
    const layer = zoom.page.querySelector(".join-audio-container__btn .footer-button-base__img-layer");
    layer.replaceChildren(element(zoom.icon(isMuted)));
  },
};

// A tab that is captured makes a sound.
const context = new AudioContext();
const tone = new OscillatorNode(context, { frequency: 440 });
tone.connect(new GainNode(context, { gain: 0.1 })).connect(context.destination);
tone.start();

globalThis.replica = /zoom\.(us|com)$/.test(location.hostname) ? zoom : meet;
replica.show(
  options.get("stage") ?? "in_call",
  options.get("muted") === "true",
  Number(options.get("people") ?? 3),
);
