import { randomUUID } from 'node:crypto';
import type { LinkPolicy, LinksSnapshot } from '../../preload/contract/links.ts';
import { failure, success, type Result } from '../../preload/contract/result.ts';
import type { RecordStore } from '../records/record-store.ts';
import { LINK_SCHEMES, readDialLink } from './dial-link.ts';

/** How the system knows who opens a link; Electron's `app`. */
export interface LinkRegistry {
  isDefault(scheme: string): boolean;
  /** false: the system did not allow it. */
  setDefault(scheme: string, isDefault: boolean): boolean;
}

/** Links that were clicked anywhere on this machine. */
export interface DialLinks {
  /** A link was clicked. Dialled at once only where the person has set that; else it waits for their word. */
  open(link: string): void;
  settle(linkId: string): void;
  setPolicy(policy: LinkPolicy): Promise<Result<void, 'store-failed'>>;
  setSystemDefault(isDefault: boolean): Result<void, 'not-allowed'>;
  snapshot(): Omit<LinksSnapshot, 'revision'>;
}

interface Dependencies {
  readonly store: RecordStore;
  readonly registry: LinkRegistry;
  readonly dial: (destination: string) => void;
  readonly onUnreadable: (link: string) => void;
  readonly onChange: () => void;
}

export function createDialLinks({ store, registry, dial, onUnreadable, onChange }: Dependencies): DialLinks {
  let asked: LinksSnapshot['asked'] = null;
  // Asked of the system once: on Linux each question starts a process.
  let isSystemDefault: boolean | null = null;

  return {
    open(link) {
      const destination = readDialLink(link);
      if (destination === null) return onUnreadable(link);
      if (store.read().settings.links.dialsAtOnce) return dial(destination);
      asked = { linkId: randomUUID(), destination };
      onChange();
    },
    settle(linkId) {
      if (asked?.linkId !== linkId) return;
      asked = null;
      onChange();
    },
    async setPolicy(policy) {
      const kept = await store.update((data) => ({ ...data, settings: { ...data.settings, links: policy } }));
      onChange();
      return kept;
    },
    setSystemDefault(isDefault) {
      const isDone = LINK_SCHEMES.map((scheme) => registry.setDefault(scheme, isDefault)).every(Boolean);
      isSystemDefault = null;
      onChange();
      return isDone ? success() : failure('not-allowed', 'The system did not let Sidetone change which program opens telephone links. Choose it in the system settings.');
    },
    snapshot() {
      isSystemDefault ??= LINK_SCHEMES.every((scheme) => registry.isDefault(scheme));
      return { asked, policy: store.read().settings.links, isSystemDefault };
    },
  };
}
