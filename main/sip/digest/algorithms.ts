/** RFC 8760 s. 2.3 and RFC 7616 s. 3.2, strongest first: the order of our preference. */
export const DIGEST_ALGORITHMS = ['SHA-512-256', 'SHA-512-256-sess', 'SHA-256', 'SHA-256-sess', 'MD5', 'MD5-sess'] as const;
export type DigestAlgorithm = (typeof DIGEST_ALGORITHMS)[number];

/** The algorithm of a challenge; MD5 when it names none (RFC 7616 s. 3.3), null when we do not know it. */
export function readAlgorithm(token: string | undefined): DigestAlgorithm | null {
  if (token === undefined || token === '') return 'MD5';
  return DIGEST_ALGORITHMS.find((known) => known.toLowerCase() === token.toLowerCase()) ?? null;
}

/** Its hash function in node:crypto's name. */
export function hashNameOf(algorithm: DigestAlgorithm): 'md5' | 'sha256' | 'sha512-256' {
  if (algorithm.startsWith('SHA-512-256')) return 'sha512-256';
  return algorithm.startsWith('SHA-256') ? 'sha256' : 'md5';
}

export const isSessionAlgorithm = (algorithm: DigestAlgorithm): boolean => algorithm.endsWith('-sess');
