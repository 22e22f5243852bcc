import { describe, expect, it } from 'vitest';
import { failure, success, type Result } from '../../../../preload/contract/result.ts';
import { silentLog } from '../../../../main/platform/log.ts';
import type { Flow, FlowFailureCode } from '../../../../main/sip/transport/flow.ts';
import { createLargeRequests, REFUSED_FOR_MS, UDP_LIMIT_BYTES } from '../../../../main/sip/transport/large-requests.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { request } from '../messages.ts';

const trunk = { host: '192.0.2.1', port: 5060 };
const refusal = failure('registrar-unreachable', 'Nobody listens.');

function scene(answer: () => Result<void, FlowFailureCode>) {
  const flow = (protocol: Flow['protocol'], connect: Flow['connect']): Flow => ({
    protocol, isReliable: protocol !== 'UDP', local: { host: '192.0.2.7', port: 5060 }, isConnected: protocol === 'UDP', connect,
    subscribe: () => () => undefined, send: () => undefined, ping: () => undefined, rebind: async () => success(), drop: () => undefined, close: () => undefined,
  });
  let asked = 0;
  const clock = createFakeClock();
  const udp = flow('UDP', async () => success());
  const stream = flow('TCP', async () => { asked += 1; return answer(); });
  const large = createLargeRequests({ udp, stream, trunk: { endpoint: trunk }, clock, log: silentLog });
  return { clock, asked: () => asked, over: async (bytes: number, to = trunk) => (await large.flowFor(request('INVITE', []), bytes, to)).protocol };
}

describe('a request to a trunk on UDP (RFC 3261 s. 18.1.1)', () => {
  it('goes over TCP above 1,300 bytes alone', async () => {
    const { over, asked } = scene(() => success());
    expect([await over(UDP_LIMIT_BYTES), asked()]).toEqual(['UDP', 0]);
    expect([await over(UDP_LIMIT_BYTES + 1), asked()]).toEqual(['TCP', 1]);
  });

  it('goes over UDP all the same where the trunk takes no TCP, which is asked again only later', async () => {
    const { over, asked, clock } = scene(() => refusal);
    expect([await over(2_000), await over(2_000), asked()]).toEqual(['UDP', 'UDP', 1]);
    clock.advance(REFUSED_FOR_MS);
    expect([await over(2_000), asked()]).toEqual(['UDP', 2]);
  });

  it('goes over UDP to any other host', async () => {
    const { over, asked } = scene(() => success());
    expect([await over(2_000, { host: '192.0.2.9', port: 5060 }), asked()]).toEqual(['UDP', 0]);
  });
});
