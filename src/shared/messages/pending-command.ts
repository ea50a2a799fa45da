import { z } from "../../../protocol/zod.ts";

/**
 * What a person has asked for and no worker has taken yet lies in `storage.session`, which outlives the view that asked and the
 * worker that was asked, under a key of its own: views and worker write beside one another.
 */
const KEY_PREFIX = "pending-command ";

/** Asked again later, it would come as a surprise. */
export const PENDING_FOR_MS = 10_000;

/** What a view sent, or which shortcut was pressed over which tab. */
const pendingCommand = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("message"),
    /** Parsed by the gate, like whatever a view says. */
    message: z.unknown(),
    askedAtMs: z.number(),
  }),
  z.object({
    kind: z.literal("shortcut"),
    shortcut: z.string().check(z.maxLength(100)),
    tabId: z.nullable(z.int()),
    askedAtMs: z.number(),
  }),
]);
export type PendingCommand = z.infer<typeof pendingCommand>;
export type PendingShortcut = Extract<PendingCommand, { readonly kind: "shortcut" }>;

export function pendingKey(id: string): string {
  return KEY_PREFIX + id;
}

/** The pending commands among everything that is stored, by id, the oldest first (pure); null for one that cannot be read. */
export function pendingIn(
  stored: Readonly<Record<string, unknown>>,
): readonly { readonly id: string; readonly pending: PendingCommand | null }[] {
  return Object.entries(stored)
    .filter(([key]) => key.startsWith(KEY_PREFIX))
    .map(([key, value]) => {
      const parsed = pendingCommand.safeParse(value);
      return { id: key.slice(KEY_PREFIX.length), pending: parsed.success ? parsed.data : null };
    })
    .toSorted((a, b) => (a.pending?.askedAtMs ?? 0) - (b.pending?.askedAtMs ?? 0));
}
