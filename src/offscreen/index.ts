import type { BackgroundToOffscreen } from "../shared/messages.ts";
import { connectToBackground } from "./background-port.ts";
import { CaptureSession } from "./capture-session.ts";

/** The document holds at most one capture; it outlives the service worker and is closed by it. */
let current: CaptureSession | null = null;
let areLevelsWanted = false;

const background = connectToBackground({
  onMessage: (message) => void handle(message),
  onDisconnected: () => current?.backgroundLost(),
  greeting: () => ({
    type: "hello",
    session: current?.session ?? null,
    sources: current?.sources.states ?? { tab: { name: "off" }, mic: { name: "off" } },
  }),
});

function handle(message: BackgroundToOffscreen): Promise<void> | void {
  switch (message.type) {
    case "start-capture":
      void current?.abandon();
      current = new CaptureSession(message.session, {
        post: background.post,
        areLevelsWanted: () => areLevelsWanted,
        newId: () => crypto.randomUUID(),
      });
      return current.start(message);
    case "welcome":
      return ofSession(message.session)?.resume(message.next);
    case "hold":
      return ofSession(message.session)?.sender.hold();
    case "acknowledged": {
      const { session, source, nextSeq, isResendWanted } = message;
      return ofSession(session)?.sender.acknowledge(source, nextSeq, isResendWanted);
    }
    case "silence":
      return ofSession(message.session)?.sources.silence(message.source, message.reason);
    case "unsilence":
      return ofSession(message.session)?.sources.unsilence(message.source, message.reason);
    case "choose-microphone":
      return ofSession(message.session)?.chooseMicrophone(message.deviceId);
    case "give-up-queue":
      return ofSession(message.session)?.giveUpQueue();
    case "watch-levels":
      areLevelsWanted = message.isWanted;
      return;
    case "stop-capture":
      return ofSession(message.session)?.stop();
    case "abandon-capture":
      return ofSession(message.session)?.abandon();
    default:
      return message satisfies never;
  }
}

function ofSession(session: string): CaptureSession | null {
  return current?.session === session ? current : null;
}
