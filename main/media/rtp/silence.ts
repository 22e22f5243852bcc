import type { CodecName } from '../../../preload/contract/accounts.ts';

/**
 * The payload of a packet of silence: sent while the page is away (a reload), so that neither a NAT nor the trunk's RTP timeout ends the call.
 * G.711: the quietest code (ITU-T G.711); G.722: its idle pattern; Opus: a one-byte DTX frame (RFC 6716 s. 3.1).
 *
 * @param ticks of the RTP clock, an octet each in G.711 and G.722; an Opus packet is always 20 ms
 */
export function silenceFrame(codec: CodecName, ticks = 160): Buffer {
  switch (codec) {
    case 'PCMU': return Buffer.alloc(ticks, 0xff);
    case 'PCMA': return Buffer.alloc(ticks, 0xd5);
    case 'G722': return Buffer.alloc(ticks, 0xfa);
    case 'opus': return Buffer.from([0xf8]); // CELT, 20 ms, mono, code 0, no frame data
  }
}
