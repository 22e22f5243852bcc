import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CallSnapshot } from '../../../preload/contract/calls.ts';
import type { PageOrder } from '../../../preload/contract/page-orders.ts';
import type { CallPeer } from '../../../renderer/audio/connection.ts';
import { connectToTrunk, type TrunkLinks } from '../../../renderer/audio/trunk-connection.ts';
import type { TrunkPeer } from '../../../renderer/audio/trunk-peer.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const callWith = (...orders: PageOrder[]): CallSnapshot => ({ media: { orders } }) as unknown as CallSnapshot;
const tones = (orderId: number): PageOrder => ({ kind: 'send-tones', orderId, digits: '1' });
const settled = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

function setUp(attachments: readonly (number | null)[], first: CallSnapshot, refuses: readonly number[] = []) {
  const told: string[] = [];
  const ups: CallPeer[] = [];
  const line = {} as CallPeer;
  let attached = 0;
  const links: TrunkLinks = {
    async attach() {
      const connectionId = attachments[attached++] ?? null;
      return connectionId === null ? null : { connectionId, iceServers: [], expedites: true };
    },
    settle: ({ connectionId, orderId, sdp, message }) => void told.push(`${connectionId}: ${orderId} ${sdp ?? message}`),
    report: () => undefined,
  };
  const createPeer = (): TrunkPeer => ({
    connection: { connectionState: 'new', getStats: async () => new Map() } as unknown as RTCPeerConnection,
    line: () => line,
    carryOut: ({ orderId }) => (refuses.includes(orderId) ? Promise.reject(new Error('would not')) : new Promise((resolve) => void setTimeout(() => resolve(`sdp ${orderId}`), 10))),
    close: () => void told.push('closed'),
  });
  return { told, ups, connection: connectToTrunk(first, links, (peer) => void ups.push(peer), createPeer) };
}

describe('the connection to a WebRTC trunk', () => {
  it('carries out main\'s orders one after the other, each once, and tells what they made', async () => {
    const { told, connection } = setUp([7], callWith(tones(1), tones(2)));
    await settled();
    connection.follow(callWith(tones(2), tones(3)));
    await vi.advanceTimersByTimeAsync(100);
    expect(told).toEqual(['7: 1 sdp 1', '7: 2 sdp 2', '7: 3 sdp 3']);
    connection.close();
  });

  it('says that it could not, and goes on', async () => {
    const { told, connection } = setUp([7], callWith(tones(1), tones(2)), [1]);
    await vi.advanceTimersByTimeAsync(100);
    expect(told).toEqual(['7: 1 Error: would not', '7: 2 sdp 2']);
    connection.close();
  });

  it('gives its line to the microphone once, and takes it back at the end', async () => {
    const { ups, connection, told } = setUp([7], callWith(tones(1), tones(2)));
    await vi.advanceTimersByTimeAsync(100);
    expect(ups).toHaveLength(1);
    expect(connection.current()).toBe(ups[0]);
    connection.close();
    expect(connection.current()).toBeNull();
    expect(told.at(-1)).toBe('closed');
  });

  it('asks again when main did not know the call yet', async () => {
    const { told, connection } = setUp([null, 8], callWith(tones(1)));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(told).toEqual(['8: 1 sdp 1']);
    connection.close();
  });
});
