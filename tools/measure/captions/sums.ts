/** Field by field. */
export function sumOf<T extends Readonly<Record<keyof T, number>>>(first: T, ...others: readonly T[]): T {
  const total = { ...first };
  for (const other of others) {
    for (const key of Object.keys(total) as (keyof T)[]) {
      // Adding two numbers of a record of numbers makes one.
      total[key] = (total[key] + other[key]) as T[keyof T];
    }
  }
  return total;
}
