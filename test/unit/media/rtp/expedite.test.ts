import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { expedite } from '../../../../main/media/rtp/expedite.ts';

describe('the mark of voice on a socket', () => {
  const opened: Socket[] = [];
  afterEach(() => { for (const socket of opened.splice(0)) socket.close(); });

  async function bound(type: 'udp4' | 'udp6', address: string): Promise<Socket> {
    const socket = createSocket(type);
    opened.push(socket);
    socket.bind(0, address);
    await once(socket, 'listening');
    return socket;
  }

  it.runIf(process.platform !== 'win32')('is taken by the system for IPv4 and for IPv6', async () => {
    expect(expedite(await bound('udp4', '127.0.0.1'))).toBe(true);
    expect(expedite(await bound('udp6', '::1'))).toBe(true);
  });

  it.runIf(process.platform === 'win32')('is left to the policy of the system', async () => {
    expect(expedite(await bound('udp4', '127.0.0.1'))).toBe(false);
  });
});
