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

/**
 * Plays the captured tab to the user, for whom it would otherwise be silent (CAP-3). A context of its own, at the
 * device's native rate, so that the 16 kHz path never touches what is played.
 * @returns a function that ends the playback
 */
export function keepTabAudible(stream: MediaStream): () => Promise<void> {
  const context = new AudioContext();
  context.createMediaStreamSource(stream).connect(context.destination);
  return () => context.close();
}
