import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { pemBlocks, systemRoots, type RootsSource } from '../../../../main/sip/transport/system-roots.ts';

const [FIRST = '', SECOND = ''] = rootCertificates;

function machine(change: Partial<RootsSource>): RootsSource {
  return {
    platform: 'linux', certFile: undefined,
    readText: async (file) => { throw new Error(`ENOENT ${file}`); },
    run: async (program) => { throw new Error(`ENOENT ${program}`); },
    ...change,
  };
}

describe('the authorities that a system trusts', () => {
  it('are read from where this Linux keeps them', async () => {
    const readText = async (file: string): Promise<string> => { if (file === '/etc/pki/tls/certs/ca-bundle.crt') return `# ours\n${FIRST}\n${SECOND}\n`; throw new Error('ENOENT'); };
    expect(await systemRoots(machine({ readText }))).toEqual([FIRST, SECOND]);
  });

  it('are those of SSL_CERT_FILE where it is set, on every system', async () => {
    const readText = async (file: string): Promise<string> => { if (file === '/my/ca.pem') return FIRST; throw new Error('ENOENT'); };
    for (const platform of ['linux', 'darwin', 'win32'] as const) expect(await systemRoots(machine({ platform, certFile: '/my/ca.pem', readText }))).toEqual([FIRST]);
  });

  it('are asked of macOS\' keychains', async () => {
    const run = async (program: string): Promise<string> => { if (program === '/usr/bin/security') return `${FIRST}\n${SECOND}\n`; throw new Error('ENOENT'); };
    expect(await systemRoots(machine({ platform: 'darwin', run }))).toEqual([FIRST, SECOND]);
  });

  it('are asked of Windows, beside those that it has not fetched yet', async () => {
    const base64 = FIRST.replace(/-----[^-]+-----|\s/g, '');
    const roots = await systemRoots(machine({ platform: 'win32', run: async () => `${base64}\r\n` }));
    expect(new X509Certificate(roots[0]!).fingerprint256).toBe(new X509Certificate(FIRST).fingerprint256);
    expect(roots).toHaveLength(1 + rootCertificates.length);
  });

  it.each(['linux', 'darwin', 'win32'] as const)('are those that Node knows where %s does not tell', async (platform) => {
    expect(await systemRoots(machine({ platform }))).toBe(rootCertificates);
  });

  it('are there on this machine', async () => {
    const roots = await systemRoots();
    expect(roots.length).toBeGreaterThan(10);
    expect(roots.every((root) => pemBlocks(root).length === 1)).toBe(true);
  });
});
