import { describe, expect, it } from 'vitest';
import { judgeCertificate, type PresentedCertificate } from '../../../../main/sip/transport/certificate.ts';

const SHA256 = 'AA:'.repeat(31) + 'AA';
const OTHER = 'BB:'.repeat(31) + 'BB';
const presented: PresentedCertificate = { sha256: SHA256, subject: 'CN=trunk.example', issuer: 'CN=Example CA', validUntil: 'Jan  1 00:00:00 2030 GMT' };

describe('a server\'s certificate', () => {
  it('passes when nothing is wrong with it', () => {
    expect(judgeCertificate(presented, null, '')).toBeNull();
  });

  it.each([
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate-unknown-authority'], ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate-unknown-authority'],
    ['CERT_HAS_EXPIRED', 'certificate-out-of-date'], ['CERT_NOT_YET_VALID', 'certificate-out-of-date'], ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate-wrong-name'],
    ['CERT_REVOKED', 'certificate-invalid'], ['a word of tomorrow', 'certificate-invalid'],
  ])('is refused for %s as %s, with all that helps to judge it', (problem, code) => {
    expect(judgeCertificate(presented, problem, '')).toMatchObject({
      code, certificateSha256: SHA256, action: 'trust-certificate', detail: `CN=trunk.example, issued by CN=Example CA, valid until Jan  1 00:00:00 2030 GMT; ${problem}`,
    });
  });

  it('passes by its pinned fingerprint whatever the verifier says, and by no other\'s even if all is well', () => {
    expect(judgeCertificate(presented, 'CERT_HAS_EXPIRED', SHA256)).toBeNull();
    expect(judgeCertificate(presented, null, OTHER)).toMatchObject({ code: 'certificate-changed', certificateSha256: SHA256 });
  });

  it('must be there', () => {
    expect(judgeCertificate(null, null, '')).toMatchObject({ code: 'certificate-invalid' });
    expect(judgeCertificate(null, null, SHA256)).toMatchObject({ code: 'certificate-invalid' });
  });
});
