import { describe, expect, it } from 'vitest';
import { success, type Result } from '../../../../preload/contract/result.ts';
import { watchNewest } from '../../../../renderer/bridge/watch-newest.ts';

interface Snapshot {
  readonly revision: number;
  readonly text: string;
}

function source() {
  let listener: (snapshot: Snapshot) => void = () => undefined;
  let answer: (result: Result<Snapshot>) => void = () => undefined;
  let isSubscribed = false;
  return {
    get: () => new Promise<Result<Snapshot>>((resolve) => { answer = resolve; }),
    subscribe: (given: (snapshot: Snapshot) => void) => {
      listener = given;
      isSubscribed = true;
      return () => { isSubscribed = false; };
    },
    tell: (revision: number) => listener({ revision, text: `event ${revision}` }),
    answer: async (revision: number) => {
      answer(success({ revision, text: `answer ${revision}` }));
      await Promise.resolve();
    },
    isSubscribed: () => isSubscribed,
  };
}

describe('watchNewest', () => {
  it('gives the present snapshot, then the newer ones', async () => {
    const main = source();
    const seen: string[] = [];
    watchNewest(main.get, main.subscribe, (snapshot) => seen.push(snapshot.text));
    await main.answer(4);
    main.tell(5);
    expect(seen).toEqual(['answer 4', 'event 5']);
  });

  it('drops an answer that an event has overtaken, and events that are not newer', async () => {
    const main = source();
    const seen: string[] = [];
    watchNewest(main.get, main.subscribe, (snapshot) => seen.push(snapshot.text));
    main.tell(9);
    await main.answer(8);
    main.tell(9);
    main.tell(7);
    expect(seen).toEqual(['event 9']);
  });

  it('hears nothing more after it was stopped', async () => {
    const main = source();
    const seen: string[] = [];
    const stop = watchNewest(main.get, main.subscribe, (snapshot) => seen.push(snapshot.text));
    stop();
    await main.answer(1);
    main.tell(2);
    expect(seen).toEqual([]);
    expect(main.isSubscribed()).toBe(false);
  });
});
