import { describe, expect, it } from 'vitest';
import type { Recognition } from '../../../../main/assist/hearing/recogniser.ts';
import { createRecognitionQueue, type RecognitionRequest, type Urgency } from '../../../../main/assist/hearing/recognition-queue.ts';
import type { Speaker } from '../../../../preload/contract/primitives.ts';

const heard = (text: string): Recognition => ({ text, tokenIds: [3], meanLogProbability: -0.1, isLooping: false });

/** A recogniser that works when it is told to, and notes the order. */
function slowWork() {
  const order: string[] = [];
  const finishers: (() => void)[] = [];
  const request = (speaker: Speaker, urgency: Urgency): RecognitionRequest => ({
    speaker, urgency,
    recognise: (signal) => new Promise((resolve) => {
      order.push(`${speaker} ${urgency}`);
      signal.addEventListener('abort', () => resolve(null));
      finishers.push(() => resolve(heard(`${speaker} ${urgency}`)));
    }),
  });
  const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
  return { order, request, async finishAll() { for (let next = finishers.shift(); next !== undefined; next = finishers.shift()) { next(); await turn(); } } };
}

describe('the recognition queue', () => {
  it("takes the caller's finals first, then the agent's, then pauses, then partials", async () => {
    const work = slowWork();
    const queue = createRecognitionQueue();
    queue.request(work.request('agent', 'final'));
    for (const [speaker, urgency] of [['agent', 'partial'], ['caller', 'partial'], ['agent', 'pause'], ['caller', 'pause'], ['agent', 'final'], ['caller', 'final']] as const) queue.request(work.request(speaker, urgency));
    await work.finishAll();
    expect(work.order).toEqual(['agent final', 'caller final', 'agent final', 'caller pause', 'agent pause', 'caller partial', 'agent partial']);
  });

  it('lets a running partial give way to a final, and a running final to nothing', async () => {
    const work = slowWork();
    const queue = createRecognitionQueue();
    const partial = queue.request(work.request('agent', 'partial'));
    const first = queue.request(work.request('agent', 'final'));
    expect(await partial.done).toBeNull();
    const second = queue.request(work.request('caller', 'final'));
    await work.finishAll();
    expect((await first.done)?.text).toBe('agent final');
    expect((await second.done)?.text).toBe('caller final');
  });

  it('takes a pause that became the end as a final', async () => {
    const work = slowWork();
    const queue = createRecognitionQueue();
    queue.request(work.request('agent', 'final'));
    queue.request(work.request('caller', 'pause'));
    queue.request(work.request('agent', 'pause')).promote();
    await work.finishAll();
    expect(work.order).toEqual(['agent final', 'agent pause', 'caller pause']);
  });

  it('answers a cancelled request with nothing, without working on it', async () => {
    const work = slowWork();
    const queue = createRecognitionQueue();
    queue.request(work.request('agent', 'final'));
    const cancelled = queue.request(work.request('caller', 'partial'));
    cancelled.cancel();
    expect(await cancelled.done).toBeNull();
    await work.finishAll();
    expect(work.order).toEqual(['agent final']);
  });

  it('goes on after a request that failed', async () => {
    const work = slowWork();
    const queue = createRecognitionQueue();
    const failed = queue.request({ speaker: 'caller', urgency: 'final', recognise: () => Promise.reject(new Error('no memory')) });
    const next = queue.request(work.request('caller', 'final'));
    await expect(failed.done).rejects.toThrow('no memory');
    await work.finishAll();
    expect((await next.done)?.text).toBe('caller final');
  });
});
