/** What the browser hears as the microphone: a WAV file, silence, or the machine's real device. */
export type Microphone = { readonly file: string } | "none" | "real";

/** Command-line arguments for a run; see the reasons beside each. */
export function browserArguments(microphone: Microphone, isHeadless: boolean, isRoot: boolean): string[] {
  return [
    // Chromium's sandbox refuses to run as root, which is what containers are.
    ...(isRoot ? ["--no-sandbox"] : []),
    ...(isHeadless
      ? [
          // Larger than every page here, with the side panel beside it: the browser takes pointer events to a frame only
          // where its window really is.
          "--screen-info={1920x1200}",
          "--window-size=1800,1100",
          "--force-device-scale-factor=1",
          "--autoplay-policy=no-user-gesture-required",
        ]
      : ["--start-maximized", "--hide-crash-restore-bubble"]),
    ...(microphone === "real" ? [] : ["--use-fake-device-for-media-stream"]),
    // Not repeated at its end; what follows is its last buffer again and again, so it must end in silence.
    ...(typeof microphone === "object"
      ? [`--use-file-for-fake-audio-capture=${microphone.file}%noloop`]
      : []),
  ];
}

/**
 * Puppeteer's own arguments that would spoil the run: a muted browser gives captures exact zeros, and a window
 * for people needs no banner about test software.
 */
export const UNWANTED_ARGUMENTS = ["--mute-audio", "--enable-automation"];
