export type Changes = Record<string, { readonly newValue: unknown }>;
/** What a context asks of the browser: a step where it is the worker. */
export type Steps = <T>(what: string, effect: () => T) => Promise<T>;

/** One of the browser's stores, as `storage.local` or `storage.session` is used. */
export function storageArea(
  name: string,
  stored: Map<string, unknown>,
  steps: Steps,
  onChanged: (changes: Changes) => void,
) {
  return {
    get: (keys: string | string[] | null) =>
      steps(`${name}.get`, () =>
        Object.fromEntries(
          [keys ?? [...stored.keys()]].flat().map((key) => [key, structuredClone(stored.get(key))]),
        ),
      ),
    set: (values: Record<string, unknown>) =>
      steps(`${name}.set`, () => {
        for (const [key, value] of Object.entries(values)) {
          stored.set(key, structuredClone(value));
          onChanged({ [key]: { newValue: structuredClone(value) } });
        }
      }),
    remove: (key: string) =>
      steps(`${name}.remove`, () => {
        stored.delete(key);
      }),
  };
}
