import { spawn, spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { launchApp, removeProfile } from '../launch-app.ts';
import { watchApp } from '../watch-app.ts';

/**
 * Run as a program of its own in a network namespace with a way out of the machine (interface `out`, seen at `wire`):
 * a packet of our own, then the built app, a new profile, a practice call from its ringing to its record. Prints every packet that left the machine.
 */
const folder = await mkdtemp(join(tmpdir(), 'sidetone-wire-'));
const capture = join(folder, 'wire.pcap');
const listener = spawn('tcpdump', ['-i', 'wire', '-n', '-U', '-w', capture], { stdio: ['ignore', 'ignore', 'pipe'] });
await once(listener.stderr, 'data'); // it says that it listens
const probe = createSocket('udp4');
probe.send('heard?', 9, '198.51.100.1', () => probe.close());

const app = await launchApp({ provisioning: { version: 1, practiceLine: true } });
const watch = await watchApp(app.page);
await watch.until('registration', ({ accounts }) => accounts.accounts.some(({ registration }) => registration.kind === 'registered'), 20_000);
await watch.until('the assist', ({ assist }) => assist.status.kind === 'ready', 60_000);
await app.page.evaluate(() => window.sidetone.request.app.requestPracticeCall({ scriptId: 'refund' }));
await watch.until('ringing', () => watch.call()?.state.kind === 'ringing-in');
await app.page.getByRole('button', { name: /^Answer/ }).first().click();
await watch.until('a card', ({ assist }) => assist.suggestions.length > 0, 30_000);
await app.page.getByRole('button', { name: /hang up/i }).first().click();
await watch.until('the record', ({ records }) => records.rows.some(({ end }) => end !== null), 20_000);
await sleep(2_000);
await app.close();
await removeProfile(app.profile);
listener.kill('SIGINT');
await once(listener, 'exit');

const packets = spawnSync('tcpdump', ['-n', '-r', capture], { encoding: 'utf8' }).stdout.split('\n');
await rm(folder, { recursive: true, force: true });
/** What the system itself says on every link: who is there (RFC 4861, 3810) and which address is whose. */
const isOfTheLink = (line: string): boolean => line === '' || /\bARP\b|ICMP6, (router|neighbor|multicast)/.test(line);
process.stdout.write(`${JSON.stringify({ sent: packets.filter((line) => !isOfTheLink(line)) })}\n`);
process.exit(0);
