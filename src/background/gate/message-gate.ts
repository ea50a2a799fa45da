import type browser from "webextension-polyfill";
import { z } from "../../../protocol/zod.ts";
import {
  type Channel,
  MESSAGES,
  type MessageOver,
  type MessageType,
  PORTS,
  type PortName,
  type World,
} from "../../shared/messages/to-background.ts";
import { type BrowserSender, identifySender, type Ourselves, type Sender } from "./sender.ts";

/** Why a message was not let in. */
type Refusal = "unknown" | "not-allowed" | "malformed";
interface Refused {
  readonly kind: "refused";
  readonly why: Refusal;
  /** Null where it is none of the table's. */
  readonly type: MessageType | null;
}
type Reading<Over extends Channel> =
  | { readonly kind: "message"; readonly message: MessageOver<Over> }
  | Refused;

/** A port that brought this many messages that were refused is closed: one is a defect, more are an attempt. */
const MAX_REFUSED_ON_A_PORT = 10;

const SCHEMAS: ReadonlyMap<string, z.ZodMiniType> = new Map(
  Object.entries(MESSAGES).map(([type, { fields }]) => [
    type,
    z.strictObject({ type: z.literal(type), ...fields }),
  ]),
);

/** What `world` says over `over` (pure): the message with the types of the table, or why it is not let in. */
export function readMessage<Over extends Channel>(raw: unknown, world: World, over: Over): Reading<Over> {
  const type = typeOf(raw);
  if (type === null) return { kind: "refused", why: "unknown", type };
  const row = MESSAGES[type];
  if (row.over !== over || !row.from.includes(world)) return { kind: "refused", why: "not-allowed", type };
  const parsed = SCHEMAS.get(type)?.safeParse(raw);
  if (parsed?.success !== true) return { kind: "refused", why: "malformed", type };
  return { kind: "message", message: parsed.data as MessageOver<Over> };
}

function typeOf(raw: unknown): MessageType | null {
  if (typeof raw !== "object" || raw === null || !("type" in raw)) return null;
  const { type } = raw;
  return typeof type === "string" && Object.hasOwn(MESSAGES, type) ? (type as MessageType) : null;
}

interface PortCallbacks<Name extends PortName> {
  readonly onMessage: (message: MessageOver<Name>) => void;
  /** The other side is gone, or was turned away. */
  readonly onClosed: () => void;
}

/**
 * The one way into the background for messages: the sender is identified by what the browser says of it, and the message is
 * parsed by the table `MESSAGES`. What may not pass is counted and dropped, never thrown and never acted on (SEC-3, SEC-6).
 *
 * Shortcuts, which the browser reports itself, and what a view left in `storage.session` do not come this way: of the latter only row
 * and shape are judged (`readMessage`, by `src/background/commands/take-pending.ts`), and `storage-access.ts` keeps pages out.
 */
export class MessageGate {
  readonly #ourselves: Ourselves;
  readonly #onRefused: (what: string) => void;

  /** `onRefused` gets the world and the message's type, never a value of it. */
  constructor(ourselves: Ourselves, onRefused: (what: string) => void) {
    this.#ourselves = ourselves;
    this.#onRefused = onRefused;
  }

  /** Who opened a port that is theirs to open; null after it was closed. */
  admit(port: browser.Runtime.Port): { readonly name: PortName; readonly sender: Sender } | null {
    const sender = identifySender(port.sender, this.#ourselves);
    const name = Object.hasOwn(PORTS, port.name) ? (port.name as PortName) : null;
    const worlds: readonly World[] = name === null ? [] : PORTS[name];
    if (sender !== null && name !== null && worlds.includes(sender.world)) return { name, sender };
    this.#onRefused(`a port of ${sender?.world ?? "a stranger"}`);
    port.disconnect();
    return null;
  }

  /** Takes what comes through an admitted port, until it closes or has brought too much that may not pass. */
  listen<Name extends PortName>(
    port: browser.Runtime.Port,
    { world }: Sender,
    name: Name,
    { onMessage, onClosed }: PortCallbacks<Name>,
  ): void {
    let refused = 0;
    port.onMessage.addListener((raw) => {
      if (refused >= MAX_REFUSED_ON_A_PORT) return;
      const reading = readMessage(raw, world, name);
      if (reading.kind === "message") return onMessage(reading.message);
      this.#refuse(world, reading);
      refused += 1;
      if (refused < MAX_REFUSED_ON_A_PORT) return;
      // The side that disconnects gets no event of it.
      port.disconnect();
      onClosed();
    });
    port.onDisconnect.addListener(onClosed);
  }

  /** A one-shot message that may be answered; null for all others. */
  readQuery(raw: unknown, browserSender: BrowserSender): MessageOver<"one-shot"> | null {
    const sender = identifySender(browserSender, this.#ourselves);
    if (sender === null) {
      this.#onRefused("a message of a stranger");
      return null;
    }
    const reading = readMessage(raw, sender.world, "one-shot");
    if (reading.kind === "message") return reading.message;
    this.#refuse(sender.world, reading);
    return null;
  }

  #refuse(world: World, { why, type }: Refused): void {
    this.#onRefused(`${type ?? "a message"} of ${world} (${why})`);
  }
}
