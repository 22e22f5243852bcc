import { SrtpSuite } from '../../../preload/contract/calls.ts';

/** Every crypto suite that we speak, the strongest first. */
export const SRTP_SUITES = SrtpSuite.options;
export type { SrtpSuite };

export interface SuiteProfile {
  readonly mode: 'counter' | 'gcm';
  /** Of the master key and of the session key. */
  readonly keyBytes: 16 | 32;
  /** 112 bits for counter mode (RFC 3711 s. 8.2), 96 for GCM (RFC 7714 s. 12). */
  readonly saltBytes: 14 | 12;
  readonly rtpTagBytes: 4 | 10 | 16;
  /** SRTCP keeps the 80-bit tag beside a 32-bit one (RFC 4568 s. 6.2.2). */
  readonly rtcpTagBytes: 10 | 16;
}

const PROFILES: Readonly<Record<SrtpSuite, SuiteProfile>> = {
  AES_CM_128_HMAC_SHA1_80: { mode: 'counter', keyBytes: 16, saltBytes: 14, rtpTagBytes: 10, rtcpTagBytes: 10 },
  AES_CM_128_HMAC_SHA1_32: { mode: 'counter', keyBytes: 16, saltBytes: 14, rtpTagBytes: 4, rtcpTagBytes: 10 },
  AES_256_CM_HMAC_SHA1_80: { mode: 'counter', keyBytes: 32, saltBytes: 14, rtpTagBytes: 10, rtcpTagBytes: 10 },
  AES_256_CM_HMAC_SHA1_32: { mode: 'counter', keyBytes: 32, saltBytes: 14, rtpTagBytes: 4, rtcpTagBytes: 10 },
  AEAD_AES_128_GCM: { mode: 'gcm', keyBytes: 16, saltBytes: 12, rtpTagBytes: 16, rtcpTagBytes: 16 },
  AEAD_AES_256_GCM: { mode: 'gcm', keyBytes: 32, saltBytes: 12, rtpTagBytes: 16, rtcpTagBytes: 16 },
};

export const suiteProfile = (suite: SrtpSuite): SuiteProfile => PROFILES[suite];
