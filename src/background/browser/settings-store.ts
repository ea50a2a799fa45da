import browser from "webextension-polyfill";
import {
  changeSettings,
  DEFAULT_SETTINGS,
  parseSettings,
  SETTINGS_KEY,
  type Settings,
  type SettingsChange,
} from "../../shared/settings.ts";

/** The stored settings, kept current however they were changed. */
export class SettingsStore {
  #settings = DEFAULT_SETTINGS;
  /** One change after the other, each built on what is stored by then. */
  #written: Promise<void> = Promise.resolve();

  /** Reads the settings and calls `onChange` after every later change, with what they were before. */
  async open(onChange: (settings: Settings, before: Settings) => void): Promise<void> {
    browser.storage.local.onChanged.addListener((changes) => {
      const change = changes[SETTINGS_KEY];
      if (change === undefined) return;
      const before = this.#settings;
      this.#settings = parseSettings(change.newValue);
      onChange(this.#settings, before);
    });
    const stored = await browser.storage.local.get(SETTINGS_KEY);
    this.#settings = parseSettings(stored[SETTINGS_KEY]);
  }

  get settings(): Settings {
    return this.#settings;
  }

  /**
   * Resolves once the change is stored; views are sent it by `onChange`.
   * @throws what the browser says when it stores nothing
   */
  change(change: SettingsChange): Promise<void> {
    const written = this.#written.then(async () => {
      const stored = await browser.storage.local.get(SETTINGS_KEY);
      const settings = changeSettings(parseSettings(stored[SETTINGS_KEY]), change);
      await browser.storage.local.set({ [SETTINGS_KEY]: settings });
    });
    this.#written = written.catch(() => {});
    return written;
  }
}
