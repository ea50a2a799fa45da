/** A promise of the product (requirements of the project), and whether a test must cite it already. */
interface Requirement {
  readonly promise: string;
  /** `now`: some test title must cite the id. `later`: an issue of its own will make it so. */
  readonly due: "now" | "later";
}

/** Every promise by id. Tests cite ids in their titles; `coverage.test.ts` fails for one that is due and uncited. */
export const REQUIREMENTS: Readonly<Record<string, Requirement>> = {
  "CAP-1": {
    promise: "The toolbar button or a shortcut starts and stops the capture of the tab in front.",
    due: "now",
  },
  "CAP-2": { promise: "Tab and microphone are captured as two separate sources, never mixed.", due: "now" },
  "CAP-3": { promise: "The tab stays audible while it is captured.", due: "now" },
  "CAP-4": { promise: "A worklet frames 16 kHz mono int16 PCM; the browser resamples.", due: "now" },
  "CAP-5": {
    promise:
      "Microphone permission is asked on a visible page; without it the tab's capture goes on and says so.",
    due: "now",
  },
  "CAP-6": {
    promise: "Microphone choice, own mute, pause and resume; an unplugged device is reopened or reported.",
    due: "now",
  },
  "CAP-7": {
    promise: "Recording is shown only while frames arrive; a stall is named with its cause within 6 s.",
    due: "now",
  },
  "CAP-8": {
    promise:
      "Capture survives closed views, navigation and a stopped worker; every end keeps the transcript.",
    due: "now",
  },
  "CAP-9": {
    promise: "Captioning costs no audio: what captions runs below the browser and leaves it a core.",
    due: "now",
  },
  "WHO-1": {
    promise:
      "Names from the meeting's page come with where they are from, and are unknown rather than wrong.",
    due: "now",
  },
  "WHO-4": {
    promise: "Muted in the meeting is muted here: no frame of it, said everywhere, a gap with its reason.",
    due: "now",
  },
  "WHO-5": {
    promise:
      "Captions end with the call, on two signs and after a countdown; nothing of another page is recorded.",
    due: "now",
  },
  "IPC-1": {
    promise: "PCM flows offscreen → background → host → sidecar as process_audio_stream.",
    due: "now",
  },
  "IPC-2": {
    promise: "Sending and receiving are independent; 10 s without an event do not deadlock.",
    due: "now",
  },
  "IPC-3": {
    promise: "No timeout loses a result: a transcription of more than 5 s is delivered.",
    due: "now",
  },
  "IPC-4": {
    promise: "Every event carries session, source and utterance; nothing reaches another session.",
    due: "now",
  },
  "IPC-5": {
    promise: "No audio is dropped under backpressure; it goes to disk and is caught up.",
    due: "now",
  },
  "IPC-6": { promise: "no_speech is decided from the audio, not from the absence of events.", due: "now" },
  "IPC-7": { promise: "Events come in order per source, once to every subscriber.", due: "now" },
  "IPC-8": { promise: "100 concurrent chunks arrive in order, none lost, none doubled.", due: "now" },
  "IPC-9": { promise: "Corrupt lines are never passed on; errors back off and are bounded.", due: "now" },
  "IPC-10": {
    promise: "A dead sidecar is restarted up to three times and its audio transcribed after.",
    due: "now",
  },
  "IPC-11": {
    promise: "A stop drains what is queued, delivers the last finals, and ends the processes.",
    due: "now",
  },
  "IPC-12": { promise: "Session metrics are counted, logged, reported and visible.", due: "now" },
  "IPC-13": {
    promise: "Two minutes of audio take seconds; memory does not grow over three hours.",
    due: "now",
  },
  "IPC-14": { promise: "Drop rate and deadlock rate are counters, and both are 0.", due: "now" },
  "VER-1": { promise: "A message without version speaks 1.0.", due: "now" },
  "VER-2": {
    promise: "Another major is refused with both versions named; minors and patches work.",
    due: "now",
  },
  "VER-3": { promise: "The handshake opens each wire; no answer within 3 s counts as 1.0.", due: "now" },
  "VER-4": { promise: "The same rule holds on both wires.", due: "now" },
  "VER-5": { promise: "Messages are described once; JSON Schema and Python are held to it.", due: "now" },
  "STT-1": {
    promise: "faster-whisper with a chosen model, device, language, translation and vocabulary.",
    due: "now",
  },
  "STT-2": {
    promise: "Streaming voice activity; partials while speaking, finals after; nothing invented in silence.",
    due: "now",
  },
  "STT-3": {
    promise: "Both sources at the same time on one model; a slow machine lags visibly and drops nothing.",
    due: "now",
  },
  "STT-4": { promise: "Languages without spaces work in captions and exports.", due: "now" },
  "STT-5": {
    promise: "Model download with progress, resume and checksum; the demo model without network.",
    due: "now",
  },
  "STT-7": {
    promise:
      "On human voices with real weights no phrase comes twice and no word is lost between pauses; silence, music and noise give none.",
    due: "now",
  },
  "WHO-3": {
    promise:
      "The tab's echo in the microphone is cancelled, what remains is marked, one's own words stay; a headset's samples are not touched.",
    due: "now",
  },
  "WHO-2": {
    promise:
      "Voices are told apart within the tab, unknown rather than wrong, behind everything that is live.",
    due: "now",
  },
  "UI-1": {
    promise:
      "Overlay on the page: both speakers, place, lines, size, font, colours, opacity, hide, clicks through, remembered per site; captions never jump.",
    due: "now",
  },
  "UI-2": {
    promise:
      "Side panel with times and speakers, free scrolling, search, copy, rename, lines edited in place.",
    due: "now",
  },
  "UI-3": { promise: "Popup with start and stop, meters, state, model and language.", due: "now" },
  "UI-4": { promise: "Export at any moment through a download.", due: "now" },
  "UI-5": { promise: "History with search, delete, re-export, retention and recovery.", due: "now" },
  "UI-6": {
    promise:
      "Dark and light, keyboard only, screen reader, English and Japanese, either direction; axe-core finds nothing in any view that is pictured.",
    due: "now",
  },
  "UI-7": {
    promise: "First-run page: what is captured, that it stays here, consent, host and model state.",
    due: "now",
  },
  "UI-8": {
    promise:
      "Marks and notes at a moment; find and replace; every version of a line is kept and brought back.",
    due: "now",
  },
  "UI-9": {
    promise: "A caption window of its own, where it was left, readable after the meeting.",
    due: "now",
  },
  "INS-1": { promise: "npm start and npm test set everything up on a fresh machine.", due: "now" },
  "INS-2": {
    promise: "Installer and uninstaller per system and browser; doctor names what is missing.",
    due: "now",
  },
  "INS-3": { promise: "A store-ready zip with narrow permissions, each with its reason.", due: "now" },
  "INS-5": {
    promise: "Extension and helper name their releases; each works with the other as it was before.",
    due: "now",
  },
  "SEC-1": { promise: "Nothing leaves the machine.", due: "now" },
  "SEC-2": {
    promise: "The host accepts one extension, opens no named path, bounds everything, logs no text.",
    due: "now",
  },
  "SEC-3": { promise: "Page content is never trusted; captions are text only.", due: "now" },
  "SEC-4": { promise: "Recordings and transcripts are readable by the user only.", due: "now" },
  "SEC-5": {
    promise: "No library reports anything; the captioning process cannot open an internet socket.",
    due: "now",
  },
  "SEC-6": {
    promise:
      "The meeting page cannot read or change captions; every message between worlds is checked for sender and shape.",
    due: "now",
  },
  "SEC-7": {
    promise:
      "Each meeting is encrypted at rest under its own key; deleting destroys the key and the bytes; what is struck is gone for good.",
    due: "now",
  },
};
