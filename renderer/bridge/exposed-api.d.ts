import type { SidetoneApi } from '../../preload/contract/index.ts';

declare global {
  interface Window {
    /** Exposed by the preload; renderer/bridge alone reads it. */
    readonly sidetone: SidetoneApi;
  }
}
