import { z } from 'zod';

/** What the assist may write over before the words leave it: transcript, cards, summary and record then never hold it. */
export const PersonalDataKind = z.enum(['card', 'national-id', 'birth-date', 'email', 'phone']);
export type PersonalDataKind = z.infer<typeof PersonalDataKind>;

/** Which kinds are masked. */
export const MaskingPolicy = z.strictObject({ 'card': z.boolean(), 'national-id': z.boolean(), 'birth-date': z.boolean(), 'email': z.boolean(), 'phone': z.boolean() });
export type MaskingPolicy = z.infer<typeof MaskingPolicy>;

/** The policy that masks these kinds alone. */
export function maskingOf(kinds: readonly PersonalDataKind[]): MaskingPolicy {
  const masks = (kind: PersonalDataKind): boolean => kinds.includes(kind);
  return { 'card': masks('card'), 'national-id': masks('national-id'), 'birth-date': masks('birth-date'), 'email': masks('email'), 'phone': masks('phone') };
}

/** Payment cards and national ids: nobody needs them in a call record, and rules forbid many to keep them. */
export const DEFAULT_MASKING = maskingOf(['card', 'national-id']);
