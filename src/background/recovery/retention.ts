const DAY_MS = 86_400_000;

/** Whether a session of that start is older than the setting keeps (pure); null keeps everything. */
export function isExpired(startedAtMs: number, retentionDays: number | null, nowMs: number): boolean {
  return retentionDays !== null && nowMs - startedAtMs > retentionDays * DAY_MS;
}

/** The sessions that the setting gives up (pure). Never the running one, whatever the clock says. */
export function expiredSessions(
  sessions: readonly { readonly session: string; readonly startedAtMs: number }[],
  running: string | null,
  { retentionDays, nowMs }: { readonly retentionDays: number | null; readonly nowMs: number },
): string[] {
  return sessions
    .filter(({ session }) => session !== running)
    .filter(({ startedAtMs }) => isExpired(startedAtMs, retentionDays, nowMs))
    .map(({ session }) => session);
}
