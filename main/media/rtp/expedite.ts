import type { Socket } from 'node:dgram';
import { createRequire } from 'node:module';

/** Expedited Forwarding, 46, in the upper six bits of the octet (RFC 2474 s. 3, RFC 3246): what networks keep for voice (RFC 4594 s. 4.1). */
const EXPEDITED_FORWARDING = 46 << 2;

/** setsockopt(2) by the system's own numbers: ip(7) and ipv6(7), and netinet/in.h of macOS. */
const OPTIONS: Partial<Record<NodeJS.Platform, { readonly ipv4: Option; readonly ipv6: Option }>> = {
  linux: { ipv4: { level: 0, name: 1 }, ipv6: { level: 41, name: 67 } },
  darwin: { ipv4: { level: 0, name: 3 }, ipv6: { level: 41, name: 36 } },
};

interface Option {
  readonly level: number;
  readonly name: number;
}

/** As much of it as is used. */
interface Koffi {
  load(library: null): { func(declaration: string): unknown };
}

type SetSocketOption = (descriptor: number, level: number, name: number, value: readonly number[], bytes: number) => number;

const setSocketOption = openSystem();

/**
 * Marks what a bound socket sends as voice (DSCP EF), so that routers that honour it let it pass first.
 *
 * @returns false where the system has no such call for programs: Windows marks by policy alone
 */
export function expedite(socket: Socket): boolean {
  const option = OPTIONS[process.platform]?.[socket.address().family === 'IPv6' ? 'ipv6' : 'ipv4'];
  const descriptor = descriptorOf(socket);
  if (setSocketOption === null || option === undefined || descriptor === null) return false;
  return setSocketOption(descriptor, option.level, option.name, [EXPEDITED_FORWARDING], Int32Array.BYTES_PER_ELEMENT) === 0;
}

/** Node has no public name for it, and no call of its own for the option. */
function descriptorOf(socket: Socket): number | null {
  const state = Object.getOwnPropertySymbols(socket).find(({ description }) => description === 'state symbol');
  const { handle } = (state === undefined ? {} : Reflect.get(socket, state)) as { handle?: { fd?: number } | null };
  return handle?.fd !== undefined && handle.fd >= 0 ? handle.fd : null;
}

/** The C library's call; null where the bridge to it has no build for this system. A call needs no mark. */
function openSystem(): SetSocketOption | null {
  if (OPTIONS[process.platform] === undefined) return null;
  try {
    const koffi = createRequire(import.meta.url)('koffi') as Koffi;
    return koffi.load(null).func('int setsockopt(int descriptor, int level, int name, const int *value, uint32_t bytes)') as SetSocketOption;
  } catch {
    return null;
  }
}
