import type { TLSSocket } from 'node:tls';
import type { FlowFailure, FlowFailureCode } from './flow.ts';

/** What a server showed of itself. */
export interface PresentedCertificate {
  /** SHA-256 of the certificate's DER form, as upper-case hexadecimal with colons. */
  readonly sha256: string;
  readonly subject: string;
  readonly issuer: string;
  /** As the certificate writes it. */
  readonly validUntil: string;
}

type CertificateFailureCode = Extract<FlowFailureCode, `certificate-${string}`>;

/** OpenSSL's and Node's words, by what a person can do about them. */
const UNKNOWN_AUTHORITY = new Set(['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_GET_ISSUER_CERT', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'CERT_UNTRUSTED']);
const OUT_OF_DATE = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']);
const MESSAGES: Readonly<Record<CertificateFailureCode, string>> = {
  'certificate-unknown-authority': 'The server\'s certificate was signed by nobody that this computer trusts.',
  'certificate-wrong-name': 'The server\'s certificate was issued for another name.',
  'certificate-out-of-date': 'The server\'s certificate is not valid today.',
  'certificate-changed': 'The server shows another certificate than the one that was trusted for this account.',
  'certificate-invalid': 'The server\'s certificate cannot be verified.',
};

/**
 * Whether to speak with a server that shows this certificate.
 * A pinned fingerprint alone decides where there is one: it stands for exactly one certificate, whoever signed it.
 *
 * @param problem the verifier's word; null when authority, name and time are in order
 * @param pinnedSha256 the fingerprint that a person trusted; empty for none
 * @returns null for yes
 */
export function judgeCertificate(presented: PresentedCertificate | null, problem: string | null, pinnedSha256: string): FlowFailure | null {
  if (presented === null) return { code: 'certificate-invalid', message: MESSAGES['certificate-invalid'], detail: 'no certificate' };
  if (pinnedSha256 !== '') return presented.sha256 === pinnedSha256 ? null : refusal('certificate-changed', presented, null);
  return problem === null ? null : refusal(codeOf(problem), presented, problem);
}

function refusal(code: CertificateFailureCode, { sha256, subject, issuer, validUntil }: PresentedCertificate, problem: string | null): FlowFailure {
  const detail = [`${subject}, issued by ${issuer}, valid until ${validUntil}`, ...(problem === null ? [] : [problem])].join('; ');
  return { code, message: MESSAGES[code], detail, certificateSha256: sha256, action: 'trust-certificate' };
}

function codeOf(problem: string): CertificateFailureCode {
  if (UNKNOWN_AUTHORITY.has(problem)) return 'certificate-unknown-authority';
  if (OUT_OF_DATE.has(problem)) return 'certificate-out-of-date';
  return problem === 'ERR_TLS_CERT_ALTNAME_INVALID' ? 'certificate-wrong-name' : 'certificate-invalid';
}

/** The certificate of the other end; null when it showed none. */
export function presentedBy(socket: TLSSocket): PresentedCertificate | null {
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined) return null;
  const { fingerprint256, subject, issuer, validTo } = certificate;
  return { sha256: fingerprint256, subject: inOneLine(subject), issuer: inOneLine(issuer), validUntil: validTo };
}

function inOneLine(name: string): string {
  return name.split('\n').join(', ');
}
