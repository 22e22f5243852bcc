import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { DispositionId, Summary, SummaryEntity } from '../../preload/contract/assist.ts';
import { Speaker } from '../../preload/contract/primitives.ts';

/** The synthesisers' voices; call-scripts-voices.ts knows how each is made to speak. */
export const VoiceName = z.enum(['slt-hts', 'rms', 'awb', 'slt']);
export type VoiceName = z.infer<typeof VoiceName>;

/** A voice at a pace (1 as the synthesiser speaks, more is faster) and played higher or lower as a tape is (in hundredths of a semitone): the whole throat changes, so few voices make many people. */
export const ScriptVoice = z.strictObject({ name: VoiceName, paceRatio: z.number().min(0.8).max(1.25), pitchCents: z.number().int().min(-300).max(300) });
export type ScriptVoice = z.infer<typeof ScriptVoice>;

export const ScriptTurn = z.strictObject({
  speaker: Speaker,
  /** As it is spoken: digits and spelled letters one by one, in words. */
  text: z.string().min(1).max(1_500),
  /** From the end of what was said before to the start of this turn; below zero the two talk at once. */
  pauseMs: z.number().int().min(-1_500).max(12_000),
});
export type ScriptTurn = z.infer<typeof ScriptTurn>;

/** Something named in the call. `said` is how it was spoken, piece by piece over one or more turns; without it, as in `text`. */
export const GoldEntity = z.strictObject({ kind: SummaryEntity.shape.kind, text: z.string().min(1), said: z.array(z.string().min(1)).min(1).optional() });
export type GoldEntity = z.infer<typeof GoldEntity>;

export const GoldPromise = z.strictObject({
  owner: Speaker,
  /** In the words of the turn that makes the promise. */
  text: z.string().min(1),
  /** In the words of the same turn; null where no time was named. */
  due: z.string().min(1).nullable(),
});
export type GoldPromise = z.infer<typeof GoldPromise>;

export const CallGold = z.strictObject({
  /** One sentence; null where the caller gave none. */
  reason: z.string().min(1).nullable(),
  /** Per caller turn (its index in `turns`); a turn that is not listed is about none of the known intents. */
  intents: z.array(z.strictObject({ turn: z.number().int().nonnegative(), intentIds: z.array(z.string().min(1)).min(1) })),
  /** The articles that help in this call. */
  articles: z.array(z.string().min(1)),
  entities: z.array(GoldEntity),
  /** Said and taken back: a summary that states one of these is wrong. */
  retractedEntities: z.array(GoldEntity),
  /** What a masking policy has to find. */
  personalData: z.array(z.strictObject({ kind: z.enum(['card-number', 'date-of-birth', 'email', 'phone']), text: z.string().min(1), said: z.array(z.string().min(1)).min(1) })),
  promisedActions: z.array(GoldPromise),
  disposition: DispositionId,
  saysLittleBecause: Summary.shape.saysLittleBecause,
});
export type CallGold = z.infer<typeof CallGold>;

export const CallScript = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
  business: z.string().min(1),
  /** What makes this call hard. */
  difficulties: z.array(z.enum([
    'small-talk', 'hesitation', 'correction', 'change-of-mind', 'two-intents', 'spelled-name', 'digit-by-digit', 'number-over-turns', 'rambling', 'interruption',
    'upset-caller', 'off-topic-question', 'wrong-number', 'five-seconds', 'one-sided', 'no-article',
  ])),
  voices: z.strictObject({ caller: ScriptVoice, agent: ScriptVoice }),
  turns: z.array(ScriptTurn).min(1),
  gold: CallGold,
});
export type CallScript = z.infer<typeof CallScript>;

export const CALL_SCRIPTS_FOLDER = join(process.cwd(), 'test', 'fixtures', 'call-scripts');

/**
 * Every script of the folder, in the order of their file names.
 * @throws Error naming the file that is not of this shape
 */
export async function loadCallScripts(folder = CALL_SCRIPTS_FOLDER): Promise<readonly CallScript[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort();
  return Promise.all(files.map(async (file) => {
    try {
      return CallScript.parse(JSON.parse(await readFile(join(folder, file), 'utf8')));
    } catch (cause) {
      throw new Error(`${file} is no call script`, { cause });
    }
  }));
}

const comparable = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/** Whether a found entity is the gold one: the same kind, and the words as written or as spoken, whatever the case and punctuation. */
export function isGoldEntity(gold: GoldEntity, found: { readonly kind: string; readonly text: string }): boolean {
  return gold.kind === found.kind && [gold.text, (gold.said ?? []).join(' ')].some((text) => comparable(text) === comparable(found.text));
}
