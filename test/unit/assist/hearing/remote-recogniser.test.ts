import { describe, expect, it } from 'vitest';
import type { Recogniser, Recognition } from '../../../../main/assist/hearing/recogniser.ts';
import { connectRecogniser, type RecogniserLink } from '../../../../main/assist/hearing/remote-recogniser.ts';
import { serveRecogniser } from '../../../../main/assist/hearing/serve-recogniser.ts';
import type { RecogniserReply } from '../../../../main/assist/hearing/worker-messages.ts';

const heard = (text: string): Recognition => ({ text, tokenIds: [], meanLogProbability: null, isLooping: false });

/** Both ends of a link in one thread, with a recogniser that waits to be told what it hears. */
function bothEnds() {
  const gone: string[] = [];
  let reply: (message: RecogniserReply) => void = () => undefined;
  let die: (error: Error) => void = () => undefined;
  let answer: (recognition: Recognition | null) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const far: Recogniser = {
    modelId: 'far',
    recognise: (_, { signal }) => new Promise((resolve, reject) => {
      [answer, fail] = [resolve, reject];
      signal?.addEventListener('abort', () => resolve(null));
    }),
    close: () => Promise.resolve(),
  };
  const serve = serveRecogniser(far, (message) => reply(message), () => die(new Error('ended with 0')));
  const link: RecogniserLink = { send: serve, onReply: (listener) => { reply = listener; }, onGone: (listener) => { die = listener; } };
  const connected = connectRecogniser(link, 'own', (error) => gone.push(error.message));
  return { connected, gone, reply: (message: RecogniserReply) => reply(message), die: (message: string) => die(new Error(message)), answer: (text: string) => answer(heard(text)), fail: (message: string) => fail(new Error(message)) };
}
const options = { hasSpeech: true };
const pcm = new Float32Array(4);

describe('a recogniser elsewhere', () => {
  it('is there when its model is loaded, and answers what it is asked', async () => {
    const { connected, reply, answer } = bothEnds();
    reply({ kind: 'ready' });
    const recogniser = await connected;
    const asked = recogniser.recognise(pcm, options);
    answer('hello');
    expect(await asked).toEqual(heard('hello'));
    expect(recogniser.modelId).toBe('own');
  });

  it('rejects with what is wrong where the model cannot be loaded, or the other end dies over it', async () => {
    const refused = bothEnds();
    refused.reply({ kind: 'refused', message: 'no such file' });
    await expect(refused.connected).rejects.toThrow('no such file');
    const died = bothEnds();
    died.die('ended with 255');
    await expect(died.connected).rejects.toThrow('ended with 255');
  });

  it('tells of a sound that it failed on, and goes on', async () => {
    const { connected, reply, fail, answer } = bothEnds();
    reply({ kind: 'ready' });
    const recogniser = await connected;
    const asked = recogniser.recognise(pcm, options);
    fail('out of memory');
    await expect(asked).rejects.toThrow('out of memory');
    const again = recogniser.recognise(pcm, options);
    answer('hello');
    expect(await again).toEqual(heard('hello'));
  });

  it('gives up what is aborted', async () => {
    const { connected, reply } = bothEnds();
    reply({ kind: 'ready' });
    const abort = new AbortController();
    const asked = (await connected).recognise(pcm, { ...options, signal: abort.signal });
    abort.abort();
    expect(await asked).toBeNull();
    expect(await (await connected).recognise(pcm, { ...options, signal: abort.signal })).toBeNull();
  });

  it('that died rejects what it was asked, and what it is asked later, and says so once', async () => {
    const { connected, reply, die, gone } = bothEnds();
    reply({ kind: 'ready' });
    const recogniser = await connected;
    const asked = recogniser.recognise(pcm, options);
    die('ended with SIGKILL');
    die('and again');
    await expect(asked).rejects.toThrow('SIGKILL');
    await expect(recogniser.recognise(pcm, options)).rejects.toThrow('SIGKILL');
    expect(gone).toEqual(['ended with SIGKILL']);
    await recogniser.close();
  });

  it('that is closed ends without being missed', async () => {
    const { connected, reply, gone } = bothEnds();
    reply({ kind: 'ready' });
    await (await connected).close();
    expect(gone).toEqual([]);
  });
});
