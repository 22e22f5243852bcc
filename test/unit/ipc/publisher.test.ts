import { describe, expect, it } from 'vitest';
import { createPublisher } from '../../../main/ipc/publisher.ts';

const turn = () => new Promise((resolve) => void setImmediate(resolve));

describe('a publisher', () => {
  it('sends many changes of one turn as one snapshot, with a revision that only rises', async () => {
    let value = 0;
    const sent: { revision: number; value: number }[] = [];
    const publisher = createPublisher((revision) => ({ revision, value }), (snapshot) => sent.push(snapshot));
    const before = publisher.current().revision;
    for (value = 1; value < 5; value += 1) publisher.touch();
    await turn();
    publisher.touch();
    await turn();
    expect(sent.map((snapshot) => snapshot.value)).toEqual([5, 5]);
    expect(sent[0]!.revision).toBeGreaterThan(before);
    expect(sent[1]!.revision).toBeGreaterThan(sent[0]!.revision);
  });
});
