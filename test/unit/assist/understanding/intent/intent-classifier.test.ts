import { describe, expect, it } from 'vitest';
import type { SentenceEncoder } from '../../../../../main/assist/understanding/encoder.ts';
import { calibrate, crossValidate } from '../../../../../main/assist/understanding/intent/calibration.ts';
import { evaluateHead } from '../../../../../main/assist/understanding/intent/evaluate-head.ts';
import { createIntentClassifier, trainIntents, type IntentDefinition } from '../../../../../main/assist/understanding/intent/intent-classifier.ts';
import { createScorer, placeExamples, probabilitiesOf, trainIntentHead, type IntentExample } from '../../../../../main/assist/understanding/intent/intent-head.ts';
import { fakeEncoder } from '../../../../support/fake-encoder.ts';

const phrases = (verb: string, things: string[]): string[] => things.flatMap((thing) => [`${verb} my ${thing}`, `please ${verb} the ${thing}`, `I want to ${verb} it the ${thing}`]);
const definitions: IntentDefinition[] = [
  { intentId: 'cancel', label: 'Cancel', examples: phrases('cancel', ['order', 'visit', 'booking', 'course']) },
  { intentId: 'pay', label: 'Pay', examples: phrases('pay', ['bill', 'invoice', 'rent', 'order']) },
  { intentId: 'open', label: 'Opening hours', examples: phrases('open', ['shop', 'door', 'branch', 'store']) },
];
const other = ['hello there', 'good morning to you', 'thank you so much', 'goodbye then', 'one moment', 'can you hear me', 'what a day', 'nice weather', 'my name is spelled', 'yes of course'];
const examples: IntentExample[] = definitions.flatMap(({ intentId, examples: texts }) => texts.map((text) => ({ intentId, text })));

describe('an intent head', () => {
  it('knows its examples', async () => {
    const head = await trainIntentHead(examples, fakeEncoder);
    expect(head.classes).toEqual(['cancel', 'open', 'pay']);
    expect((await evaluateHead(head, { test: examples }, fakeEncoder)).accuracy).toBe(1);
  });

  it('is the same for the same examples', async () => {
    expect(await trainIntentHead(examples, fakeEncoder)).toEqual(await trainIntentHead(examples, fakeEncoder));
  });

  it('learns from one example per intent, and from the same one twice', async () => {
    const few = [{ intentId: 'a', text: 'cancel it' }, { intentId: 'b', text: 'pay it' }, { intentId: 'b', text: 'pay it' }];
    const score = createScorer(await trainIntentHead(few, fakeEncoder));
    const logits = score('pay it', await fakeEncoder.encode('pay it'));
    expect(logits[1]).toBeGreaterThan(logits[0]!);
  });
});

describe('what the encoder reads', () => {
  it('has the same form when an intent is learned, examined and named', async () => {
    const forms = new Set<string | undefined>();
    const encoder: SentenceEncoder = { encode: (text, form) => { forms.add(form); return fakeEncoder.encode(text); } };
    const trained = await trainIntents(definitions, other, encoder);
    await evaluateHead(trained.head, { test: examples }, encoder);
    await createIntentClassifier(trained, definitions, encoder).classify(['please cancel my order'], 'good morning');
    expect([...forms]).toEqual(['asked']);
  });
});

describe('calibration', () => {
  it('cools what is too timid and flattens what is too sure', () => {
    const timid = Array.from({ length: 20 }, () => ({ logits: Float64Array.of(0.3, 0), truth: 0 }));
    const wild = Array.from({ length: 20 }, (_unused, index) => ({ logits: Float64Array.of(9, 0), truth: index % 2 }));
    expect(calibrate(timid, new Set()).temperature).toBeLessThan(0.5);
    expect(calibrate(wild, new Set()).temperature).toBeGreaterThan(2);
  });

  it('puts the threshold where the asked share of in-scope examples stays below', () => {
    const heldOut = Array.from({ length: 100 }, (_unused, index) => ({ logits: Float64Array.of(index, -1), truth: 0 }));
    expect(calibrate(heldOut, new Set(), 0.05).leastLogit).toBe(5);
    expect(calibrate([...heldOut, { logits: Float64Array.of(-9, -8), truth: 1 }], new Set([1]), 0.05).leastLogit).toBe(5);
  });

  it('scores every example once, by a head that did not see it', async () => {
    const heldOut = await crossValidate(await placeExamples(examples, fakeEncoder));
    expect(heldOut).toHaveLength(examples.length);
    const right = heldOut.filter(({ logits, truth }) => logits.indexOf(Math.max(...logits)) === truth);
    expect(right.length / heldOut.length).toBeGreaterThan(0.9);
  });

  it('gives probabilities that sum to one, sharper when colder', () => {
    const logits = Float64Array.of(1, 2, 3);
    const cold = probabilitiesOf(logits, 0.5);
    expect(cold.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1);
    expect(cold[2]).toBeGreaterThan(probabilitiesOf(logits, 2)[2]!);
  });
});

describe('the classifier', async () => {
  const classifier = createIntentClassifier(await trainIntents(definitions, other, fakeEncoder), definitions, fakeEncoder);

  it('names the intent of words it has not seen in this order', async () => {
    expect(await classifier.classify(['I want to cancel my booking please'])).toMatchObject([{ intentId: 'cancel', label: 'Cancel' }]);
  });

  it.each([['hello there'], ['zebra quantum fjord'], ['']])('says none of these of %j', async (text) => {
    expect(await classifier.classify([text])).toEqual([]);
  });

  it('finds two intents in two pieces, the surer first, each once', async () => {
    const named = await classifier.classify(['cancel my order', 'pay my bill', 'please cancel the order']);
    expect(named.map(({ intentId }) => intentId).sort()).toEqual(['cancel', 'pay']);
    expect(named[0]!.confidence).toBeGreaterThanOrEqual(named[1]!.confidence);
  });
});

describe('the evaluation of a head', () => {
  it('counts what is right, what is taken for what, and what is turned away', async () => {
    const head = await trainIntentHead(examples, fakeEncoder);
    const evaluation = await evaluateHead(head, { test: [...examples, { intentId: 'pay', text: 'cancel my order' }], validation: examples, outOfScope: ['zebra quantum fjord', 'cancel my order'] }, fakeEncoder);
    expect(evaluation.accuracy).toBeCloseTo(examples.length / (examples.length + 1));
    expect(evaluation.confusions).toEqual([{ truth: 'pay', answer: 'cancel', count: 1 }]);
    expect(evaluation.outOfScopeRecall[0]).toEqual({ falseRejection: 0.05, recall: 0.5 });
  });
});
