import { randomBytes } from 'node:crypto';

/** An unguessable token of 16 hexadecimal digits for tags, branches and Call-IDs (RFC 3261 s. 19.3). */
export function newToken(): string {
  return randomBytes(8).toString('hex');
}

/** A branch with the magic cookie (RFC 3261 s. 8.1.1.7). */
export function newBranch(): string {
  return `z9hG4bK${newToken()}`;
}
