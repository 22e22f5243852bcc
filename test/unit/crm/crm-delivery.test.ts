import { describe, expect, it } from 'vitest';
import { Webhook } from 'standardwebhooks';
import { CallId } from '../../../preload/contract/primitives.ts';
import { createCrmDelivery, type DeliveryQueue } from '../../../main/crm/crm-delivery.ts';
import { createEmitter } from '../../../main/platform/emitter.ts';
import { silentLog } from '../../../main/platform/log.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const TARGET = { url: 'https://crm.example.org/hooks', secret: SECRET };
const HOUR_MS = 3_600_000;

interface Entry { entryId: string; callId: CallId; body: string; attempts: number; nextAttemptAtMs: number; createdAtMs: number; state: string; error: string | null }
interface Post { readonly url: string; readonly headers: Record<string, string>; readonly body: string; readonly redirect: string | undefined; readonly atMs: number }
type Answer = (post: Post, signal: AbortSignal) => Promise<Response> | Response;

function setUp(...entryIds: string[]) {
  // Real time, because the verifier of signatures checks the timestamp against the system's clock.
  const clock = createFakeClock(Date.now());
  const changes = createEmitter<null>();
  const entries: Entry[] = [];
  const posts: Post[] = [];
  const faults = { mark: 0, read: 0 };
  let answer: Answer = () => new Response(null, { status: 200 });
  const find = (entryId: string): Entry => entries.find((entry) => entry.entryId === entryId)!;
  const failIf = (name: keyof typeof faults): void => { if (faults[name] > 0) { faults[name]--; throw new Error('the disk is full'); } };
  const queue: DeliveryQueue = {
    waiting: () => { failIf('read'); return entries.filter(({ state }) => state === 'waiting').sort((a, b) => a.nextAttemptAtMs - b.nextAttemptAtMs).map((entry) => ({ ...entry })); },
    async markDelivered(entryId) { failIf('mark'); Object.assign(find(entryId), { state: 'delivered' }); changes.emit(null); },
    async markFailed(entryId, error, next) {
      failIf('mark');
      Object.assign(find(entryId), { attempts: find(entryId).attempts + 1, error, ...(next.kind === 'dead' ? { state: 'dead' } : { nextAttemptAtMs: next.atMs }) });
      changes.emit(null);
    },
    subscribe: (listener) => changes.subscribe(listener),
  };
  const fakeFetch = async (url: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const post: Post = { url: String(url), headers: init.headers as Record<string, string>, body: String(init.body), redirect: init.redirect, atMs: clock.nowMs() };
    posts.push(post);
    // As with a real one, no answer comes before the caller has gone on: a test may still say which it is.
    await Promise.resolve();
    return answer(post, init.signal as AbortSignal);
  };
  const add = (entryId: string, changed: Partial<Entry> = {}): void => {
    entries.push({ entryId, callId: CallId.parse('call-1'), body: `{"id":"${entryId}"}`, attempts: 0, nextAttemptAtMs: clock.nowMs(), createdAtMs: clock.nowMs(), state: 'waiting', error: null, ...changed });
    changes.emit(null);
  };
  for (const entryId of entryIds) add(entryId);
  const delivery = createCrmDelivery({ queue, fetch: fakeFetch as typeof fetch, clock, random: () => 0.5, log: silentLog });
  return { clock, delivery, posts, faults, add, find, answerWith: (next: Answer) => { answer = next; }, idsPosted: () => posts.map(({ headers }) => headers['webhook-id']) };
}

const status = (code: number, headers: Record<string, string> = {}, body: string | null = null): Answer => () => new Response(body, { status: code, headers });
/** Answers as a real fetch does when its signal is aborted, and never otherwise. */
const never: Answer = (_post, signal) => new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
function started(...entryIds: string[]) {
  const parts = setUp(...entryIds);
  parts.delivery.setTarget(TARGET);
  parts.delivery.start();
  return parts;
}

describe('a delivery', () => {
  it('posts the body as it is, signed so that a Standard Webhooks receiver verifies it', async () => {
    const { clock, posts, find } = started('entry-1');
    await clock.advanceAsync(0);
    const [post] = posts;
    expect(post).toMatchObject({ url: TARGET.url, body: '{"id":"entry-1"}', redirect: 'manual' });
    expect(post!.headers['webhook-id']).toBe('entry-1');
    expect(new Webhook(SECRET).verify(post!.body, post!.headers)).toEqual({ id: 'entry-1' });
    expect(find('entry-1').state).toBe('delivered');
  });

  it('signs each attempt with its own time and keeps the webhook-id', async () => {
    const { clock, posts, answerWith } = started('entry-1');
    answerWith(status(500));
    await clock.advanceAsync(6_000);
    expect(posts.map(({ headers }) => headers['webhook-id'])).toEqual(['entry-1', 'entry-1']);
    expect(Number(posts[1]!.headers['webhook-timestamp']) - Number(posts[0]!.headers['webhook-timestamp'])).toBe(5);
    expect(posts[0]!.headers['webhook-signature']).not.toBe(posts[1]!.headers['webhook-signature']);
  });

  it('happens one at a time', async () => {
    const { clock, posts, answerWith } = started('a', 'b', 'c');
    let release = (): void => undefined;
    answerWith(() => new Promise((resolve) => { release = () => resolve(new Response(null, { status: 200 })); }));
    await clock.advanceAsync(0);
    expect(posts).toHaveLength(1);
    release();
    await clock.advanceAsync(0);
    expect(posts).toHaveLength(2);
  });

  it('begins as soon as an entry is added', async () => {
    const { clock, idsPosted, add } = started();
    await clock.advanceAsync(10_000);
    add('late');
    await clock.advanceAsync(0);
    expect(idsPosted()).toEqual(['late']);
  });

  it.each([200, 201, 202, 204])('is done with %i', async (code) => {
    const { clock, find, answerWith } = started('entry-1');
    answerWith(status(code));
    await clock.advanceAsync(0);
    expect(find('entry-1').state).toBe('delivered');
  });
});

