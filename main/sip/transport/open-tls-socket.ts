import { isIP, type Socket } from 'node:net';
import { checkServerIdentity, connect, type PeerCertificate, type TLSSocket } from 'node:tls';
import { failure, success, type Result } from '../../../preload/contract/result.ts';
import type { Clock } from '../../platform/clock.ts';
import { judgeCertificate, presentedBy } from './certificate.ts';
import type { FlowFailureCode } from './flow.ts';
import { reasonOf } from './open-socket.ts';

const HANDSHAKE_WITHIN_MS = 8_000;

/** Whom we expect at the other end. */
export interface TlsTrust {
  /** The names that the person entered: the server's certificate must be for one of them (RFC 5922 s. 7.3). */
  readonly names: readonly string[];
  /** Empty for none. */
  readonly pinnedSha256: string;
  /** The authorities to trust, in PEM. */
  readonly roots: readonly string[];
}

/** TLS 1.2 or later over a connected socket, to a server whose certificate passed; else the socket is destroyed before a byte of ours went over it. */
export async function openTlsSocket(socket: Socket, { names, pinnedSha256, roots }: TlsTrust, clock: Clock, withinMs = HANDSHAKE_WITHIN_MS): Promise<Result<TLSSocket, FlowFailureCode>> {
  const servername = names.find((name) => isIP(name) === 0);
  const tlsSocket = connect({
    socket,
    minVersion: 'TLSv1.2',
    ca: [...roots],
    ...(servername === undefined ? {} : { servername }),
    rejectUnauthorized: false, // judged below, where the certificate can still be shown
    checkServerIdentity: (_name, certificate) => identityProblem(names, certificate),
  });
  const reason = await handshake(tlsSocket, clock, withinMs);
  const refused = reason === null ? judgeCertificate(presentedBy(tlsSocket), problemOf(tlsSocket), pinnedSha256) : noTls(reason);
  if (refused === null) return success(tlsSocket);
  tlsSocket.on('error', () => undefined); // it is given up; what else it says belongs to nobody
  tlsSocket.destroy();
  return { ok: false, error: refused };
}

/** The system's word for what went wrong; null when the handshake is done. */
function handshake(socket: TLSSocket, clock: Clock, withinMs: number): Promise<string | null> {
  return new Promise((resolve) => {
    const finish = (reason: string | null): void => {
      limit.cancel();
      socket.off('error', onError).off('close', onClose).off('secureConnect', onSecure);
      resolve(reason);
    };
    const onError = (error: Error): void => finish(reasonOf(error));
    const onClose = (): void => finish('closed by the server');
    const onSecure = (): void => finish(null);
    const limit = clock.startTimer(withinMs, () => finish('ETIMEDOUT'));
    socket.on('error', onError).on('close', onClose).on('secureConnect', onSecure);
  });
}

/** The verifier's word; null when all is in order. Node gives its code, although its type says Error. */
function problemOf(socket: TLSSocket): string | null {
  if (socket.authorized) return null;
  const problem: unknown = socket.authorizationError;
  return problem instanceof Error ? reasonOf(problem) : String(problem);
}

function identityProblem(names: readonly string[], certificate: PeerCertificate): Error | undefined {
  const problems = names.map((name) => checkServerIdentity(name, certificate));
  return problems.includes(undefined) ? undefined : (problems[0] ?? new Error('no name to expect'));
}

function noTls(reason: string) {
  return failure('tls-failed', 'No protected connection could be set up with the server: it may not speak TLS 1.2 or later at this port.', { detail: reason, action: 'open-account' }).error;
}
