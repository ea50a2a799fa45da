/** `action` with the newest value, once none has come for `delayMs`. */
export function later<T>(delayMs: number, action: (value: T) => void): (value: T) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (value) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(value), delayMs);
  };
}
