/** ISO/IEC 7812-1 annex B. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let fromEnd = 0; fromEnd < digits.length; fromEnd += 1) {
    const digit = Number(digits[digits.length - 1 - fromEnd]);
    const doubled = fromEnd % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** A payment card by its length, its first digit (3 to 6, or 2 of the 2221-2720 range) and its check digit. */
export function isCardNumber(digits: string): boolean {
  const isKnownIssuer = /^[3-6]/.test(digits) || (Number(digits.slice(0, 4)) >= 2_221 && Number(digits.slice(0, 4)) <= 2_720);
  return digits.length >= 13 && digits.length <= 19 && isKnownIssuer && new Set(digits).size > 1 && passesLuhn(digits);
}

/** A Chinese resident identity number (GB 11643-1999): birth date inside, check character by ISO 7064 MOD 11-2. */
export function isChineseResidentId(text: string): boolean {
  if (!/^\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]$/i.test(text)) return false;
  const sum = [...text.slice(0, 17)].reduce((total, digit, index) => total + Number(digit) * (2 ** (17 - index) % 11), 0);
  return '10X98765432'[sum % 11] === text[17]?.toUpperCase();
}
