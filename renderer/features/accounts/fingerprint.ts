/** A SHA-256 fingerprint as programs write it, with or without colons or spaces, in the form that main keeps; what is none stays as it was typed. */
export function tidyFingerprint(typed: string): string {
  const digits = typed.replace(/[\s:]/g, '');
  return /^[0-9a-f]{64}$/i.test(digits) ? (digits.toUpperCase().match(/../g) ?? []).join(':') : typed.trim();
}

/** Whether a tidied text is a fingerprint. */
export function isFingerprint(tidied: string): boolean {
  return /^[0-9A-F]{2}(?::[0-9A-F]{2}){31}$/.test(tidied);
}
