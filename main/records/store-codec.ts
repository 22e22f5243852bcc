import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** How the store's text becomes the bytes of a file. `decode` throws on bytes that are not its own. */
export interface StoreCodec {
  encode(text: string): Buffer;
  decode(bytes: Buffer): string;
}

/** Starts an encrypted file; no JSON text begins like this. */
const MAGIC = Buffer.from('SIDETONE\x01', 'latin1');
const IV_BYTES = 12;
const TAG_BYTES = 16;
export const STORE_KEY_BYTES = 32;

/** UTF-8, readable by anybody who may read the file. */
export const plainCodec: StoreCodec = {
  encode: (text) => Buffer.from(text, 'utf8'),
  decode(bytes) {
    if (isEncrypted(bytes)) throw new Error('it is encrypted and the key is not at hand');
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  },
};

/**
 * AES-256-GCM with a random IV per file (NIST SP 800-38D): magic, IV, tag, ciphertext.
 * Plain files are read too, so that a store begun without a keyring is taken over; each is encrypted when it is next written.
 * @param key 32 bytes
 */
export function createStoreCodec(key: Buffer): StoreCodec {
  if (key.length !== STORE_KEY_BYTES) throw new Error(`the store key has ${key.length} bytes, not ${STORE_KEY_BYTES}`);
  return {
    encode(text) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
      const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([MAGIC, iv, cipher.getAuthTag(), ciphertext]);
    },
    decode(bytes) {
      if (!isEncrypted(bytes)) return plainCodec.decode(bytes);
      const tagStart = MAGIC.length + IV_BYTES;
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(MAGIC.length, tagStart), { authTagLength: TAG_BYTES });
      decipher.setAuthTag(bytes.subarray(tagStart, tagStart + TAG_BYTES));
      const text = decipher.update(bytes.subarray(tagStart + TAG_BYTES));
      try {
        return Buffer.concat([text, decipher.final()]).toString('utf8');
      } catch (error) {
        throw new Error('it is damaged or encrypted with another key', { cause: error });
      }
    },
  };
}

function isEncrypted(bytes: Buffer): boolean {
  return bytes.subarray(0, MAGIC.length).equals(MAGIC);
}
