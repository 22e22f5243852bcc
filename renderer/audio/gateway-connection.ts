import type { CodecName } from '../../preload/contract/accounts.ts';
import type { CallSnapshot } from '../../preload/contract/calls.ts';
import type { CallConnection, CallPeer } from './connection.ts';
import { keepConnected } from './keep-connected.ts';
import { connectPeer } from './page-peer.ts';

/** The loopback connection to the gateway, which speaks with the trunk: one codec at a time, the one that the trunk chose. */
export function connectToGateway(first: CallSnapshot, connect: (offerSdp: string) => Promise<string | null>, onUp: (peer: CallPeer) => void): CallConnection {
  let call = first;
  let codecInUse: CodecName | null = null;
  const kept = keepConnected((onBroken) => connectPeer(connect, onBroken), (peer) => {
    codecInUse = null;
    useCodec();
    onUp(peer);
  });

  function useCodec(): void {
    const { codec } = call.media;
    const peer = kept.current();
    if (peer === null || codec === null || codec === codecInUse) return;
    codecInUse = codec;
    void peer.useCodec(codec).catch(() => { codecInUse = null; });
  }

  return {
    current: kept.current,
    follow(next) {
      call = next;
      useCodec();
    },
    close: kept.close,
  };
}
