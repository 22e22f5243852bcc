import { describe, expect, it } from 'vitest';
import { CONTENT_SECURITY_POLICY, pageFile } from '../../../main/app/page-file.ts';

describe('the page\'s files', () => {
  it.each([
    ['sidetone://app/index.html', '/app/out/index.html'],
    ['sidetone://app/assets/a%20b.js', '/app/out/assets/a b.js'],
    ['sidetone://app/../../etc/passwd', '/app/out/etc/passwd'],
    ['sidetone://app/..%2f..%2fetc/passwd', null],
    ['sidetone://app/%00', null],
    ['sidetone://app/%zz', null],
    ['sidetone://other/index.html', null],
    ['sidetone://app/', '/app/out/'], // a folder has no type, so it is not served
    ['not a url', null],
  ])('%s is %s', (url, file) => {
    expect(pageFile('/app/out', url)).toBe(file);
  });

  it('run no script but their own and reach nothing outside', () => {
    expect(CONTENT_SECURITY_POLICY).toContain("default-src 'none'");
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe|https?:|\*/);
  });
});
