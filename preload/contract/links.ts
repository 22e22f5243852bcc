import { z } from 'zod';
import { DialString, Nothing, Revision } from './primitives.ts';
import { event, request } from './definition.ts';

/** What becomes of a clicked telephone link. */
export const LinkPolicy = z.strictObject({
  /** false: the person is asked first. Any web page can open a link, and calls may cost. */
  dialsAtOnce: z.boolean(),
});
export type LinkPolicy = z.infer<typeof LinkPolicy>;
export const ASK_FIRST: LinkPolicy = { dialsAtOnce: false };

const LinkId = z.string().min(1).max(64);

export const LinksSnapshot = z.strictObject({
  revision: Revision,
  /** The newest link that waits for the person's word. */
  asked: z.strictObject({ linkId: LinkId, destination: DialString }).nullable(),
  policy: LinkPolicy,
  /** Whether the system opens tel, callto, sip and sips links with this program. */
  isSystemDefault: z.boolean(),
});
export type LinksSnapshot = z.infer<typeof LinksSnapshot>;

export const linkRequests = {
  get: request({ channel: 'links.get', input: Nothing, output: LinksSnapshot, errors: [] }),
  /** The link was dialled or turned down. */
  settle: request({ channel: 'links.settle', input: z.strictObject({ linkId: LinkId }), output: Nothing, errors: [] }),
  setPolicy: request({ channel: 'links.setPolicy', input: z.strictObject({ policy: LinkPolicy }), output: Nothing, errors: ['store-failed'] }),
  /** Asks the system to open such links with this program, or no longer. */
  setSystemDefault: request({ channel: 'links.setSystemDefault', input: z.strictObject({ isDefault: z.boolean() }), output: Nothing, errors: ['not-allowed'] }),
} as const;

export const linkEvents = { changed: event({ channel: 'links.changed', snapshot: LinksSnapshot }) } as const;
