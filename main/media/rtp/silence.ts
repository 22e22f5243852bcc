import type { CodecName } from '../../../preload/contract/accounts.ts';

/**
 * The payload of 20 ms of silence: sent while the page is away (a reload), so that neither a NAT nor the trunk's RTP timeout ends the call.
 * G.711: the quietest code (ITU-T G.711); G.722: its idle pattern; Opus: a one-byte DTX frame (RFC 6716 s. 3.1).
 */
export function silenceFrame(codec: CodecName): Buffer {
  switch (codec) {
    case 'PCMU': return Buffer.alloc(160, 0xff);
    case 'PCMA': return Buffer.alloc(160, 0xd5);
    case 'G722': return Buffer.alloc(160, 0xfa);
    case 'opus': return Buffer.from([0xf8]); // CELT, 20 ms, mono, code 0, no frame data
  }
}
