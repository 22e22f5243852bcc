import { app } from 'electron';
import { resolve } from 'node:path';
import type { LinkRegistry } from './dial-links.ts';

/** Electron's; the two hyphens keep a link from being read as a switch. */
export function systemLinkRegistry(): LinkRegistry {
  const script = process.defaultApp ? [resolve(process.argv[1] ?? '.')] : [];
  const args = [...script, '--'];
  return {
    isDefault: (scheme) => app.isDefaultProtocolClient(scheme, process.execPath, args),
    setDefault: (scheme, isDefault) => (isDefault ? app.setAsDefaultProtocolClient(scheme, process.execPath, args) : app.removeAsDefaultProtocolClient(scheme, process.execPath, args)),
  };
}
