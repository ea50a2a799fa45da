import { EarshotError } from "../../../protocol/errors.ts";

/**
 * Opens the audio of the tab that `streamId` stands for; an id lives 10 s and works once.
 * @throws {EarshotError} `tab_capture_failed`
 */
export async function openTabAudio(streamId: string): Promise<MediaStream> {
  // Chrome's own constraint form: the standard one cannot name a tab, and mixing both is a TypeError.
  const audio = { mandatory: { chromeMediaSource: "tab", chromeMediaSourceId: streamId } };
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: audio as MediaTrackConstraints, video: false });
  } catch (cause) {
    throw new EarshotError("tab_capture_failed", "getUserMedia refused the tab's audio", { cause });
  }
}

/** The captured tab as the user hears it. */
export interface TabPlayback {
  /** Follows the browser's own mute of the tab, which a captured tab's sound no longer passes through. */
  readonly mute: (isMuted: boolean) => void;
  readonly end: () => Promise<void>;
}

/**
 * Plays the captured tab to the user, for whom it would otherwise be silent (CAP-3). A context of its own, at the
 * device's native rate, so that the 16 kHz path never touches what is played.
 */
export function playTab(stream: MediaStream, isMuted: boolean): TabPlayback {
  const context = new AudioContext();
  const source = context.createMediaStreamSource(stream);
  const mute = (isToBeMuted: boolean) => {
    if (isToBeMuted) source.disconnect();
    // A connection that is there already is not made twice.
    else source.connect(context.destination);
  };
  mute(isMuted);
  return { mute, end: () => context.close() };
}
