/** What is said of speech models, in English; part of `text.ts`. */
export const englishModels = {
  model: {
    title: "Speech model",
    /** `model` is null while it is not known which one the computer chooses. */
    downloading: (model: string | null, percent: number | null) =>
      `Downloading ${model ?? "the speech model"}${percent === null ? "…" : `: ${percent} %`}`,
    loading: (model: string | null) => `Loading ${model ?? "the speech model"}…`,
    ready: (model: string, device: string) => `${model} runs on this computer’s ${device}.`,
    devices: { cpu: "processor", cuda: "graphics card" },
    demo: "Demo model: it knows the words of the demo meeting and little else.",
    demoStandsIn: (requested: string | null) =>
      `The demo model stands in ${requested === null ? "because no other one is here" : `for ${requested}`}. It knows the words of the demo meeting and little else.`,
    standsIn: (model: string, requested: string | null) =>
      requested === null ? `${model} stands in for another model.` : `${model} stands in for ${requested}.`,
    seconds: (seconds: string) => `${seconds} s`,
    calibrations: {
      keeps_up: (model: string, _partialModel: string, seconds: string) =>
        `On this computer ${model} keeps up with speech (4 s of it take ${seconds}).`,
      smaller_partials: (model: string, partialModel: string, seconds: string) =>
        `On this computer: words while they are spoken by ${partialModel}, finished sentences by ${model} (4 s of speech take ${seconds}).`,
      rare_partials: (model: string, _partialModel: string, seconds: string) =>
        `${model} is slow on this computer (4 s of speech take ${seconds}), so words appear less often while they are spoken. A smaller model beside it would help.`,
      finals_only: (model: string, _partialModel: string, seconds: string) =>
        `${model} is too slow on this computer (4 s of speech take ${seconds}), so only finished sentences appear. A smaller model would show words as they are spoken.`,
      graphics_card: (model: string, _partialModel: string, seconds: string) =>
        `${model} runs on the graphics card (4 s of speech take ${seconds}).`,
    },
    unknown: "It is loaded when captions start.",
    safeMeanwhile: "Sound is kept meanwhile; its captions follow.",
    names: {
      auto: "Choose for this computer",
      tiny: "tiny – fastest, rough",
      base: "base – fast",
      small: "small – balanced",
      medium: "medium – careful, slower",
      "large-v3-turbo": "large-v3-turbo – best, wants a graphics card",
      "large-v3": "large-v3 – best, large, needs a graphics card",
      demo: "demo – only for the demo meeting",
    } as Readonly<Record<string, string>>,
  },
  models: {
    title: "Manage models",
    asking: "Asking what is here…",
    inUse: "In use",
    about: (size: string) => `about ${size}`,
    here: (size: string | null) => (size === null ? "On this computer" : `${size} on this computer`),
    comesAlong: "Comes with Earshot",
    own: (size: string | null) => (size === null ? "From your own folder" : `${size}, from your own folder`),
    away: (size: string | null) => (size === null ? "Not on this computer" : `${size} to download`),
    toDownload: (model: string, size: string | null) =>
      size === null ? `${model} (to download)` : `${model} (${size} to download)`,
    notHere: (model: string) => `${model} (not on this computer)`,
    part: (received: string, total: string | null) =>
      total === null
        ? `${received} are here; a download goes on from there.`
        : `${received} of ${total} are here; a download goes on from there.`,
    downloading: (received: string, total: string | null, percent: number | null) =>
      total === null || percent === null
        ? `Downloading: ${received}`
        : `${percent} % · ${received} of ${total}`,
    progress: (model: string) => `Download of ${model}`,
    waiting: "Waiting to begin…",
    checking: "Checking what came…",
    download: "Download",
    goOn: "Go on",
    tryAgain: "Try again",
    cancel: "Cancel",
    remove: "Remove…",
    removePart: "Remove part",
    removeAsk: (size: string | null) =>
      size === null
        ? "Remove it? It can be downloaded again."
        : `Remove it? That frees ${size}; it can be downloaded again.`,
    removeYes: "Remove",
    removeNo: "Keep",
    /** For a screen reader: several models have the same buttons. */
    of: (action: string, model: string) => `${action}: ${model}`,
    news: {
      downloading: (model: string) => `${model} is being downloaded.`,
      checking: (model: string) => `${model} is being checked.`,
      installed: (model: string) => `${model} is on this computer now.`,
      cancelled: (model: string) => `The download of ${model} was stopped.`,
      failed: (model: string) => `The download of ${model} failed.`,
    },
    /** What failed, where the general sentence of its code speaks of something else. */
    failures: {
      model_download_failed: {
        sentence: "The download broke off: no server that has this model could be reached.",
        remedy: "Check the network and try again; it goes on where it stopped.",
      },
      model_corrupt: {
        sentence: "What came is damaged and was thrown away.",
        remedy: "Try again; if it happens again, wait a day: the model’s server may be at fault.",
      },
      model_altered: {
        sentence: "The server has another model under this name; nothing of it was kept.",
        remedy: "Try again later, or update Earshot. If you use a mirror, try without it.",
      },
      disk_full: {
        sentence: "There is not enough room on the disk for this model.",
        remedy: "Free some space and try again; it goes on where it stopped.",
      },
      model_in_use: {
        sentence: "Another program is downloading this model.",
        remedy: "Wait until it is done, then open this list again.",
      },
    },
    noRoom: (free: string) => `Too large: only ${free} are free on the disk. Free some space first.`,
    free: (free: string) => `${free} are free on the disk.`,
    from: (server: string) => `Models are downloaded from ${server}, and only when you ask for one.`,
    fromTwo: (hub: string, index: string) =>
      `Models are downloaded from ${hub}, some from ${index} if that cannot be reached, and only when you ask for one.`,
    orElse: (hub: string, size: string, index: string) =>
      `${hub} (or ${size} from ${index} if that cannot be reached)`,
    ask: (model: string, size: string | null, server: string) =>
      `${model} is not on this computer yet. Download ${size ?? "it"} from ${server} and use it then?`,
    askYes: "Download and use",
    askNo: "Not now",
    missing: (model: string) => `${model} is not on this computer yet.`,
    offer: (model: string, size: string | null, server: string) =>
      `Download ${model}${size === null ? "" : ` (${size})`} from ${server}`,
    next: (model: string) => `${model} is used as soon as it is here.`,
    correction: "Improve the transcript afterwards with",
    correctionNone: "Nothing",
    correctionHint:
      "When the computer has time, a larger model goes over finished lines again. What you have edited stays as it is.",
    correctionMissing: "Download a model that is larger than the one for live captions to choose it here.",
  },
};
