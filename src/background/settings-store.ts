import browser from "webextension-polyfill";
import { DEFAULT_SETTINGS, parseSettings, SETTINGS_KEY, type Settings } from "../shared/settings.ts";

/** The stored settings, kept current however they were changed. */
export class SettingsStore {
  #settings = DEFAULT_SETTINGS;

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

  async save(settings: Settings): Promise<void> {
    await browser.storage.local.set({ [SETTINGS_KEY]: settings });
  }
}
