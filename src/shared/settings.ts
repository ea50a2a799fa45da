import {
  DEFAULT_TRANSCRIPTION_SETTINGS,
  transcriptionChange,
  transcriptionSettings,
  wordList,
} from "../../protocol/settings.ts";
import { z } from "../../protocol/zod.ts";
import { exportParts, FIRST_PARTS, storedExportParts } from "./export/parts.ts";
import { CAPTION_FONT_SIZE, CAPTION_FONTS, COLOUR_PRESETS } from "./overlay-layout.ts";

/** Far beyond any desktop. */
const screenPixels = z.int().check(z.minimum(-100_000), z.maximum(100_000));

/** The caption window as it was left. */
const captionWindow = z.strictObject({
  fontSize: z.number().check(z.minimum(CAPTION_FONT_SIZE.least), z.maximum(CAPTION_FONT_SIZE.most)),
  /** In the browser's own screen pixels; null until it was open. */
  bounds: z.nullable(
    z.strictObject({ left: screenPixels, top: screenPixels, width: screenPixels, height: screenPixels }),
  ),
  font: z.enum(CAPTION_FONTS),
  /** Null: the system's own, light or dark. */
  colours: z.nullable(z.enum(COLOUR_PRESETS)),
  areOwnWordsShown: z.boolean(),
});
const FIRST_WINDOW = {
  fontSize: 22,
  bounds: null,
  font: "sans",
  colours: null,
  areOwnWordsShown: true,
} as const;
/** What an older version did not know has a default. */
const storedWindow = z.strictObject({
  ...captionWindow.shape,
  font: z._default(captionWindow.shape.font, FIRST_WINDOW.font),
  colours: z._default(captionWindow.shape.colours, FIRST_WINDOW.colours),
  areOwnWordsShown: z._default(captionWindow.shape.areOwnWordsShown, FIRST_WINDOW.areOwnWordsShown),
});

/** What the user chose, as a view gives it: whole, or not at all. */
const givenSettings = z.strictObject({
  transcription: transcriptionSettings,
  /** Whether the microphone is captured beside the tab. */
  isMicrophoneWanted: z.boolean(),
  /** `deviceId` of the chosen microphone; null is the browser's default. */
  microphoneDeviceId: z.nullable(z.string().check(z.maxLength(1000))),
  /** Whether the browser takes the others out of the microphone, although the helper could. */
  isEchoLeftToBrowser: z.boolean(),
  /** Whether the microphone is kept out while the user is muted in the meeting. */
  isMeetingMuteFollowed: z.boolean(),
  /** Whether captions stop by themselves when the user has left the call. */
  isStoppedWithCall: z.boolean(),
  /** Whether the captions are drawn on the meeting page. */
  isOverlayWanted: z.boolean(),
  /** Whether words that the model doubts are marked, in every view that shows captions. */
  areDoubtsMarked: z.boolean(),
  /** What the user wants to be alerted to when the others say it. */
  alertWords: wordList,
  /** Transcripts and left-over audio older than this many days are deleted; null keeps everything. */
  retentionDays: z.nullable(z.int().check(z.positive(), z.maximum(3650))),
  /** Whether a meeting's audio is stored beside its words, to listen to it again (ADR-042). */
  isAudioStored: z.boolean(),
  /** Audio older than this many days is deleted, with its words' retention at the latest; null: with that. */
  audioRetentionDays: z.nullable(z.int().check(z.positive(), z.maximum(3650))),
  /** The user has read what is captured and agreed (UI-7). */
  hasConsented: z.boolean(),
  captionWindow,
  /** What goes into exports and copies. */
  exportParts,
});
export type Settings = z.infer<typeof givenSettings>;

const { shape } = givenSettings;
/** The same as stored by the browser, by this or another version. Unknown or broken values fall back to their defaults. */
const storedSettings = z.object({
  transcription: z.catch(
    // Where it was stored before voices were told apart they are now, too.
    z.extend(shape.transcription, { voices: z._default(z.boolean(), true) }),
    DEFAULT_TRANSCRIPTION_SETTINGS,
  ),
  isMicrophoneWanted: z.catch(shape.isMicrophoneWanted, true),
  microphoneDeviceId: z.catch(shape.microphoneDeviceId, null),
  isEchoLeftToBrowser: z.catch(shape.isEchoLeftToBrowser, false),
  isMeetingMuteFollowed: z.catch(shape.isMeetingMuteFollowed, true),
  isStoppedWithCall: z.catch(shape.isStoppedWithCall, true),
  isOverlayWanted: z.catch(shape.isOverlayWanted, true),
  areDoubtsMarked: z.catch(shape.areDoubtsMarked, false),
  alertWords: z.catch(shape.alertWords, []),
  retentionDays: z.catch(shape.retentionDays, null),
  isAudioStored: z.catch(shape.isAudioStored, false),
  audioRetentionDays: z.catch(shape.audioRetentionDays, 30),
  hasConsented: z.catch(shape.hasConsented, false),
  captionWindow: z.catch(storedWindow, FIRST_WINDOW),
  exportParts: z.catch(storedExportParts, FIRST_PARTS),
});

/** Some of the settings, as they shall be: a view that says more than was changed there takes back what another one changes. */
export const settingsChange = z.strictObject({
  ...z.partial(givenSettings).shape,
  transcription: z.optional(transcriptionChange),
  captionWindow: z.optional(z.partial(captionWindow)),
  exportParts: z.optional(z.partial(exportParts)),
});
export type SettingsChange = z.infer<typeof settingsChange>;

/** What differs in `after` (pure). */
export function changeBetween(before: Settings, after: Settings): SettingsChange {
  const { transcription: transcriptionBefore, ...othersBefore } = before;
  const { transcription, ...others } = after;
  const change = { ...differing(othersBefore, others) };
  const ofTranscription = differing(transcriptionBefore, transcription);
  return Object.keys(ofTranscription).length === 0 ? change : { ...change, transcription: ofTranscription };
}

/** The settings after `change` (pure). */
export function changeSettings(
  settings: Settings,
  { transcription, captionWindow: window, exportParts: parts, ...others }: SettingsChange,
): Settings {
  return {
    ...present(settings, others),
    transcription: present(settings.transcription, transcription ?? {}),
    captionWindow: present(settings.captionWindow, window ?? {}),
    exportParts: present(settings.exportParts, parts ?? {}),
  };
}

/** What is left out of a change, or undefined in it, stays. */
function present<T extends object>(before: T, change: { readonly [Key in keyof T]?: T[Key] | undefined }): T {
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  return { ...before, ...Object.fromEntries(given) };
}

function differing<T extends object>(before: T, after: T): Partial<T> {
  const keys = Object.keys(after) as (keyof T)[];
  const changed = keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  return Object.fromEntries(changed.map((key) => [key, after[key]])) as Partial<T>;
}

export const SETTINGS_KEY = "settings";

/** The one setting that is no field: the browser's permission to say an alert word by a notification of the system, too. */
export const ALERT_NOTIFICATION: { permissions: ["notifications"] } = { permissions: ["notifications"] };
export const DEFAULT_SETTINGS: Settings = storedSettings.parse({});

/** Reads stored settings of any age. Never throws. */
export function parseSettings(stored: unknown): Settings {
  const parsed = storedSettings.safeParse(stored);
  return parsed.success ? parsed.data : DEFAULT_SETTINGS;
}

/** Chooses the largest installed model that keeps up on this computer. */
export const AUTOMATIC_MODEL = "auto";
