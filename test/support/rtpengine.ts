import { createSocket } from 'node:dgram';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, requireProgram, startPeer, until } from './peer-process.ts';

/** An rtpengine without its kernel module: the media side of a trunk. */
export interface Rtpengine {
  readonly controlPort: number;
  output(): string;
  stop(): Promise<void>;
}

/**
 * Starts rtpengine and waits until it answers.
 *
 * @throws Error naming the Debian package when it is not installed, or with its output when it does not come up
 */
export async function startRtpengine(host = '127.0.0.1'): Promise<Rtpengine> {
  const program = requireProgram('rtpengine', ['rtpengine-daemon']);
  const controlPort = await freePort();
  const firstPort = 2 * Math.floor((40_000 + Math.random() * 20_000) / 2);
  const folder = await mkdtemp(join(tmpdir(), 'sidetone-rtpengine-'));
  const peer = startPeer(program, [
    '--config-file=none', '--foreground', '--log-stderr', '--log-level=6', '--table=-1', `--interface=${host}`, `--listen-ng=127.0.0.1:${controlPort}`,
    `--port-min=${firstPort}`, `--port-max=${firstPort + 200}`, '--num-threads=2', `--pidfile=${join(folder, 'pid')}`,
  ], { cwd: folder });
  const stop = async (): Promise<void> => {
    await peer.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await until(() => answersPing(controlPort), 'rtpengine answers a ping', peer);
  } catch (error) {
    await stop();
    throw error;
  }
  return { controlPort, output: peer.output, stop };
}

/** Its control protocol: a cookie and a bencoded dictionary. */
function answersPing(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    const finish = (isUp: boolean): void => {
      clearTimeout(limit);
      socket.close();
      resolve(isUp);
    };
    const limit = setTimeout(() => finish(false), 200);
    socket.on('error', () => finish(false));
    socket.on('message', (bytes) => finish(bytes.includes('pong')));
    socket.send('probe d7:command4:pinge', port, '127.0.0.1');
  });
}
