import type { AudioSource } from "../../../../protocol/audio.ts";
import { SESSION } from "../../session-samples.ts";
import { TestMeeting } from "../test-meeting.ts";

const SPEECH = { session: SESSION, utterance: 1600, start_sample: 1600, end_sample: 3200 } as const;

/** A meeting whose tab and page are moved by hand. */
export class TestCall extends TestMeeting {
  /** One that has run for a minute, whose page shows the call and in whose tab somebody has just spoken. */
  static async running(): Promise<TestCall> {
    const meeting = new TestCall();
    await meeting.record();
    meeting.statusStore.update({ recogniser: { state: "running", error: null } });
    await meeting.after(60_000);
    meeting.running.callEnd.stageIs("in_call");
    meeting.speech(true);
    meeting.speech(false);
    meeting.sentToOffscreen();
    return meeting;
  }

  get isStopping(): boolean {
    return this.statusStore.status.session.name === "stopping";
  }

  speech(begins: boolean, source: AudioSource = "tab"): void {
    if (begins) this.hostSends("speech_start", { ...SPEECH, source, revision: 0 });
    else this.hostSends("speech_end", { ...SPEECH, source, revision: 3 });
  }

  /** Second by second, with frames that arrive. */
  async after(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 1000) {
      this.nowMs += 1000;
      if (this.memory.current?.stop === null) {
        for (const source of ["tab", "mic"] as const) this.running.flow.captured(source);
        this.stored(this.nowMs / 100, false);
      }
      await this.meetings.check();
    }
  }

  /** The tab shows that call. */
  goTo(call: string | null): void {
    this.tab = { ...this.tab, place: { call } };
  }

  /** What was sent to the offscreen document of a call that was left, since the last call. */
  sentOfLeaving() {
    return this.sentToOffscreen().filter(
      (message) => "reason" in message && message.reason === "meeting_left",
    );
  }
}

/** Of both sources. */
export const silenced = (isSilenced: boolean) =>
  (["tab", "mic"] as const).map((source) => ({
    type: isSilenced ? "silence" : "unsilence",
    session: SESSION,
    source,
    reason: "meeting_left",
  }));
