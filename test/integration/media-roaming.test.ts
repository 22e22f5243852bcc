import { beforeAll, describe, expect, it } from 'vitest';
import { buildProcess } from '../support/build-process.ts';
import { runInNamespace } from '../support/network/namespaces.ts';
import { PHONE_HOSTS } from '../support/network/topology.ts';

interface Roaming {
  readonly moved: { readonly gapMs: number; readonly localAddress: string; readonly pageAnsweredMs: number; readonly fault: string | null; readonly farHeardRms: number; readonly voice: { readonly packets: number; readonly marked: number } };
  readonly outageInCall: { readonly fault: string; readonly returnMs: number; readonly farHeardRms: number };
  readonly behindNat: { readonly calling: number; readonly called: number };
  readonly outageWhileIdle: { readonly returnMs: number; readonly localAddress: string; readonly farHeardRms: number };
}

/** Speech, and not the noise of a codec. */
const SPOKEN_RMS = 0.01;
const EXTERNAL = ['vite', '@sveltejs/vite-plugin-svelte'];
let results: Roaming;
beforeAll(async () => {
  const [trunk, phone] = [await buildProcess('test/support/network/roaming.ts', EXTERNAL), await buildProcess('test/support/network/roaming-phone.ts', EXTERNAL)];
  try {
    results = runInNamespace('', [process.execPath, trunk.file, phone.file], 55_000) as Roaming;
  } finally {
    await Promise.all([trunk.remove(), phone.remove()]);
  }
});

describe('a phone whose machine goes from one network to another', () => {
  it('takes the running call with it: a new Contact, a re-INVITE, audio both ways from the new address (T02)', () => {
    expect(results.moved.localAddress).toBe(PHONE_HOSTS.wireless);
    expect(results.moved.gapMs).toBeLessThan(8_000); // no system tells of it, so it is looked for every two seconds
    expect(results.moved.farHeardRms).toBeGreaterThan(SPOKEN_RMS);
    expect(results.moved.fault).toBeNull();
  });
});

describe('the audio of a call, as routers see it', () => {
  it('bears the mark of voice, DSCP EF, on every packet, before the move and after it (RFC 2474, RFC 4594 s. 4.1)', () => {
    expect(results.moved.voice.packets).toBeGreaterThan(100);
    expect(results.moved.voice.marked).toBe(results.moved.voice.packets);
  });
});

describe('a phone behind a router that lets in answers alone', () => {
  it('hears and is heard, whoever of the two calls (T09)', () => {
    expect(results.behindNat.calling).toBeGreaterThan(SPOKEN_RMS);
    expect(results.behindNat.called).toBeGreaterThan(SPOKEN_RMS);
  });
});

describe('the audio path of a call on a network where no name server answers', () => {
  it('stands at once: nobody outside is asked for it (T10)', () => {
    expect(results.moved.pageAnsweredMs).toBeLessThan(1_000);
  });
});

describe('a phone whose network fails', () => {
  it('keeps the call, says that nothing is heard, and goes on when the network is back', () => {
    expect(results.outageInCall.fault).toBe('audio-stopped');
    expect(results.outageInCall.returnMs).toBeLessThan(2_000);
    expect(results.outageInCall.farHeardRms).toBeGreaterThan(SPOKEN_RMS);
  });

  it('is registered again soon after the link is back, by itself, and can be called (T01, T03, T05)', () => {
    expect(results.outageWhileIdle.returnMs).toBeLessThan(15_000);
    expect(results.outageWhileIdle.localAddress).toBe(PHONE_HOSTS.cable);
    expect(results.outageWhileIdle.farHeardRms).toBeGreaterThan(SPOKEN_RMS);
  });
});
