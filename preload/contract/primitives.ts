import { z } from 'zod';

export const AccountId = z.string().min(1).max(64).brand<'AccountId'>();
export type AccountId = z.infer<typeof AccountId>;
export const CallId = z.string().min(1).max(64).brand<'CallId'>();
export type CallId = z.infer<typeof CallId>;
export const UtteranceId = z.string().min(1).max(96).brand<'UtteranceId'>();
export type UtteranceId = z.infer<typeof UtteranceId>;
export const SuggestionId = z.string().min(1).max(96).brand<'SuggestionId'>();
export type SuggestionId = z.infer<typeof SuggestionId>;

/** What a person may type to dial: a number in any writing, an extension, or a SIP URI. */
export const DialString = z.string().trim().min(1).max(256);
/** The digits of RFC 4733 table 3 that a keypad sends. */
export const DtmfDigits = z.string().regex(/^[0-9A-D*#]{1,64}$/);

/** Milliseconds since the Unix epoch. */
export const EpochMs = z.number().int().nonnegative();
/** Milliseconds since the call was answered. */
export const CallMs = z.number();
/** 0 (none) to 1 (certain). */
export const Confidence = z.number().min(0).max(1);
/** Rises with every snapshot of one event; a receiver drops what is not newer. */
export const Revision = z.number().int().nonnegative();

export const Speaker = z.enum(['agent', 'caller']);
export type Speaker = z.infer<typeof Speaker>;
export const Locale = z.enum(['en', 'zh-CN']);
export type Locale = z.infer<typeof Locale>;
export const Nothing = z.strictObject({});

/** The SHA-256 fingerprint of a certificate: upper-case hexadecimal with colons. */
export const CertificateSha256 = z.string().regex(/^[0-9A-F]{2}(?::[0-9A-F]{2}){31}$/, 'a SHA-256 fingerprint');

/** A failure as it appears inside a snapshot; see Failure in result.ts. */
export const FailureShape = z.strictObject({
  code: z.string(),
  message: z.string(),
  detail: z.string().optional(),
  sipStatus: z.number().int().optional(),
  retryAfterSec: z.number().optional(),
  certificateSha256: CertificateSha256.optional(),
  action: z.enum(['retry', 'open-account', 'open-crm', 'open-audio', 'allow-unprotected-secrets', 'trust-certificate']).optional(),
});
