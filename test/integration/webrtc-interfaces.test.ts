import { describe, expect, it } from 'vitest';
import { buildProcess } from '../support/build-process.ts';
import { runInNamespace } from '../support/network/namespaces.ts';

/** Four interfaces of a namespace of their own, as VPNs and virtual machines make them; whoever is asked for behind them answers nothing. */
const INTERFACES = [1, 2, 3, 4].map((n) => `ip link add d${n} type veth peer name e${n}; ip addr add 10.${n}.0.1/24 dev d${n}; ip link set d${n} up; ip link set e${n} up;`).join(' ');
const SILENT = [1, 2, 3, 4].map((n) => `stun:10.${n}.0.99:3478`).join(' ');

describe('a call over a WebRTC trunk on a machine with four interfaces', () => {
  it('is sent within 500 ms and answered within 300 ms, though the STUN servers behind all of them stay silent (T12)', async () => {
    const program = await buildProcess('test/support/interfaces-timing.ts', ['playwright', 'vite', '@sveltejs/vite-plugin-svelte']);
    let timing: unknown;
    try {
      timing = runInNamespace(INTERFACES, [process.execPath, program.file, ...SILENT.split(' ')], 50_000);
    } finally {
      await program.remove();
    }
    const { offerMs, answerMs, addresses } = timing as { offerMs: number; answerMs: number; addresses: number };
    expect(addresses).toBe(4); // neither loopback nor names of the network (mDNS) beside them
    expect(offerMs).toBeLessThan(500);
    expect(answerMs).toBeLessThan(300);
  });
});
