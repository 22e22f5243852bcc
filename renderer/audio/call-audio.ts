import type { CallSnapshot } from '../../preload/contract/calls.ts';
import type { TapPort } from '../../preload/contract/media.ts';
import type { CallId } from '../../preload/contract/primitives.ts';
import { createCallSession, type CallSession } from './call-session.ts';
import { voicesFor } from './conference.ts';
import { createPageTidier } from './tidy-page.ts';
import type { DeviceWatch } from './devices.ts';
import type { MicrophoneState } from './microphone.ts';
import type { TrunkLinks } from './trunk-connection.ts';

/** What the audio needs of the world outside the page. */
export interface CallAudioLinks {
  /** The gateway's answer to our offer, or null when it refused. */
  connect(callId: CallId, offerSdp: string): Promise<string | null>;
  /** For a call whose audio goes straight to the trunk. */
  trunk(callId: CallId): TrunkLinks;
  /** Asks for the ports of a call's taps; they come by onTapPort, again after the assist restarted. */
  openTaps(callId: CallId): void;
  onTapPort(listener: (tap: TapPort, port: MessagePort) => void): () => void;
  /** The announcement of a recording was played to its end. */
  noteAnnounced(callId: CallId): void;
  reportMicrophone(state: MicrophoneState, detail: string): void;
}

/** The audio of every call in the page. */
export interface CallAudio {
  /** Brings the audio to what these snapshots say. */
  apply(calls: readonly CallSnapshot[]): void;
  dispose(): void;
}

export function createCallAudio(links: CallAudioLinks, devices: DeviceWatch, createSession: typeof createCallSession = createCallSession): CallAudio {
  const sessions = new Map<CallId, CallSession>();
  const tidy = createPageTidier(() => sessions.size === 0);
  let latest: readonly CallSnapshot[] = [];
  const stopListening = links.onTapPort((tap, port) => {
    const session = sessions.get(tap.callId);
    if (session === undefined) port.close();
    else session.usePort(tap, port);
  });

  function closeAll(except: ReadonlySet<CallId>): void {
    for (const [callId, session] of sessions) {
      if (except.has(callId)) continue;
      session.close();
      sessions.delete(callId);
      tidy();
    }
  }

  function confer(): void {
    for (const [callId, others] of voicesFor(latest)) {
      sessions.get(callId)?.mixWith(others.map((other) => sessions.get(other)?.remote ?? null).filter((voice) => voice !== null));
    }
  }

  return {
    apply(calls) {
      latest = calls;
      const wanted = calls.filter((call) => call.media.isWanted);
      closeAll(new Set(wanted.map((call) => call.callId)));
      for (const call of wanted) {
        const known = sessions.get(call.callId);
        if (known === undefined) sessions.set(call.callId, createSession(call, links, devices, confer));
        else known.apply(call);
      }
      confer();
    },
    dispose() {
      stopListening();
      closeAll(new Set());
    },
  };
}
