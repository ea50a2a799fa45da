import { type ReadonlySignal, signal } from "@preact/signals";
import { errorKind } from "../../../protocol/errors.ts";
import { words } from "../../i18n/index.ts";

/** An audio input as the browser lists it; both texts are empty until the microphone is allowed. */
export type Microphone = Pick<MediaDeviceInfo, "deviceId" | "label">;

export interface MicrophoneChoice {
  /** Null is the browser's default. */
  readonly deviceId: string | null;
  readonly name: string;
}

/** Ids by which the browser means "whichever is set in the system": the default is offered once, by our own name. */
const ALIASES = new Set(["", "default", "communications"]);

/** The default first, then every microphone by name. `chosen` is always among them, also while it is unplugged (pure). */
export function microphoneChoices(
  devices: readonly Microphone[],
  chosen: string | null,
): readonly MicrophoneChoice[] {
  const real = devices.filter(({ deviceId }) => !ALIASES.has(deviceId));
  const isGone = chosen !== null && !real.some(({ deviceId }) => deviceId === chosen);
  return [
    { deviceId: null, name: words.settings.microphoneDefault },
    ...real.map(({ deviceId, label }, index) => ({
      deviceId,
      name: label.trim() || words.settings.microphoneNumber(index + 1),
    })),
    ...(isGone ? [{ deviceId: chosen, name: words.settings.microphoneGone }] : []),
  ];
}

/** The microphones that are plugged in, kept up to date while the page lives. */
export function watchMicrophones(media: MediaDevices): ReadonlySignal<readonly Microphone[]> {
  const microphones = signal<readonly Microphone[]>([]);
  const list = async () => {
    const devices = await media.enumerateDevices();
    microphones.value = devices.filter(({ kind }) => kind === "audioinput");
  };
  // A browser that lists none leaves the default to choose, which is what it would capture.
  const refresh = () =>
    void list().catch((error: unknown) => console.warn("No list of microphones:", errorKind(error)));
  media.addEventListener("devicechange", refresh);
  refresh();
  return microphones;
}
