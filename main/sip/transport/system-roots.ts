import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { rootCertificates } from 'node:tls';
import { promisify } from 'node:util';

/** Where Linux distributions keep the authorities that the system trusts: Debian, Fedora, openSUSE, Alpine. */
const LINUX_BUNDLES = ['/etc/ssl/certs/ca-certificates.crt', '/etc/pki/tls/certs/ca-bundle.crt', '/etc/ssl/ca-bundle.pem', '/etc/ssl/cert.pem'];
const MAC_KEYCHAINS = ['/System/Library/Keychains/SystemRootCertificates.keychain', '/Library/Keychains/System.keychain'];
const WINDOWS_COMMAND = 'Get-ChildItem Cert:\\LocalMachine\\Root,Cert:\\CurrentUser\\Root | ForEach-Object { [Convert]::ToBase64String($_.RawData) }';
const MOST_OUTPUT_BYTES = 16 * 1_024 * 1_024;
const LINE_CHARACTERS = 64;

/** The machine that is asked; tests give their own. */
export interface RootsSource {
  readonly platform: NodeJS.Platform;
  /** SSL_CERT_FILE, as OpenSSL knows it: takes the place of the system's store. */
  readonly certFile: string | undefined;
  readonly readText: (file: string) => Promise<string>;
  readonly run: (program: string, args: readonly string[]) => Promise<string>;
}

const thisMachine = (): RootsSource => ({
  platform: process.platform,
  certFile: process.env['SSL_CERT_FILE'],
  readText: (file) => readFile(file, 'utf8'),
  run: async (program, args) => (await promisify(execFile)(program, [...args], { maxBuffer: MOST_OUTPUT_BYTES, windowsHide: true })).stdout,
});

/**
 * The authorities that this system trusts, in PEM: Node alone knows only those that it was built with, and not the one of a company's own.
 * Where the system's store cannot be read, those that Node was built with.
 */
export async function systemRoots(source: RootsSource = thisMachine()): Promise<readonly string[]> {
  const found = await storeOf(source).catch(() => []);
  return found.length === 0 ? rootCertificates : found;
}

async function storeOf({ platform, certFile, readText, run }: RootsSource): Promise<readonly string[]> {
  if (certFile !== undefined && certFile !== '') return pemBlocks(await readText(certFile));
  switch (platform) {
    case 'darwin':
      return pemBlocks(await run('/usr/bin/security', ['find-certificate', '-a', '-p', ...MAC_KEYCHAINS]));
    case 'win32': // Windows fetches an authority when its own programs first meet it: what it holds now is not all that it trusts
      return [...(await run('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', WINDOWS_COMMAND])).split(/\r?\n/).filter((line) => line !== '').map(pemOf), ...rootCertificates];
    default:
      for (const file of LINUX_BUNDLES) {
        const blocks = pemBlocks(await readText(file).catch(() => ''));
        if (blocks.length > 0) return blocks;
      }
      return [];
  }
}

/** Every certificate of a PEM file. */
export function pemBlocks(text: string): string[] {
  return text.match(/-----BEGIN (?:TRUSTED )?CERTIFICATE-----[\s\S]+?-----END (?:TRUSTED )?CERTIFICATE-----/g) ?? [];
}

function pemOf(base64: string): string {
  const lines = base64.match(new RegExp(`.{1,${LINE_CHARACTERS}}`, 'g')) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----'].join('\n');
}
