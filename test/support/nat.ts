import { createSocket, type Socket } from 'node:dgram';

/** A router between one phone and the trunk: the trunk sees the phone at another port. */
export interface Nat {
  /** Where the phone sends to. */
  readonly inside: { readonly host: string; readonly port: number };
  /** Where the trunk sees it. */
  outside(): { readonly host: string; readonly port: number };
  /** The first line of everything that came in from outside. */
  readonly cameIn: readonly string[];
  /** Starts again: from now on the trunk sees the phone elsewhere, and the old place is nobody's. */
  rebind(): Promise<void>;
  close(): void;
}

/** Forwards datagrams on loopback: what comes to `inside` leaves from `outside` towards the trunk, and back. */
export async function openNat(trunkPort: number): Promise<Nat> {
  const inner = await bind();
  const cameIn: string[] = [];
  let phonePort = 0;
  let outer = await openOutside();

  async function openOutside(): Promise<Socket> {
    const socket = await bind();
    socket.on('message', (bytes) => {
      cameIn.push(bytes.toString('latin1').split('\r\n')[0] ?? '');
      if (phonePort !== 0) inner.send(bytes, phonePort, '127.0.0.1');
    });
    return socket;
  }

  inner.on('message', (bytes, from) => {
    phonePort = from.port;
    outer.send(bytes, trunkPort, '127.0.0.1');
  });
  return {
    inside: { host: '127.0.0.1', port: inner.address().port }, cameIn,
    outside: () => ({ host: '127.0.0.1', port: outer.address().port }),
    async rebind() {
      const old = outer;
      outer = await openOutside();
      old.close();
    },
    close() {
      inner.close();
      outer.close();
    },
  };
}

function bind(): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.bind(0, '127.0.0.1', () => resolve(socket));
  });
}
