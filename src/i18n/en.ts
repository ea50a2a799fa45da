import type { ErrorCode } from "../../protocol/errors.ts";
import type { GapReason } from "../../protocol/gaps.ts";
import { countedIn } from "./plural.ts";

/** What happened, and what the reader can do about it. */
export interface ErrorText {
  readonly sentence: string;
  readonly remedy: string;
}

const counted = countedIn("en");
/** The remedy of every error against which the first-run page has numbered steps. */
const steps = "“Show the steps…” says what to do, one step after the other.";

/**
 * Every word that people read, in English; every other language has the same table (`Words`). Short, no jargon: a reader of
 * captions has little time for anything else.
 */
export const en = {
  /** BCP 47, the primary subtag. */
  language: "en",
  name: "Earshot",
  /** Puts sentences one after the other. */
  inOneLine: (sentences: readonly string[]) => sentences.join(" "),
  state: {
    idle: "Ready",
    starting: "Starting…",
    recording: "Recording",
    paused: "Paused",
    stalled: "Not recording",
    stopping: "Finishing the last captions…",
  },
  /** The toolbar button's tooltip, by the session's state. */
  toolbar: {
    idle: "Earshot",
    starting: "Earshot is starting",
    recording: "Earshot is captioning this meeting",
    paused: "Earshot is paused: nothing is recorded",
    stalled: "Earshot receives no audio",
    stopping: "Earshot is finishing the transcript",
    /** In place of all others while something is tried out. */
    tryOut: "Earshot is trying out your microphone",
  },
  start: "Start captions",
  stop: "Stop",
  openPanel: "Open transcript",
  help: "What Earshot does",
  sources: { tab: "Meeting tab", mic: "Your microphone" },
  sourceOff: "off",
  level: (source: string) => `Sound level: ${source}`,
  levelValue: (percent: number) => `${percent} %`,
  connecting: "Connecting…",
  /** A number, written already, with its unit. */
  units: {
    milliseconds: (value: string) => `${value} ms`,
    seconds: (value: string) => `${value} s`,
    minutes: (value: string) => `${value} min`,
    hours: (value: string) => `${value} h`,
    percent: (value: string) => `${value} %`,
  },
  /** What the two sides are called until the user names them. */
  speakers: { tab: "Others", mic: "You" },
  numberedSpeaker: (number: number) => `Speaker ${number}`,
  doubtful: "the model is not sure of this word",
  alertWord: "one of your alert words",
  late: "Captions are behind and catching up.",
  lag: (late: string) => `Captions are ${late} behind, catching up. All sound is safe.`,
  lagUnsafe: (late: string) => `Captions are ${late} behind.`,
  soundIsSafe: "All sound is safe.",
  /** What captions do without while the computer is too slow. */
  steps: {
    one_talker: "Unfinished words appear for the last speaker only until the computer catches up.",
    finals_only: "Only finished sentences appear until the computer catches up.",
    quick_finals:
      "Only finished sentences appear, transcribed less carefully, until the computer catches up.",
    catching_up: "The computer is too busy: sound is stored first and transcribed as soon as there is time.",
  },
  strike: {
    button: "Strike the last minute",
    ask: "Strike the last minute? Its words and sound are deleted for good.",
    yes: "Strike",
    no: "Keep",
  },
  pause: "Pause",
  continue: "Continue",
  pausedNote: "Nothing is recorded until you continue.",
  /** Which of both it takes depends on how the program was installed: nothing updates it by itself. */
  helperOutdated:
    "The program on this computer is older than this extension. Install its newest package; in a clone, run “git pull” and “npm start”.",
  heldInMemory: "New sound is held in memory, for up to 10 minutes.",
  mute: "Mute",
  unmute: "Unmute",
  muteLabel: "Mute my microphone in Earshot",
  unmuteLabel: "Unmute my microphone in Earshot",
  /** Of the user's list of alert words. */
  wordAlert: (word: string, clock: string) => `“${word}” was said at ${clock}.`,
  /** Said outside of the browser: without the word. */
  alertWordSaid: "One of your alert words was said in the meeting.",
  mutedNote: "Your microphone is muted in Earshot: your words are not captioned.",
  silenced: {
    paused: "paused",
    muted: "muted",
    muted_in_meeting: "muted in the meeting",
    meeting_left: "left the meeting",
    tab_crashed: "page crashed",
  },
  leaving: {
    elsewhere: "The tab has left the meeting: nothing is recorded there.",
    left: "The call seems to be over.",
    stops: "Captions stop by themselves in a moment.",
    /** The browser may hide from Earshot that it is. */
    back: "Is the meeting back in that tab? Press the Earshot button there.",
    keepOn: "Keep on",
    /** Above captions that have no button for it. */
    fromPage: "Press the Earshot button to keep on.",
    stopped: "Captions stopped because the call was over.",
  },
  namesUnavailable: "Names are not available in this meeting; captions go on.",
  /** The meeting's own mute keeps the microphone out; `blind`: whether it still holds cannot be seen. `fromPage`: the way out, above captions.
   * `unseen`: nobody sees whether it holds, and the microphone is live. */
  mutedInMeeting: {
    note: "Muted in the meeting: your words are not captioned.",
    blind:
      "You were muted in the meeting when Earshot last saw it. Whether you still are is not seen. Your words are not captioned.",
    fromPage: "Press the Earshot button to be captioned.",
    override: "Caption me",
    overrideLabel: "Caption me until I am not muted in the meeting any more",
    unseen: "Earshot cannot see whether you are muted in the meeting. Mute yourself in Earshot too.",
    overridden: "Captioned although muted in the meeting.",
  },
  /** What keeps speech recognition from the network. */
  networkSandboxes: {
    seccomp: "The system refuses speech recognition every connection (seccomp).",
    seatbelt: "The system refuses speech recognition every connection (macOS sandbox).",
    "audit-hook":
      "On this computer the system does not keep speech recognition from the network. Earshot’s own code opens no connection.",
  },
  sidecar: {
    restarting: "Speech recognition stopped and is being started again.",
    kept: "Sound is kept.",
    failed: "Speech recognition could not be started again.",
    failedKept: "No captions appear, but sound is still recorded and kept.",
    failedOnly: "No captions appear.",
    waiting: (waiting: string) => `${waiting} of sound waits for its captions.`,
    retry: "Try again",
  },
  stopping: {
    left: (left: string) => `About ${left} of sound left.`,
    almost: "Almost done…",
    progress: "Progress of the last captions",
    finishNow: "Finish now",
    finishNowNote: "The rest is kept and transcribed at the next start.",
    improving: (done: number, all: number) => `Improving the transcript: ${done} of ${all} lines`,
    finishUnimprovedNote: "Nothing is lost: the other lines stay as they are.",
  },
  dismiss: "Dismiss",
  openMicrophonePage: "Allow the microphone…",
  openHostPage: "Show the steps…",
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
    timeLeft: (time: string) => `About ${time} left.`,
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
  settings: {
    title: "Settings",
    more: "More settings",
    language: "Spoken language",
    detect: "Detect automatically",
    languages: "Languages I expect",
    languagesHint: "Preferred when in doubt. None: any language.",
    addLanguage: "Add…",
    removeLanguage: (language: string) => `Remove ${language}`,
    translate: "Translate captions to English",
    microphone: "Caption my own voice",
    browserEcho: "Let the browser remove echo",
    browserEchoHint:
      "Earshot takes the meeting’s sound out of your microphone itself and keeps what you say while others talk; the browser loses much of that, but also removes what other tabs and programs play.",
    meetingMute: "Follow the meeting’s mute",
    meetingMuteHint:
      "While you are muted in Google Meet or Zoom, or before you ask to join, your microphone is not listened to. Earshot looks at the mute button of the page.",
    stopWithCall: "Stop by itself when I leave the call",
    overlay: "Show captions on the meeting page",
    voices: "Tell voices apart",
    voicesHint:
      "Whoever speaks in the meeting is numbered by voice, and you can name them. Voices are compared on this computer, for this meeting only.",
    doubts: "Underline doubtful words",
    device: "Runs on",
    devices: { auto: "Automatic", cpu: "Processor", cuda: "NVIDIA graphics card" },
    microphoneDevice: "Microphone",
    microphoneDefault: "The browser’s default",
    microphoneNumber: (number: number) => `Microphone ${number}`,
    microphoneGone: "The chosen one (not connected)",
    microphoneUnnamed: "Microphones have names here once they are allowed.",
    retention: "Keep transcripts",
    retentionForever: "Until I delete them",
    retentionDays: (days: number) => (days === 365 ? "1 year" : `${days} days`),
    retentionHintForever: "Nothing is ever deleted by itself.",
    retentionHint: (days: string) =>
      `Transcripts, and sound left over from them, are deleted for good after ${days}. Nothing else ever is.`,
    retentionAsk: (days: string) => `Meetings older than ${days} will be deleted for good.`,
    retentionConfirm: "Delete older meetings",
    retentionCancel: "Cancel",
    vocabulary: "Names and special words",
    vocabularyHint: "Separated by commas. They help the model to spell.",
    alertWords: "Alert me when the others say",
    alertWordsHint:
      "Your name, for example; separated by commas. What sounds like it counts too. A word that the captions miss raises no alert.",
    alertNotification: "Also by a notification of the system, which names no word",
  },
  consent: {
    title: "Before the first time",
    hears: "What it hears",
    hearsBody:
      "The sound of the meeting’s tab and, if you allow it, your microphone. Only from Start to Stop.",
    stays: "Where it stays",
    staysBody:
      "On this computer. A program here turns sound into text. Sound is deleted once it is written down, text when you delete it. Only if you turn on “Keep the sound of meetings” in the settings is it kept, encrypted.",
    leaves: "What leaves this computer",
    leavesBody: "Nothing.",
    others: "In many places the others must know, and agree. Tell them.",
    more: "Read more",
    agree: "I understand",
    copyNotice: "Copy a notice for the chat",
    noteLabel: "Consent of the others, noted in exports",
    noteHint: "Exports carry this note with the time at which you made it.",
    notNoted: "Consent: not noted",
    bases: {
      agreed_aloud: "Everyone agreed aloud",
      notice_in_chat: "Notice in the chat",
      notice_in_invitation: "Notice in the invitation",
      not_needed: "No consent needed",
    },
    /** The line in an export; `basis` is one of `inExports`. */
    sentence: (basis: string, when: string) => `Consent: ${basis}, ${when}`,
    inExports: {
      agreed_aloud: "everyone agreed aloud",
      notice_in_chat: "notice in the chat",
      notice_in_invitation: "notice in the invitation",
      not_needed: "none needed",
    },
  },
  panel: {
    title: "Transcript",
    empty: "No captions yet",
    emptyIdle: "Open your meeting’s tab, press the Earshot button in the toolbar, then “Start captions”.",
    emptyListening: "Listening. Captions appear here as soon as someone speaks.",
    emptyStalled: "No sound arrives, so there is nothing to caption.",
    noMatch: (query: string) => `No line has “${query}”.`,
    search: "Search",
    searchLabel: "Search the transcript",
    matches: counted({ one: "# line", other: "# lines" }),
    copyAll: "Copy all",
    copyLine: "Copy this line",
    copied: "Copied",
    notCopied: "Not copied",
    export: "Export",
    exportAgain: "Try again",
    copy: "Copy",
    copyAs: (format: string) => `Copy as: ${format}`,
    /** What a person may leave out of exports. */
    parts: {
      title: "What goes in",
      times: "Times",
      speakers: "Speakers",
      gaps: "What was not recorded",
      bookmarks: "Marked moments, highlights",
      versions: "Earlier versions of lines",
      echoes: "Lines that repeat the others",
      consent: "Note of consent",
      note: "For all formats. Subtitles always have times. JSON always has everything, so that it can be imported again.",
    },
    formats: {
      txt: "Plain text",
      md: "Markdown",
      docx: "Word document",
      html: "Web page, to read and print",
      srt: "Subtitles, SubRip",
      vtt: "Subtitles, WebVTT",
      csv: "Table, for spreadsheets",
      json: "JSON, for programs",
    },
    /** The head of a table of lines. */
    columns: { time: "Time", speaker: "Speaker", text: "Text" },
    rename: (speaker: string) => `Rename ${speaker}`,
    speakerName: "Speaker’s name",
    jump: "Jump to latest",
    newLines: counted({ one: "# new line", other: "# new lines" }),
    readAloud: "Read new lines to my screen reader",
    lines: "Captions",
    linesHelp:
      "Up and down arrow keys move between lines, Enter copies a line. The right arrow key shows or hides what stands behind a line.",
    improved: "improved",
    improvedBy: (model: string) => `Improved by ${model}: show first version`,
    suppressed: "Unclear sound held back",
    keepEcho: "I said this",
    echo: "Repeats the others",
    showSuppressed: "Show",
    hideSuppressed: "Hide",
    speaking: "still speaking",
    edit: {
      open: "Edit this line",
      field: "Words of this line",
      speaker: "Said by",
      save: "Save",
      saving: "Saving…",
      cancel: "Cancel",
      split: "Split here",
      splitHint: "Makes two lines of it at the cursor (Shift+Enter)",
      splitNowhere: "Put the cursor between two words: the line is split there.",
      joinBefore: "Join with the line before",
      joinAfter: "Join with the line after",
      undo: "Undo",
      edited: "edited",
      versions: "versions",
      showVersions: "Show every version of this line",
      recognisedLive: "Recognised live:",
      improvedByModel: (model: string) => `Improved by ${model}:`,
      editedAt: (moment: string) => `Edited ${moment}:`,
      restore: "Back to what was recognised",
      noWords: "no words",
      tooLong: counted({
        one: "A line has at most # character. What you typed is still here.",
        other: "A line has at most # characters. What you typed is still here.",
      }),
      changedMeanwhile: "Meanwhile this line was changed. It reads now:",
      elsewhere: "The line that you are editing is not in this list.",
      linesHelp:
        "Up and down arrow keys move between lines, Enter or F2 edits a line, H highlights it, Ctrl+C copies it. The right arrow key shows or hides what stands behind a line.",
    },
    bookmarks: {
      titles: {
        moments: "Marked moments",
        highlights: "Highlighted lines",
        both: "Marked moments and highlighted lines",
      },
      mark: "Mark this moment",
      highlight: "Highlight this line",
      highlighted: "Highlighted",
      count: counted({ one: "# marked moment", other: "# marked moments" }),
      highlightCount: counted({ one: "# highlighted line", other: "# highlighted lines" }),
      jump: (time: string) => `Show what was said at ${time}`,
      note: (time: string) => `Note at ${time}`,
      notePlaceholder: "Note",
      remove: (time: string) => `Remove the mark at ${time}`,
    },
    replace: {
      open: "Replace…",
      by: "Replace by",
      all: counted({ one: "Replace in # line", other: "Replace in # lines" }),
      here: "Replace in this line",
      done: counted({ one: "Replaced in # line.", other: "Replaced in # lines." }),
      tooLong: counted({
        one: "# line stays as it is: it would be longer than 10,000 characters.",
        other: "# lines stay as they are: they would be longer than 10,000 characters.",
      }),
      always: "Always write it so",
      alwaysHint: "Adds it to your vocabulary, which the recognition prefers from now on",
      isKnown: "It is in your vocabulary.",
    },
    back: "Back to the current meeting",
    keyAway:
      "Earshot’s program on this computer holds the key to this meeting, and does not answer. Nothing is lost.",
    keysAway:
      "Meetings of an earlier version wait to be encrypted. They can be read as soon as Earshot’s program on this computer answers. Nothing is lost.",
    notThere: "This transcript could not be opened. It may have been deleted.",
    loading: "Opening…",
  },
  history: {
    title: "All meetings",
    /** Read beside the list, or in its place. */
    readingLabel: "The chosen meeting",
    search: "Search all meetings",
    searchLabel: "Search the words and titles of all meetings",
    searchHint:
      "A meeting is found when it has all of the words. Put quotation marks around words that belong together.",
    count: counted({ one: "# meeting", other: "# meetings" }),
    found: counted({ one: "Found in # meeting", other: "Found in # meetings" }),
    hits: counted({ one: "# hit", other: "# hits" }),
    hitsAtLeast: (hits: string) => `${hits} or more`,
    reading: (read: number, all: number) => `still reading: ${read} of ${all} can be searched`,
    words: counted({ one: "# word", other: "# words" }),
    storage: (size: string) => `About ${size} on this computer`,
    empty: "No meetings yet",
    noMatch: (query: string) => `No meeting has “${query}”.`,
    searching: "Searching…",
    noneChosen: "No meeting fits what is chosen above.",
    locked: "Encrypted. It can be read as soon as its key is there.",
    keysAway:
      "Earshot’s program on this computer holds the keys to your meetings and does not answer. Nothing is lost; until then they are listed by their dates.",
    running: "Running now",
    runningNote: "This meeting is running. Stop it first.",
    unfinished: "Cut off, waits to be finished",
    kept: "Kept",
    imports: {
      button: "Import…",
      hint: "Meetings that Earshot saved as JSON",
      drop: "Drop the JSON files here to import the meetings.",
      reading: (file: string) => `Importing ${file}…`,
      imported: (title: string) => `“${title}” is imported.`,
      present: (title: string) => `“${title}” is here already. Nothing was imported.`,
      exempt: "It is older than you keep transcripts, so it is kept until you delete it.",
      waiting: counted({ one: "# more file waits.", other: "# more files wait." }),
      importedMany: counted({ one: "# meeting is imported.", other: "# meetings are imported." }),
      presentMany: counted({
        one: "# meeting is here already. Nothing of it was imported.",
        other: "# meetings are here already. Nothing of them was imported.",
      }),
      exemptMany: "Those that are older than you keep transcripts are kept until you delete them.",
      open: "Open",
      refused: (file: string) => `${file} was not imported.`,
      /** Of a meeting in the list. */
      badge: "Imported",
    },
    order: "Order",
    orders: {
      newest: "Newest first",
      oldest: "Oldest first",
      longest: "Longest first",
      title: "By title",
    },
    from: "From",
    until: "Until",
    allDates: "All days",
    site: "Site",
    allSites: "All sites",
    sites: { meet: "Google Meet", zoom: "Zoom", other: "Other sites" },
    listHelp: "Up and down arrow keys move between meetings, Enter opens a meeting, Space selects one.",
    select: (title: string) => `Select ${title}`,
    selection: "Selected meetings",
    selected: counted({ one: "# selected", other: "# selected" }),
    selectAll: "Select all",
    clear: "Select none",
    rename: "Rename",
    renameField: "Title of the meeting",
    keep: "Keep this one",
    keepSelected: counted({ one: "Keep # meeting", other: "Keep # meetings" }),
    keepHint: counted({
      one: "It is never deleted by itself, however long transcripts are kept.",
      other: "They are never deleted by themselves, however long transcripts are kept.",
    }),
    deleteAsk: counted({
      one: "Delete this meeting for good? Its words, sound that is left of it, and its key are destroyed. Files that you saved stay.",
      other:
        "Delete # meetings for good? Their words, sound that is left of them, and their keys are destroyed. Files that you saved stay.",
    }),
    pick: "Choose a meeting to read it here.",
    gone: "This meeting is deleted.",
    wordless: "Nothing was said in this meeting.",
  },
  /** What is stored of a meeting’s audio (ADR-042). */
  listening: {
    setting: "Keep the sound of meetings",
    hint: "Off unless you turn it on. While it is on, the sound of both sides of every meeting is kept on this computer, encrypted like the text, about 22 MB an hour, so that you can listen to lines again in “All meetings”. In many places a recording needs the consent of the others: tell them. Exports hold no sound.",
    retention: "Keep the sound",
    retentionLongest: "As long as the transcript",
    retentionHintLongest: "It is deleted together with its transcript.",
    retentionHint: (days: string) =>
      `Sound is deleted for good after ${days}, and with its transcript at the latest. Meetings that you keep keep theirs.`,
    retentionAsk: (days: string) =>
      `The sound of meetings older than ${days} will be deleted for good. Their words stay.`,
    retentionConfirm: "Delete older sound",
    kept: "The sound is kept.",
    title: "Sound of this meeting",
    size: (size: string) => `${size} of sound kept`,
    line: "Listen to this line",
    play: "Listen",
    pause: "Pause",
    back: "5 s back",
    forward: "5 s forward",
    speed: "Speed",
    loading: "Loading the sound…",
    failed: "This part of the sound cannot be played. Its words are not affected.",
    linesHelp: "P plays a line or pauses it.",
    delete: "Delete the sound…",
    ask: "Delete the sound of this meeting for good? Its words stay.",
    position: (time: string) => `At ${time}`,
  },
  recovered: {
    title: "Recovered meetings",
    folded: counted({ one: "# earlier meeting was cut off", other: "# earlier meetings were cut off" }),
    untitled: "Meeting",
    waiting: (left: string) => `Cut off. ${left} of its sound waits to be transcribed.`,
    waitingOnly: "Cut off. Waits to be finished.",
    transcribing: (left: string) => `Cut off. Being finished: about ${left} of sound left.`,
    transcribingOnly: "Cut off. Being finished…",
    done: "It was cut off. All that was recorded is transcribed now.",
    keyMissing: "Its key is gone, so it can no longer be read. It can only be deleted.",
    pendingDeletions: counted({
      one: "# meeting is deleted here. As soon as Earshot’s program on this computer answers, it destroys the key and the sound.",
      other:
        "# meetings are deleted here. As soon as Earshot’s program on this computer answers, it destroys the key and the sound.",
    }),
    open: "Open",
    delete: "Delete…",
    deleteAsk: "Delete its transcript and sound for good?",
    deleteYes: "Delete",
    deleteNo: "Keep",
    of: (action: string, title: string) => `${action}: ${title}`,
  },
  diagnostics: {
    title: "Diagnostics",
    tab: "Meeting",
    mic: "You",
    captured: "Frames captured (100 ms)",
    waiting: "Frames waiting to be stored",
    stored: "… of these stored",
    lost: "Frames lost",
    sentAgain: "Frames sent again",
    balance: "Captured = stored + waiting + lost",
    journalled: "Frames on disk",
    toSidecar: "… of these sent to speech recognition",
    notYetSent: "… not sent yet",
    understood: "… of these worked through",
    balanced: "yes",
    unbalanced: (by: number) => `off by ${by}`,
    dropRate: "Frames dropped, of all received",
    restarts: "Restarts of speech recognition",
    deadlocks: "Standstills (30 s without progress)",
    process: (name: string) => `Process: ${name}`,
    processFigures: (cpuSeconds: string, peakMegabytes: string) =>
      `${cpuSeconds} s CPU, at most ${peakMegabytes} MB`,
    copy: "Copy report",
    copyHint: "Figures and states only: no words, names or titles.",
    echo: {
      off: "Echo of the meeting in your microphone: not looked for at present.",
      watching: "Echo of the meeting in your microphone: none found.",
      cancelling: (delayMs: number) =>
        `Echo of the meeting in your microphone: taken out, ${delayMs} ms late.`,
    },
    unrendered: "Sound lost to overload",
    shortHoles: "… holes of less than 0.2 s in it",
    firstWords: "Delay of first words (p50 / p95)",
    finals: "Delay of finished lines (p50 / p95)",
    startToFirstFrame: "From Start to stored sound",
    framesSent: "Frames sent to speech recognition",
    framesDropped: "Frames dropped",
    eventsReceived: "Events received",
    parseErrors: "Unreadable messages",
    ipcErrors: "Connection errors",
    averageLatency: "Average time until speech recognition",
    ignored: "Messages ignored",
    peopleOnPage: "People on the page: named / seen",
    speakingOnPage: "Speaking shown by the page",
    step: "Step on the way down when too slow",
    steps: {
      full: "0 – everything",
      rare_partials: "1 – unfinished lines change less often",
      one_talker: "2 – unfinished lines of one speaker",
      finals_only: "3 – finished lines only",
      quick_finals: "4 – quicker finished lines",
      catching_up: "5 – sound waits on the disk",
    },
    partialInterval: "Unfinished lines change every",
    redone: "Passages transcribed twice",
    suppressed: "Passages suppressed as not spoken",
    calibration: "Chosen for this computer",
    calibrationFigures: (models: string, threads: number, unitMs: number) =>
      `${models}, ${threads} threads, 4 s in ${unitMs} ms`,
    coverage: {
      received: "Sound that reached speech recognition",
      noSpeech: "… without speech",
      final: "… in finished lines",
      failed: "… that failed",
      open: "… not finished yet",
      uncovered: "… unaccounted for",
    },
  },
  overlay: {
    label: "Earshot captions",
    move: "Move: drag, or use the arrow keys",
    resize: "Resize: drag, or use the arrow keys",
    smaller: "Smaller text",
    larger: "Larger text",
    fainter: "More see-through",
    darker: "Less see-through",
    hide: "Hide captions",
    show: "Show captions",
    hold: "Hold the captions still",
    marked: "Marked",
    notMarked: "Not marked: no room for more",
    sight: {
      covered:
        "Something on the meeting page lies over the captions. Close it, or drag the captions away from it. The side panel shows them too.",
      removed:
        "The meeting page took its captions away. Earshot puts them back as long as the page lets it. The side panel shows them too.",
      refused: "This page does not let captions be drawn on it. They are in the side panel.",
    },
    listening: "Listening…",
    starting: "Starting…",
    modelLoading: "The speech model is loading. Sound is kept; its captions follow.",
    demoModel: "Demo model: it knows little but the demo meeting.",
    paused: "Paused. Nothing is recorded.",
    /** Also of one that never ran. */
    sidecarFailed:
      "Speech recognition could not be started. Sound is kept. Press the Earshot button to try again.",
    unmute: "Press the Earshot button to unmute it.",
    /** Of an error whose steps are on the first-run page, to which popup and panel have a button. */
    helperRemedy: "Press the Earshot button: it leads to the steps that mend it.",
    /** Where the error's own remedy names something that popup and panel have and the captions do not. */
    remedies: {
      microphone_not_granted:
        "Press the Earshot button, then “Allow the microphone…”, and choose “Allow while visiting the site”.",
      microphone_denied:
        "Press the Earshot button, then “Allow the microphone…”: the page that opens says how to allow it again.",
    } as Readonly<Partial<Record<ErrorCode, string>>>,
  },
  captionOptions: {
    title: "Caption options",
    lines: "Lines",
    place: "Position",
    places: {
      "top-left": "Top left",
      top: "Top centre",
      "top-right": "Top right",
      "bottom-left": "Bottom left",
      bottom: "Bottom centre",
      "bottom-right": "Bottom right",
    },
    opacity: "Background",
    font: "Font",
    fonts: { sans: "Sans", serif: "Serif", mono: "Even widths", dyslexic: "OpenDyslexic" },
    colours: "Colours",
    systemColours: "As the system",
    presets: {
      "white-on-black": "White on black",
      "yellow-on-black": "Yellow on black",
      "black-on-white": "Black on white",
    },
    /** Shows what a pair of colours looks like. */
    sample: "Aa",
    ownWords: "Show my own words",
    clickThrough: "Let clicks through to the page",
    clickThroughHint: "To press these buttons again: Alt+Shift+L, or the Earshot button.",
    takeClicks: "Captions take clicks again",
    clicksPass: "Clicks go through the captions to the page.",
  },
  captionWindow: {
    open: "Open captions in a window",
    openShort: "Caption window",
    onTop: "Keep on top of other windows",
    isOnTop:
      "The captions are in a small window on top of all others. You can minimise this window; closing it closes the captions too.",
    bringBack: "Bring the captions back here",
    onTopRefused:
      "The browser opened no window on top of the others. Its settings, or your organisation’s, may forbid it.",
    ended: "The meeting has ended. Its last captions stay here until you close this window.",
    empty: "No meeting is being captioned. Captions appear here when one is.",
  },
  shortcuts: {
    title: "Keyboard shortcuts",
    everywhere: "Everywhere in the browser",
    inLines: "In the lines of a meeting",
    inMeetings: "In the list of meetings",
    /** No key. */
    unset: "none",
    change: "Those that hold everywhere you can change on the browser’s page chrome://extensions/shortcuts.",
    close: "Close",
    /** By the names of the manifest's commands, which says the same. */
    commands: {
      "toggle-capture": "Start or stop captions for this tab",
      "mark-moment": "Mark this moment of the meeting",
      "strike-last-minute": "Strike the last minute: delete its words and sound for good",
      "toggle-click-through": "Let clicks through the captions to the page, or take them again",
    },
    /** Keys, and what they do; as in the help for screen readers. */
    lines: [
      ["↑ ↓", "Go to another line"],
      ["Enter, F2", "Edit the line (then Enter saves it, Esc leaves it as it was)"],
      ["Shift+Enter", "Split the line that is being edited"],
      ["H", "Highlight the line, or no more"],
      ["P", "Listen to the line, or pause (in “All meetings”, where its sound is kept)"],
      ["Ctrl+C", "Copy the line"],
      ["→", "Show or hide what stands behind the line"],
    ] as readonly (readonly [string, string])[],
    meetings: [
      ["↑ ↓", "Go to another meeting"],
      ["Enter", "Open the meeting"],
      ["Space", "Select the meeting"],
    ] as readonly (readonly [string, string])[],
  },
  welcome: {
    title: "Captions that never leave your computer",
    lead: "Earshot writes down what both sides of a browser meeting say, while they say it.",
    steps: { done: "Done", now: "Now", later: "Later" },
    captured: "What Earshot listens to",
    capturedTab:
      "The sound of one tab: the one where you press the Earshot button. No other tab, no page content.",
    capturedMicrophone:
      "Your microphone, if you allow it, so that your own words are captioned too. The two are never mixed.",
    capturedWhen: "Only from “Start captions” until “Stop”. The toolbar button shows when it listens.",
    local: "Everything stays on this computer",
    localBody:
      "A program on this computer turns sound into text. By rules that the browser enforces, the extension can fetch, load and send nothing. Those rules do not cover WebRTC, the browser’s downloads and opened pages: Earshot uses no WebRTC, saves only transcripts, and opens only its own pages and the browser’s settings. The one download is a speech model, and only when you ask for it.",
    localAudio:
      "Sound waits on your disk only until its captions are written. Only if you turn on “Keep the sound of meetings” in the settings is it kept, encrypted.",
    others: "Tell the others",
    othersBody:
      "In many places people must know, and agree, before their words are written down. Say it at the start: “I use live captions that write down what we say. They stay on my computer.”",
    agree: "I understand and will tell the others",
    agreed: "You agreed. Thank you.",
    microphone: "Your microphone",
    microphoneBody:
      "When the browser asks, choose “Allow while visiting the site”. With “Allow this time” your captions would end when you leave this page.",
    microphoneButton: "Allow the microphone",
    microphoneAgain: "Ask again",
    microphoneSkip: "Continue without a microphone",
    microphoneSkipped: "Not used, as you chose. Only the others are captioned.",
    microphoneStates: {
      unknown: "Not asked yet. Without it, only the others are captioned.",
      asking: "Waiting for your answer at the top of the window…",
      granted: "Allowed. Your own words will be captioned.",
      denied:
        "Refused. To change it, press the icon left of this page’s address, open “Site settings” and set the microphone to “Allow”. Captions of the others work all the same.",
      dismissed:
        "The question was closed without an answer. Ask again and choose “Allow while visiting the site”.",
      missing:
        "No microphone was found. Connect one and ask again. Captions of the others work all the same.",
      busy: "The microphone could not be opened; another program may be holding it. Close that program and ask again.",
    },
    host: "The transcriber on this computer",
    hostBody: "A small program beside the browser does the listening work.",
    hostStates: {
      disconnected: "Not connected. It starts together with the first captions.",
      connecting: "Connecting…",
      connected: (version: string) => `Connected (version ${version}).`,
    },
    hostRetry: "Check again",
    looksAgain: "This page looks again by itself, every few seconds.",
    speech: "Speech model and microphone",
    /** What a speech model is; `model` is the one that is offered first. */
    modelBody: (model: string) =>
      `It turns sound into words. The first one, “${model}”, is small: quick on most computers, with some mistakes. Larger ones make fewer and need a faster computer; they are in the list below.`,
    allModels: "All speech models",
    tryOut: {
      title: "Try it out for 20 seconds",
      body: "Speak a few sentences and read them here. It ends by itself, and nothing is kept: what it captures is deleted at once.",
      start: "Start the try-out",
      again: "Try once more",
      stop: "Stop",
      first: "First finish the three steps above.",
      noMicrophone: "This needs your microphone. Captions of the others work without it.",
      busy: "Captions are running. You can try it out when they have stopped.",
      elsewhere:
        "You are trying out Earshot. That ends by itself within seconds; then you can start captions of a meeting.",
      opening: "Opening your microphone…",
      speak: "Speak now.",
      left: (time: string) => `${time} left`,
      writing: "Writing down the last words…",
      outcomes: {
        words: "It works. These words stand only on this page and are gone when you close it.",
        "no-words":
          "Sound came in, but no words were recognised. Move closer to the microphone, speak in whole sentences, and check the spoken language behind the Earshot button in the toolbar.",
        "no-sound":
          "No sound came in. Check that the microphone is connected, switched on and not muted, and that the right one is chosen behind the Earshot button in the toolbar.",
      },
    },
    keyStorage: {
      keychain: "Meetings are stored encrypted. The key to them is in this system’s keychain.",
      file: "Meetings are stored encrypted. The key to them is in a file that only you may read, as this system offers no keychain.",
    },
    ready: "Ready",
    readyBody: "Open your meeting, press the Earshot button in the toolbar, then “Start captions”.",
    readyPin:
      "If you do not see that button, press the puzzle piece at the top right of the browser, then the pin beside Earshot.",
  },
  /** Numbered steps against an error of the program on this computer (`src/welcome/helper`). */
  guide: {
    title: (browser: string, system: string) => `Step by step, for ${browser} on ${system}`,
    /** In the place of a remedy, above the steps. */
    follow: "These steps mend it:",
    unsupported: (system: string) =>
      `On ${system} there is no Earshot program for this copy of the extension. Its packages are for Linux, Windows and macOS.`,
    get: (system: string) =>
      `Install the newest version of Earshot’s program for ${system}. You get it where you got this extension.`,
    download: (system: string) =>
      `Download the newest version of Earshot’s program for ${system}, open the file and follow it.`,
    downloadButton: (system: string) => `Download for ${system}`,
    /** `terminal` is one of the sentences below. */
    registerAgain: (terminal: string) => `If it is installed already, register it again. ${terminal}`,
    terminals: {
      win: "Press the Windows key and R together, type “cmd” and press Enter: a window for commands opens.",
      mac: "Press Command and the space bar together, type “Terminal” and press Return: a window for commands opens.",
      linux:
        "Press Ctrl, Alt and T together, or open “Terminal” among your programs: a window for commands opens.",
    },
    inFolder: (terminal: string) => `${terminal} In it, go to the folder of your clone of Earshot.`,
    enter: {
      win: "Copy this command, paste it into that window with Ctrl and V, and press Enter.",
      mac: "Copy this command, paste it into that window with Command and V, and press Return.",
      linux: "Copy this command, paste it into that window with Ctrl, Shift and V, and press Enter.",
    },
    copyCommand: "Copy the command",
    copyLine: "Copy the line",
    answer:
      "Read what it answers. Where something is wrong, it says what, and behind the arrow (→) what to do.",
    administrator: "Send this line to the person who looks after this computer, and ask them to allow it.",
    /** `address` is that of one of the browser's own pages. */
    policies: (address: string) => `They find the rules of this browser at ${address}.`,
    wait: "Wait a few seconds: it is started again by itself. Go on only if that does not help.",
    otherCopies: (address: string) =>
      `If that does not help, type ${address} into the address bar, press Enter, and remove every other copy of Earshot.`,
    newestExtension: (address: string) =>
      `Type ${address} into the address bar and press Enter. Switch on “Developer mode” and press “Update”: that brings the newest extension.`,
    reload: (address: string) =>
      `Type ${address} into the address bar, press Enter, and press the round arrow beside Earshot.`,
    packagedBrowser: (browser: string) =>
      `If your ${browser} comes from the Snap Store or from Flathub, it cannot start other programs. Then use a browser from its maker’s own package (.deb or .rpm), such as Google Chrome.`,
    back: "Come back to this page and press “Check again”.",
    checking: "Checking…",
    unchanged: (clock: string) => `Checked at ${clock}: it is still so.`,
    reportHint:
      "The report is for whoever helps you: versions, browser, system and kind of error. No word of a meeting.",
  },
  /** What a person reads of each error: what happened, and the one thing to do. */
  errors: {
    incompatible_protocol_version: {
      sentence: "The extension and the program on this computer are of different versions.",
      remedy: steps,
    },
    invalid_message: {
      sentence: "A part of Earshot sent something the others do not understand.",
      remedy: "Stop and start the captions. If it comes back, install Earshot again.",
    },
    unknown_method: {
      sentence: "The program on this computer is older than the extension.",
      remedy: "Install the newest version of both.",
    },
    message_too_large: {
      sentence: "A message between Earshot’s parts was too large and was not sent.",
      remedy: "Stop and start the captions.",
    },
    session_unknown: {
      sentence: "That meeting was over already.",
      remedy: "Nothing else was changed. Captions that do not run can be started again.",
    },
    session_already_running: {
      sentence: "Another meeting is being captioned.",
      remedy: "Stop that one first, then start here.",
    },
    host_not_installed: {
      sentence: "The browser does not find Earshot’s program on this computer.",
      remedy: steps,
    },
    host_forbidden: {
      sentence: "Earshot’s program on this computer refuses this copy of the extension.",
      remedy: steps,
    },
    host_blocked: {
      sentence: "An administrator’s policy keeps the browser from starting Earshot’s program.",
      remedy: "Ask your administrator to allow “app.earshot.host” by the policy “NativeMessagingAllowlist”.",
    },
    host_start_failed: {
      sentence: "Earshot’s program on this computer ends as soon as it is started.",
      remedy: steps,
    },
    host_exited: {
      sentence: "Earshot’s program on this computer has stopped.",
      remedy: "It is started again by itself. If not, stop and start the captions.",
    },
    host_protocol_broken: {
      sentence: "The browser cannot read what Earshot’s program writes.",
      remedy: steps,
    },
    host_misconfigured: {
      sentence: "The settings of Earshot’s program are missing or unreadable.",
      remedy: steps,
    },
    sidecar_start_failed: {
      sentence: "Speech recognition could not be started.",
      remedy: steps,
    },
    sidecar_died: {
      sentence: "Speech recognition has stopped; your sound is kept.",
      remedy: "If it stops again, choose a smaller model.",
    },
    sidecar_corrupt_output: {
      sentence: "Speech recognition gives answers that cannot be read.",
      remedy: steps,
    },
    model_not_found: {
      sentence: "The chosen speech model is not on this computer.",
      remedy: "Download it, or choose another model in the settings.",
    },
    model_corrupt: {
      sentence: "The files of the chosen speech model are damaged, or no plain files.",
      remedy: "Remove the model and download it again, or choose another one.",
    },
    model_changed: {
      sentence:
        "The files of your own model have changed since it was last used. The changed model is in use.",
      remedy:
        "If it was not you who changed them, choose another model and find out what writes to that folder.",
    },
    model_altered: {
      sentence: "The files of the chosen speech model are not the ones they should be, so they are not used.",
      remedy: "Remove the model and download it again. If you did not change it, somebody else may have.",
    },
    model_download_failed: {
      sentence: "The speech model could not be downloaded.",
      remedy: "Check the network and choose the model again; the download goes on where it stopped.",
    },
    model_in_use: {
      sentence: "This speech model is being used or downloaded and cannot be removed now.",
      remedy: "Stop the meeting or choose another model first, or cancel the download.",
    },
    model_too_large: {
      sentence: "Too little memory is free for the chosen speech model.",
      remedy: "Close other programs and choose the model again, or choose a smaller one.",
    },
    transcription_failed: {
      sentence: "A few words could not be transcribed.",
      remedy: "Nothing to do: captions go on. If it repeats, choose a smaller model.",
    },
    journal_unwritable: {
      sentence: "Earshot cannot write to its folder, so new sound cannot be saved.",
      remedy:
        "“Show the steps…” says which folder that is. Once it can be written, saving goes on by itself.",
    },
    disk_full: {
      sentence: "The disk is full, so new sound cannot be saved.",
      remedy: "Free some space; saving goes on by itself then.",
    },
    disk_nearly_full: {
      sentence: "The disk is nearly full: less than an hour of sound fits on it.",
      remedy: "Free some space soon. Until it is full, everything is kept.",
    },
    session_key_missing: {
      sentence: "The key to this meeting is gone, so it can no longer be read.",
      remedy: "Delete the meeting. If you moved Earshot’s folder, put its “keys” folder back.",
    },
    keychain_unavailable: {
      sentence: "Your computer’s keychain is locked or missing, so earlier meetings cannot be opened now.",
      remedy: "Unlock the keychain (sign in again), then open the meeting again. Nothing is lost.",
    },
    audio_lost: {
      sentence: "Some sound could not be kept; words may be missing from the transcript.",
      remedy: "Close other programs or free disk space, so that it does not happen again.",
    },
    tab_not_capturable: {
      sentence: "The browser does not let any extension listen to this page.",
      remedy: "Go to the meeting’s tab and start there.",
    },
    tab_already_captured: {
      sentence: "This tab is already being captured.",
      remedy: "Stop the other capture, or reload the tab, then start again.",
    },
    tab_not_invoked: {
      sentence: "The browser wants you to choose the tab yourself.",
      remedy: "Go to the meeting’s tab, press the Earshot button in the toolbar and start there.",
    },
    tab_capture_failed: {
      sentence: "The browser did not give out this tab’s sound.",
      remedy: "Reload the meeting’s tab and start again.",
    },
    tab_closed: {
      sentence: "The meeting’s tab was closed, so the captions ended. The transcript is kept.",
      remedy: "Open the meeting again and start there.",
    },
    tab_crashed: {
      sentence: "The meeting’s page has crashed, so the others are not captioned.",
      remedy: "Reload the meeting’s tab; the captions go on by themselves.",
    },
    microphone_not_granted: {
      sentence: "Your microphone is not allowed yet; only the others are captioned.",
      remedy: "Press “Allow the microphone…” and choose “Allow while visiting the site”.",
    },
    microphone_denied: {
      sentence: "The microphone was refused; only the others are captioned.",
      remedy:
        "Open Earshot’s site settings, set the microphone to “Allow”, then choose “Allow while visiting the site”.",
    },
    microphone_missing: {
      sentence: "No microphone is connected; only the others are captioned.",
      remedy: "Connect a microphone; your captions then start by themselves.",
    },
    microphone_lost: {
      sentence: "The microphone stopped; only the others are captioned.",
      remedy:
        "Your captions go on by themselves when it is plugged in, or allowed again with “Allow while visiting the site”.",
    },
    capture_stalled: {
      sentence: "No sound arrives from the browser.",
      remedy: "Reload the meeting’s tab, then stop and start the captions.",
    },
    frames_not_stored: {
      sentence: "Sound is heard but does not reach Earshot’s program; it is held in memory.",
      remedy: "Wait a moment. If it stays like this, stop and start the captions.",
    },
    transcript_damaged: {
      sentence: "Parts of a stored meeting cannot be read: they were changed on the disk.",
      remedy: "The rest is shown. Another program, or a failing disk, changed the browser’s files.",
    },
    transcript_not_stored: {
      sentence: "The browser cannot store finished captions; Earshot’s program keeps them.",
      remedy: "Free some disk space; they are stored by themselves then.",
    },
    audio_not_stored: {
      sentence:
        "The sound of this meeting is no longer kept: the browser could not encode it or has no room for it.",
      remedy:
        "Captions go on, and what was kept until then can be heard. Free some disk space before the next meeting.",
    },
    edit_not_stored: {
      sentence: "Your change is not stored: the browser’s database does not take it.",
      remedy: "Free some disk space, then save it again. What you wrote is still here.",
    },
    line_gone: {
      sentence: "This line is not there any more: it was struck, or its meeting was deleted.",
      remedy: "Copy what you wrote, if you need it elsewhere.",
    },
    export_disk_full: {
      sentence: "The file was not saved: the disk is full.",
      remedy: "Free some space, then save it again. The transcript itself is safe.",
    },
    export_blocked: {
      sentence: "The file was not saved: the browser or a security program did not allow it.",
      remedy:
        "Allow downloads in the browser’s settings, or save it in another format. The transcript itself is safe.",
    },
    export_failed: {
      sentence: "The file was not saved: the browser could not write to its downloads folder.",
      remedy:
        "Choose another folder in the browser’s settings under “Downloads”, then save it again. The transcript itself is safe.",
    },
    import_too_large: {
      sentence: "The file was not read: it is larger than 64 MB.",
      remedy: "The JSON export of a meeting takes far less. Choose the file that Earshot saved.",
    },
    import_unreadable: {
      sentence: "The browser could not read the file.",
      remedy: "It may be a folder, or it was moved or deleted meanwhile. Choose it again.",
    },
    import_not_json: {
      sentence: "The file is damaged: it is not complete JSON.",
      remedy: "Export the meeting again where it is stored, then import that file.",
    },
    import_not_an_export: {
      sentence: "This JSON file is not a meeting saved by Earshot.",
      remedy: "Choose a file that was saved with “Export”, as JSON.",
    },
    import_other_version: {
      sentence: "The file comes from a version of Earshot that this one does not know.",
      remedy: "Update Earshot, then import the file again.",
    },
    import_damaged: {
      sentence:
        "Something in the file is missing or is not as Earshot writes it. Nothing of it was imported.",
      remedy:
        "Export the meeting again where it is stored, then import that file. Files changed by hand have to keep to the published schema.",
    },
    import_disk_full: {
      sentence: "The meeting was not imported: the browser has no room left on this disk.",
      remedy:
        "Free some space or delete meetings that you no longer need, then import the file again. Nothing of it was stored.",
    },
    import_not_stored: {
      sentence: "The meeting was not imported: the browser’s database refused it.",
      remedy: "Restart the browser, then import the file again. Nothing of it was stored.",
    },
    copy_refused: {
      sentence: "Nothing was copied: the browser does not let Earshot use the clipboard.",
      remedy: "Click into this page and copy again, or save it as a file. The transcript itself is safe.",
    },
    internal_error: {
      sentence: "Something in Earshot broke.",
      remedy:
        "Stop and start the captions. If it comes back, please report it with “Copy report” from the diagnostics below the transcript.",
    },
  } satisfies Record<ErrorCode, ErrorText>,
  /** Audio that is missing from a transcript: who, and why. */
  gaps: {
    bothSides: "Both sides",
    missing: (who: string, why: string) => `${who}: not recorded – ${why}`,
    struck: (who: string) => `${who}: struck by you`,
    reasons: {
      paused: "you paused the captions",
      muted: "your microphone was muted in Earshot",
      muted_in_meeting: "you were muted in the meeting",
      meeting_left: "the tab had left the meeting",
      microphone_off: "your microphone was not available",
      overload: "the computer was overloaded",
      asleep: "the computer was asleep",
      not_stored: "the sound could not be stored",
      tab_crashed: "the meeting’s page had crashed",
      damaged: "what was stored could not be read back",
    } satisfies Record<Exclude<GapReason, "struck">, string>,
  },
};

/** What every language must have. */
export type Words = typeof en;
