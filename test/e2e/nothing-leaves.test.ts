import { describe, expect, it } from 'vitest';
import { buildProcess } from '../support/build-process.ts';
import { runInNamespace } from '../support/network/namespaces.ts';

/** A way out of the machine, to a router that takes everything and answers nothing. */
const WAY_OUT = 'ip link add name out type veth peer name wire; ip addr add 192.0.2.10/24 dev out; ip link set out up; ip link set wire up; ip route add default via 192.0.2.1; ip neigh add 192.0.2.1 lladdr 02:00:00:00:00:01 dev out;';

describe('the app, from its first start to the record of a practice call', () => {
  it('sends no packet to any other machine: no name is asked for, no server, no update, no dictionary', async () => {
    const program = await buildProcess('test/support/network/quiet-app.ts', ['playwright', 'vite', '@sveltejs/vite-plugin-svelte']);
    try {
      const { sent } = runInNamespace(WAY_OUT, [process.execPath, program.file], 110_000) as { sent: string[] };
      expect(sent).toEqual([expect.stringContaining('192.0.2.10')]); // the test's own, which shows that it listens
      expect(sent[0]).toContain('198.51.100.1.9');
    } finally {
      await program.remove();
    }
  });
});
