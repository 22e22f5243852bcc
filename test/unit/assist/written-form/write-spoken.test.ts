import { describe, expect, it } from 'vitest';
import { writeSpoken } from '../../../../main/assist/written-form/write-spoken.ts';
import sentences from '../../../fixtures/written-forms/sentences.json' with { type: 'json' };

describe('what was said, as people write it', () => {
  it.each(sentences)('%j is written %j', (said, written) => {
    expect(writeSpoken(said ?? '')).toBe(written);
  });

  it.each(['我的订单号是七三二，还没收到。', '注文番号は七三二です。まだ届いていません。', '주문 번호는 칠삼이예요. 아직 안 왔어요.', '我要 refund, 两千块。', 'Ich warte seit zwei Wochen auf mein Geld.', 'Où est ma commande, s’il vous plaît ?'])('%j, in another language than English, stays as it is', (said) => {
    expect(writeSpoken(said)).toBe(said);
  });

  it.each(sentences)('%j is not changed further when it is written twice', (said) => {
    const once = writeSpoken(said ?? '');
    expect(writeSpoken(once)).toBe(once);
  });
});
