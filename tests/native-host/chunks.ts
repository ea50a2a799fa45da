/** `bytes` cut into chunks of the lengths that `cuts` yields, empty ones included. */
export function chunked(bytes: Buffer, cuts: Iterable<number>): Buffer[] {
  const chunks: Buffer[] = [];
  let start = 0;
  for (const length of cuts) {
    chunks.push(bytes.subarray(start, start + length));
    start += length;
    if (start >= bytes.length || chunks.length > 10_000) break;
  }
  chunks.push(bytes.subarray(start));
  return chunks;
}
