import { describe, expect, it } from 'vitest';
import { importSherpa } from '../../../../main/assist/sherpa/sherpa-library.ts';

describe('the library sherpa-onnx-node', () => {
  it('is taken as the CommonJS package that it is', async () => {
    const library = { OfflineRecognizer: Object, OnlineRecognizer: Object };
    expect(await importSherpa(() => Promise.resolve({ default: library }))).toBe(library);
  });

  it('is an optional part: without it the person is told what to install', async () => {
    await expect(importSherpa(() => Promise.reject(new Error('Cannot find package')))).rejects.toThrow(/not part of this installation.*install the package sherpa-onnx-node/);
  });
});
