import { safeStorage } from 'electron';

/** Electron's safeStorage where a real keyring stands behind it. */
export const systemKeyring = {
  isAvailable(): boolean {
    if (!safeStorage.isEncryptionAvailable()) return false;
    if (process.platform !== 'linux') return true;
    // Without a keyring Chromium falls back to a key that everybody knows.
    return !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend());
  },
  encrypt: (text: string): Buffer => safeStorage.encryptString(text),
  decrypt: (bytes: Buffer): string => safeStorage.decryptString(bytes),
};
