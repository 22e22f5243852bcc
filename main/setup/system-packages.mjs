import { spawnSync } from 'node:child_process';
import { runCommand } from './run-command.mjs';

/**
 * Debian packages by purpose; an inner list names the same library's package in different Debian releases.
 *
 * @type {Readonly<Record<'runtime' | 'display' | 'peers', readonly (string | readonly string[])[]>>}
 */
const PACKAGES = {
  runtime: ['unzip', ['libgtk-3-0', 'libgtk-3-0t64'], 'libnss3', ['libasound2', 'libasound2t64'], 'libgbm1', 'libxss1', 'fonts-dejavu-core'],
  display: ['xvfb', 'xauth'],
  peers: ['kamailio', 'kamailio-tls-modules', 'kamailio-websocket-modules', 'kamailio-extra-modules', 'openssl', 'rtpengine-daemon', 'baresip-core', 'sip-tester', 'sox',
    'asterisk-core-sounds-en', 'asterisk-core-sounds-en-wav', 'asterisk-core-sounds-en-g722', 'fonts-noto-cjk', 'tcpdump', 'iproute2', 'iptables'],
};

/** @param {string} name */
function isInstalled(name) {
  const answer = spawnSync('dpkg-query', ['-W', '-f', '${db:Status-Status}', name], { encoding: 'utf8' });
  return answer.status === 0 && answer.stdout.trim() === 'installed';
}

/** @param {string} name */
function isOffered(name) {
  return /Candidate: (?!\(none\))/.test(spawnSync('apt-cache', ['policy', name], { encoding: 'utf8' }).stdout ?? '');
}

/**
 * Sees to it that the packages of the named purposes are installed: through apt where that works, else says what is lacking.
 *
 * @param {readonly (keyof typeof PACKAGES)[]} purposes
 * @returns {Promise<void>} rejects with the command to run where it cannot install
 */
export async function ensureSystemPackages(purposes) {
  if (process.platform !== 'linux') return;
  const wanted = purposes.flatMap((purpose) => PACKAGES[purpose]).map((entry) => (typeof entry === 'string' ? [entry] : entry));
  if (spawnSync('dpkg-query', ['--version']).status !== 0) {
    console.log(`set-up: this is not a Debian system; make sure it has what these packages bring: ${wanted.map(([name]) => name).join(' ')}`);
    return;
  }
  const missing = wanted.filter((names) => !names.some(isInstalled));
  if (missing.length === 0) return;
  const isRoot = process.getuid?.() === 0;
  if (!isRoot) throw new Error(`these Debian packages are missing: run\n  sudo apt-get install --no-install-recommends ${missing.map(([name]) => name).join(' ')}\nand start again`);

  console.log(`set-up: installing Debian packages: ${missing.map(([name]) => name).join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runCommand('apt-get', ['update', '-q'], { env, isQuiet: true });
  const names = missing.map((alternatives) => alternatives.find(isOffered) ?? alternatives[0] ?? '');
  await runCommand('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...names], { env, isQuiet: true });
}