describe('a failed attempt', () => {
  it.each([
    ['500 with words', status(500, {}, '<h1>Oops</h1>\n\u0000 try later'), '500: <h1>Oops</h1> try later'],
    ['a redirect', status(302, { location: 'https://elsewhere.example' }), '302: redirects are not followed'],
    ['401', status(401), '401'],
    ['a connection refused', () => Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) })), 'ECONNREFUSED: nothing answers at this address'],
  ] satisfies [string, Answer, string][])('by %s waits and keeps the evidence', async (_case, answer, error) => {
    const { clock, find, answerWith } = started('entry-1');
    answerWith(answer);
    await clock.advanceAsync(0);
    expect(find('entry-1')).toMatchObject({ state: 'waiting', attempts: 1, error, nextAttemptAtMs: clock.nowMs() + 5_000 });
  });

  it('keeps no more than 200 characters of the answer', async () => {
    const { clock, find, answerWith } = started('entry-1');
    answerWith(status(500, {}, 'x'.repeat(100_000)));
    await clock.advanceAsync(0);
    expect(find('entry-1').error).toBe(`500: ${'x'.repeat(200)}`);
  });

  it('is one without an answer within 15 s', async () => {
    const { clock, find, answerWith } = started('entry-1');
    answerWith(never);
    await clock.advanceAsync(14_999);
    expect(find('entry-1').attempts).toBe(0);
    await clock.advanceAsync(2);
    expect(find('entry-1')).toMatchObject({ attempts: 1, error: 'no answer within 15 s' });
  });

  it('grows the delay until the entry is a dead letter, after 13 attempts over some three days', async () => {
    const { clock, posts, find, answerWith } = started('entry-1');
    answerWith(status(500));
    const startMs = clock.nowMs();
    while (find('entry-1').state === 'waiting') await clock.advanceAsync(60_000);
    expect(find('entry-1')).toMatchObject({ state: 'dead', attempts: 13 });
    expect(posts).toHaveLength(13);
    expect((clock.nowMs() - startMs) / HOUR_MS).toBeCloseTo(70.2, 0);
  });

  it('with 410 is the last one', async () => {
    const { clock, posts, find, answerWith } = started('entry-1');
    answerWith(status(410));
    await clock.advanceAsync(24 * HOUR_MS);
    expect([find('entry-1').state, posts.length]).toEqual(['dead', 1]);
  });

  it.each([429, 503])('with %i and Retry-After makes all entries wait so long', async (code) => {
    const { clock, posts, answerWith } = started('a', 'b');
    answerWith(status(code, { 'retry-after': '40' }));
    await clock.advanceAsync(39_000);
    expect(posts).toHaveLength(1);
    answerWith(status(200));
    await clock.advanceAsync(2_000);
    expect(posts).toHaveLength(3);
  });

  it('of one entry does not keep the others', async () => {
    const { clock, find, answerWith } = started('poisoned', 'sound');
    answerWith(({ headers }) => new Response(null, { status: headers['webhook-id'] === 'poisoned' ? 400 : 200 }));
    await clock.advanceAsync(0);
    expect([find('poisoned').state, find('sound').state]).toEqual(['waiting', 'delivered']);
  });
});

describe('the endpoint', () => {
  it('that is not set lets entries wait; once set they go', async () => {
    const { clock, delivery, posts } = setUp('entry-1');
    delivery.start();
    await clock.advanceAsync(HOUR_MS);
    expect(posts).toEqual([]);
    delivery.setTarget(TARGET);
    await clock.advanceAsync(0);
    expect(posts).toHaveLength(1);
  });

  it.each([['plain http elsewhere', { ...TARGET, url: 'http://crm.example.org/' }], ['a broken secret', { ...TARGET, secret: 'whsec_short' }]])('is not used with %s', async (_case, target) => {
    const { clock, delivery, posts } = setUp('entry-1');
    delivery.start();
    delivery.setTarget(target);
    await clock.advanceAsync(HOUR_MS);
    expect(posts).toEqual([]);
  });

  it('that changes in mid-attempt gets the event at its new address', async () => {
    const { clock, delivery, posts, find, answerWith } = started('entry-1');
    answerWith(never);
    await clock.advanceAsync(1_000);
    answerWith(status(200));
    delivery.setTarget({ ...TARGET, url: 'https://new.example.org/' });
    await clock.advanceAsync(0);
    expect(posts.map(({ url }) => url)).toEqual([TARGET.url, 'https://new.example.org/']);
    expect(find('entry-1')).toMatchObject({ state: 'delivered', attempts: 0 });
  });
});

