import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface CertificateFiles {
  /** Paths of PEM files. */
  readonly certificate: string;
  readonly key: string;
  readonly pem: string;
  /** Colon-separated upper-case hex, as the product shows it. */
  readonly sha256: string;
}

export interface TestAuthority {
  readonly pem: string;
  /** A server certificate, signed by this authority. `names` are subjectAltNames as openssl writes them, for instance `DNS:trunk.test`. */
  issue(names: readonly string[], options?: { readonly validity?: 'now' | 'past' | 'future' }): Promise<CertificateFiles>;
  remove(): Promise<void>;
}

/** As `openssl ca` takes them: only it sets both ends of a certificate's life. */
const VALIDITY = { now: ['-days', '2'], past: ['-startdate', '20200101000000Z', '-enddate', '20200201000000Z'], future: ['-startdate', '20450101000000Z', '-enddate', '20460101000000Z'] } as const;
const CA_SETTINGS = ['[ca]', 'default_ca=test', '[test]', 'database=index.txt', 'new_certs_dir=.', 'rand_serial=yes', 'default_md=sha256', 'policy=any', 'unique_subject=no', '[any]', 'commonName=supplied', ''].join('\n');
const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

/** Makes a certificate authority of its own in a temporary folder with openssl. */
export async function createAuthority(name = 'Test authority'): Promise<TestAuthority> {
  const folder = await mkdtemp(join(tmpdir(), 'sidetone-ca-'));
  const openssl = (...args: string[]): Promise<unknown> => run('openssl', args, { cwd: folder });
  await openssl('req', '-x509', ...NEW_KEY, '-keyout', 'ca.key', '-out', 'ca.crt', '-days', '2', '-subj', `/CN=${name}`);
  await writeFile(join(folder, 'ca.cnf'), CA_SETTINGS);
  await writeFile(join(folder, 'index.txt'), '');
  let issued = 0;
  return {
    pem: await readFile(join(folder, 'ca.crt'), 'utf8'),
    async issue(names, { validity = 'now' } = {}) {
      const id = `server${issued += 1}`;
      await writeFile(join(folder, `${id}.ext`), `subjectAltName=${names.join(',')}\nbasicConstraints=CA:FALSE\n`);
      await openssl('req', '-new', ...NEW_KEY, '-keyout', `${id}.key`, '-out', `${id}.csr`, '-subj', `/CN=${names[0]?.replace(/^\w+:/, '') ?? 'nobody'}`);
      await openssl('ca', '-batch', '-notext', '-config', 'ca.cnf', '-cert', 'ca.crt', '-keyfile', 'ca.key', '-in', `${id}.csr`, '-out', `${id}.crt`, '-extfile', `${id}.ext`, ...VALIDITY[validity]);
      const certificate = join(folder, `${id}.crt`);
      const pem = await readFile(certificate, 'utf8');
      return { certificate, key: join(folder, `${id}.key`), pem, sha256: new X509Certificate(pem).fingerprint256 };
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
