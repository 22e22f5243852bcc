import { createSocket, type Socket } from 'node:dgram';

/** A UDP socket bound on this address; port 0 lets the system choose. */
export function bindUdp(address: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.once('error', (cause) => {
      socket.close();
      reject(cause);
    });
    socket.bind(port, address, () => {
      socket.removeAllListeners('error');
      // A peer that is gone answers with ICMP; that is no fault of the socket.
      socket.on('error', () => undefined);
      resolve(socket);
    });
  });
}