describe('the delivery loop', () => {
  it('tries at its start what fell due while the app was closed', async () => {
    const { clock, delivery, idsPosted, add } = setUp();
    add('overdue', { attempts: 3, nextAttemptAtMs: clock.nowMs() - HOUR_MS });
    delivery.setTarget(TARGET);
    delivery.start();
    await clock.advanceAsync(0);
    expect(idsPosted()).toEqual(['overdue']);
  });

  it('does not wait for a time that only a clock set back can explain', async () => {
    const { clock, delivery, idsPosted, add } = setUp();
    add('far', { nextAttemptAtMs: clock.nowMs() + 20 * 24 * HOUR_MS });
    delivery.setTarget(TARGET);
    delivery.start();
    await clock.advanceAsync(0);
    expect(idsPosted()).toEqual(['far']);
  });

  it('notices within a minute that the clock moved on while the machine slept', async () => {
    const { clock, posts, add } = started();
    add('entry-1', { nextAttemptAtMs: clock.nowMs() + 10 * HOUR_MS });
    clock.setNowMs(clock.nowMs() + 11 * HOUR_MS);
    await clock.advanceAsync(60_000);
    expect(posts).toHaveLength(1);
  });

  it('tries everything that waits when asked to', async () => {
    const { clock, delivery, posts, answerWith } = started('a', 'b');
    answerWith(status(503, { 'retry-after': '3600' }));
    await clock.advanceAsync(1_000);
    expect(posts).toHaveLength(1);
    delivery.flush();
    await clock.advanceAsync(0);
    expect(posts).toHaveLength(3);
  });

  it('does not post again what it delivered when the queue cannot note it, but notes it later', async () => {
    const { clock, posts, find, faults } = started('entry-1');
    faults.mark = 3;
    await clock.advanceAsync(89_000);
    expect([find('entry-1').state, posts.length]).toEqual(['waiting', 1]);
    await clock.advanceAsync(2_000);
    expect([find('entry-1').state, posts.length]).toEqual(['delivered', 1]);
  });

  it('does not hammer the endpoint when a failure cannot be noted', async () => {
    const { clock, posts, faults, answerWith } = started('entry-1');
    answerWith(status(500));
    faults.mark = 1_000;
    await clock.advanceAsync(60_000);
    expect(posts.length).toBeLessThan(15);
    expect(posts.length).toBeGreaterThan(1);
  });

  it('outlives a queue that cannot be read', async () => {
    const { clock, posts, faults, add } = started();
    faults.read = 2;
    add('entry-1');
    await clock.advanceAsync(61_000);
    expect(posts).toHaveLength(1);
  });

  it('leaves an attempt that a stop cut off as it was, and no timer behind', async () => {
    const { clock, delivery, find, answerWith } = started('entry-1');
    answerWith(never);
    await clock.advanceAsync(100);
    await delivery.stop();
    expect(find('entry-1')).toMatchObject({ state: 'waiting', attempts: 0 });
    expect(clock.pendingTimers()).toBe(0);
    answerWith(status(200));
    delivery.start();
    await clock.advanceAsync(0);
    expect(find('entry-1').state).toBe('delivered');
  });
});

describe('sendTest', () => {
  it('sends a signed sidetone.test event and says what came back', async () => {
    const { delivery, posts } = setUp();
    expect(await delivery.sendTest(TARGET)).toMatchObject({ ok: true, value: { httpStatus: 200 } });
    expect(new Webhook(SECRET).verify(posts[0]!.body, posts[0]!.headers)).toMatchObject({ type: 'sidetone.test' });
  });

  it.each([
    ['refused', status(403, {}, 'who are you'), { code: 'refused', detail: '403: who are you' }],
    ['unreachable', () => Promise.reject(new Error('down')), { code: 'unreachable', detail: 'down' }],
  ] satisfies [string, Answer, object][])('tells that it was %s', async (_case, answer, error) => {
    const { delivery, answerWith } = setUp();
    answerWith(answer);
    expect(await delivery.sendTest(TARGET)).toMatchObject({ ok: false, error });
  });

  it('sends nothing to an address that is not secure', async () => {
    const { delivery, posts } = setUp();
    expect(await delivery.sendTest({ ...TARGET, url: 'http://crm.example.org/' })).toMatchObject({ ok: false, error: { code: 'refused' } });
    expect(posts).toEqual([]);
  });
});
