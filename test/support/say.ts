import type { Utterance } from '../../preload/contract/assist.ts';
import { UtteranceId } from '../../preload/contract/primitives.ts';

/** A transcript from lines like "caller: where is my order", five seconds each. */
export function transcriptOf(...lines: string[]): Utterance[] {
  return lines.map((line, index) => {
    const [, speaker, text = ''] = /^(agent|caller): (.*)$/.exec(line) ?? [];
    if (speaker === undefined) throw new Error(`no speaker in "${line}"`);
    return { utteranceId: UtteranceId.parse(`u${index + 1}`), speaker: speaker as Utterance['speaker'], state: 'final', text, startMs: index * 5_000, endMs: index * 5_000 + 4_000, confidence: 0.9 };
  });
}
