import { createCipheriv } from 'node:crypto';
import { suiteProfile, type SrtpSuite } from './suites.ts';

/** What the packets of one kind (RTP or RTCP) are protected with. */
export interface SessionKeys {
  readonly cipherKey: Buffer;
  /** 14 bytes in counter mode, 12 with GCM. */
  readonly salt: Buffer;
  /** 20 bytes; GCM needs none and gets an empty one. */
  readonly authKey: Buffer;
}

/** A suite with its master key and salt, as a=crypto carries them. */
export interface SrtpKeying {
  readonly suite: SrtpSuite;
  /** Base64 of the master key and, behind it, the master salt (RFC 4568 s. 6.1). */
  readonly inline: string;
}

/** Labels of the session keys, RTP's and RTCP's (RFC 3711 s. 4.3.1 and 4.3.2). */
const LABELS = { rtp: { cipher: 0, auth: 1, salt: 2 }, rtcp: { cipher: 3, auth: 4, salt: 5 } } as const;

/**
 * `byteCount` bytes of AES-CM keystream at the salt with `label` in it (RFC 3711 s. 4.3.3, for 256-bit keys RFC 6188 s. 3).
 * The key derivation rate is 0: keys are derived once. A 96-bit salt stands to the left (RFC 7714 s. 11).
 */
export function deriveKey(masterKey: Buffer, masterSalt: Buffer, label: number, byteCount: number): Buffer {
  const counter = Buffer.alloc(16);
  masterSalt.copy(counter);
  counter.writeUInt8(counter.readUInt8(7) ^ label, 7);
  return createCipheriv(masterKey.length === 32 ? 'aes-256-ctr' : 'aes-128-ctr', masterKey, counter).update(Buffer.alloc(byteCount));
}

/**
 * Both sets of session keys.
 *
 * @throws RangeError when `inline` is not as long as the suite's key and salt; readers of SDP check that first
 */
export function sessionKeys({ suite, inline }: SrtpKeying): { readonly rtp: SessionKeys; readonly rtcp: SessionKeys } {
  const { keyBytes, saltBytes, mode } = suiteProfile(suite);
  const material = Buffer.from(inline, 'base64');
  if (material.length !== keyBytes + saltBytes) throw new RangeError(`${suite} takes ${keyBytes + saltBytes} bytes of key and salt, not ${material.length}`);
  const [key, salt] = [material.subarray(0, keyBytes), material.subarray(keyBytes)];
  const derive = (labels: { readonly cipher: number; readonly auth: number; readonly salt: number }): SessionKeys => ({
    cipherKey: deriveKey(key, salt, labels.cipher, keyBytes),
    salt: deriveKey(key, salt, labels.salt, saltBytes),
    authKey: deriveKey(key, salt, labels.auth, mode === 'gcm' ? 0 : 20),
  });
  return { rtp: derive(LABELS.rtp), rtcp: derive(LABELS.rtcp) };
}
