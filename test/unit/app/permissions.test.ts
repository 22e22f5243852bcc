import { describe, expect, it } from 'vitest';
import { isPermissionGranted } from '../../../main/app/permissions.ts';

describe('permissions', () => {
  it.each([
    ['media', 'sidetone://app/index.html', { mediaTypes: ['audio'] }, true],
    ['media', 'sidetone://app', { mediaType: 'audio' }, true],
    ['media', 'sidetone://app/index.html', { mediaTypes: ['audio', 'video'] }, false],
    ['media', 'sidetone://app', { mediaType: 'video' }, false],
    ['media', 'sidetone://app.evil.example/', { mediaTypes: ['audio'] }, false],
    ['media', 'https://evil.example/', { mediaTypes: ['audio'] }, false],
    ['speaker-selection', 'sidetone://app/index.html', {}, true],
    ['hid', 'sidetone://app/', {}, true],
    ['hid', 'https://evil.example/', {}, false],
    ['usb', 'sidetone://app/', {}, false],
    ['geolocation', 'sidetone://app/index.html', {}, false],
    ['display-capture', 'sidetone://app/index.html', {}, false],
    ['notifications', 'file:///etc/passwd', {}, false],
  ])('%s for %s with %j: %s', (permission, url, details, isGranted) => {
    expect(isPermissionGranted(permission, url, details)).toBe(isGranted);
  });
});
