// The structure of two platforms' pages, as far as Earshot reads it. `replica` is what the tests do as the platform would.
const NAMES = {
  en: ["Turn off microphone", "Mute my microphone"],
  ja: ["マイクをオフ", "ミュート"],
  pt: ["Desativar", "Silenciar"],
};
const element = (html) => {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.firstElementChild;
};
const options = new URLSearchParams(location.search);
const language = options.get("language") ?? "en";
const [meetLabel, zoomLabel] = NAMES[language];
const tokens = () => Array.from({ length: 3 }, () => Math.random().toString(36).slice(2, 8)).join(" ");

const meet = {
  toggle: (name, isMuted) => `
    <button class="${tokens()}" data-is-muted="${isMuted}" data-mute-button aria-label="${meetLabel}">
      <i class="google-symbols ${tokens()}" aria-hidden="true">${name}${isMuted ? "_off" : ""}</i>
    </button>`,
  tile: (number) => `
    <div data-participant-id="spaces/X/devices/${number}" data-requested-participant-id="spaces/X/devices/${number}">
      <div jsname="QgSmzd" class="${tokens()}"></div>
      <button aria-label="Mute"><i class="google-symbols">mic_off</i></button>
      <span class="notranslate">Person ${number}</span>
    </div>`,
  show(stage, isMuted, people) {
    const leave = `<button class="${tokens()}"><i class="google-symbols">call_end</i></button>`;
    const captions = `<button class="${tokens()}"><i class="google-symbols">closed_caption_off</i></button>`;
    const tiles = Array.from({ length: people }, (_, number) => meet.tile(number)).join("");
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
  show(stage, isMuted) {
    if (options.has("framed") && document.querySelector("iframe#webclient") === null) {
      const frame = element(`<iframe id="webclient" srcdoc="<div id=stage></div>"></iframe>`);
      frame.addEventListener("load", () => zoom.show(stage, isMuted), { once: true });
      document.querySelector("#stage").replaceChildren(frame);
      return;
    }
    zoom.page.querySelector("#stage").replaceChildren(
      element(
        stage === "lobby"
          ? `<div><button id="preview-audio-control-button">${zoom.icon(isMuted)}</button>
              <button class="zm-btn preview-join-button">→</button></div>`
          : `<div class="meeting-app"><footer>
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
