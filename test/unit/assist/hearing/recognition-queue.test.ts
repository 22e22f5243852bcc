import { describe, expect, it } from 'vitest';
import { enqueue, givesWay, takeNext, type QueuedJob } from '../../../../main/assist/hearing/recognition-queue.ts';

const job = (speaker: QueuedJob['speaker'], kind: QueuedJob['kind'], utteranceId = `${speaker}-1`): QueuedJob => ({ speaker, kind, utteranceId });

function drain(queue: readonly QueuedJob[]): string[] {
  const next = takeNext(queue);
  return next === null ? [] : [`${next.job.kind} ${next.job.utteranceId}`, ...drain(next.rest)];
}

describe('the recognition queue', () => {
  it("takes the caller's finals first, then the agent's, then the caller's partials, then the agent's", () => {
    const queue = [job('agent', 'partial', 'agent-4'), job('caller', 'partial', 'caller-3'), job('agent', 'final', 'agent-2'), job('caller', 'final', 'caller-1'), job('caller', 'final', 'caller-2')].reduce<readonly QueuedJob[]>(enqueue, []);
    expect(drain(queue)).toEqual(['final caller-1', 'final caller-2', 'final agent-2', 'partial caller-3', 'partial agent-4']);
  });

  it('keeps one partial of an utterance, the newest, and none once it has ended', () => {
    const first = job('caller', 'partial');
    const second = job('caller', 'partial');
    expect(enqueue([first], second)).toEqual([second]);
    expect(enqueue([first], job('caller', 'final'))).toEqual([job('caller', 'final')]);
  });

  it('never drops a final', () => {
    const finals = [job('caller', 'final', 'caller-1'), job('caller', 'final', 'caller-2'), job('agent', 'final', 'agent-1')];
    const queue = [job('caller', 'partial', 'caller-1'), job('caller', 'pause', 'caller-2'), ...finals].reduce<readonly QueuedJob[]>(enqueue, finals);
    expect(finals.every((final) => queue.includes(final))).toBe(true);
  });

  it('is nothing when empty', () => {
    expect(takeNext([])).toBeNull();
  });

  it.each([
    ['a partial', 'a final of the other speaker', job('agent', 'partial'), job('caller', 'final'), true],
    ['a partial', 'a newer one of its utterance', job('caller', 'partial'), job('caller', 'partial'), true],
    ['a partial', 'a partial of the other speaker', job('agent', 'partial'), job('caller', 'partial'), false],
    ['a pause', 'the final of its utterance', job('caller', 'pause'), job('caller', 'final'), true],
    ['a pause', 'a final of the other speaker', job('caller', 'pause'), job('agent', 'final'), false],
    ['a final', 'anything', job('agent', 'final'), job('caller', 'final'), false],
  ] as const)('%s under way and %s: %#', (_running, _arriving, running, arriving, expected) => {
    expect(givesWay(running, arriving)).toBe(expected);
  });
});
