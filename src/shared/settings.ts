import { DEFAULT_TRANSCRIPTION_SETTINGS, transcriptionSettings } from "../../protocol/settings.ts";
import { z } from "../../protocol/zod.ts";

/** What the user chose, as stored by the browser. Unknown or broken values fall back to their defaults. */
const settingsSchema = z.object({
  transcription: z.catch(transcriptionSettings, DEFAULT_TRANSCRIPTION_SETTINGS),
  /** Whether the microphone is captured beside the tab. */
  isMicrophoneWanted: z.catch(z.boolean(), true),
  /** `deviceId` of the chosen microphone; null is the browser's default. */
  microphoneDeviceId: z.catch(z.nullable(z.string()), null),
  /** Whether the captions are drawn on the meeting page. */
  isOverlayWanted: z.catch(z.boolean(), true),
  /** Transcripts and left-over sound older than this many days are deleted; null keeps everything. */
  retentionDays: z.catch(z.nullable(z.int().check(z.positive(), z.maximum(3650))), null),
  /** The user has read what is captured and agreed (UI-7). */
  hasConsented: z.catch(z.boolean(), false),
});
export type Settings = z.infer<typeof settingsSchema>;

export const SETTINGS_KEY = "settings";
export const DEFAULT_SETTINGS: Settings = settingsSchema.parse({});

/** Reads stored settings of any age. Never throws. */
export function parseSettings(stored: unknown): Settings {
  const parsed = settingsSchema.safeParse(stored);
  return parsed.success ? parsed.data : DEFAULT_SETTINGS;
}

/** Chooses the largest installed model that keeps up on this computer. */
export const AUTOMATIC_MODEL = "auto";

/** What the recogniser begins with where that finds none (python-stt, model_catalogue.py). */
export const FIRST_MODEL = "base";

/** The models offered by name; a host may add local ones. */
export const OFFERED_MODELS = ["tiny", "base", "small", "medium", "large-v3-turbo", "demo"] as const;
