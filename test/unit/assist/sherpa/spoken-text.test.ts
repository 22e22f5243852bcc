import { describe, expect, it } from 'vitest';
import { spokenText } from '../../../../main/assist/sherpa/spoken-text.ts';

describe('what a model of sherpa-onnx wrote', () => {
  it.each([
    ['<|zh|><|NEUTRAL|><|Speech|><|withitn|>我的订单在哪？', '我的订单在哪？'],
    [' MY ORDER  IS LATE ', 'my order is late'],
    ['My order from IKEA', 'My order from IKEA'],
    ['I', 'I'],
    ['HELLO 我的 ORDER', 'hello 我的 order'],
    ['주문은 어디에', '주문은 어디에'],
    ['[laughter] yes <unk>', 'yes'],
    ['。', ''],
    ['', ''],
  ])('reads %j as %j', (written, spoken) => {
    expect(spokenText(written)).toBe(spoken);
  });
});
