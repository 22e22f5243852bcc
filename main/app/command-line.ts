import { isDialLink } from './dial-link.ts';
import { DialString } from '../../preload/contract/primitives.ts';
import { failure, success, type Result } from '../../preload/contract/result.ts';

/** What is to be done with the call of the moment. */
export type CallDeed = 'answer' | 'hang-up';

/** What the app was started with; null: not given. */
export interface CommandLine {
  /** The folder that holds all data. */
  readonly profile: string | null;
  /** The provisioning file to import. */
  readonly provision: string | null;
  /** What to dial, asked for by whoever started us: a number or a SIP URI. */
  readonly call: string | null;
  /** A clicked tel, callto, sip or sips link: some page may have opened it. */
  readonly link: string | null;
  /** Meant for the app that runs already: answer what rings, or end what runs. */
  readonly deed: CallDeed | null;
}

type Option = Exclude<keyof CommandLine, 'link' | 'deed'>;
const WANTS: Readonly<Record<Option, string>> = { profile: 'a folder', provision: 'a file', call: 'a number or a SIP address' };
const OPTIONS = Object.keys(WANTS) as Option[];
const DEEDS: readonly CallDeed[] = ['answer', 'hang-up'];
/** Edits that still count as a slip of the finger; Chromium's own switches are further away. */
const TYPO_EDITS = 2;

/**
 * Reads the arguments after the program's name: `--profile DIR`, `--provision FILE`, `--call URI`, each also with `=`, and `--answer` or `--hang-up`.
 * Other options are Chromium's and not ours to judge, unless one looks like a misspelt one of ours.
 * After `--` there are no options; the system puts it before the link that it hands over.
 */
export function parseCommandLine(args: readonly string[]): Result<CommandLine, 'bad-command-line'> {
  const found: Record<Option, string | null> = { profile: null, provision: null, call: null };
  let link: string | null = null;
  let deed: CallDeed | null = null;
  let areOptionsOver = false;
  for (let index = 0; index < args.length; index++) {
    const argument = args[index] ?? '';
    areOptionsOver ||= argument === '--';
    if (isDialLink(argument)) link = argument;
    if (!argument.startsWith('--') || areOptionsOver) continue;
    const [name, inlineValue] = splitOption(argument);
    const asked = DEEDS.find((candidate) => candidate === name);
    if (asked !== undefined) {
      if (inlineValue !== null) return bad(`--${asked} takes no value`);
      if (deed !== null) return bad(deed === asked ? `--${asked} is given twice` : '--answer and --hang-up exclude each other');
      deed = asked;
      continue;
    }
    const option = OPTIONS.find((candidate) => candidate === name);
    if (option === undefined) {
      const meant = [...OPTIONS, ...DEEDS].find((candidate) => isTypoOf(name, candidate));
      if (meant !== undefined) return bad(`unknown option --${name}; did you mean --${meant}?`);
      continue;
    }
    const value = inlineValue ?? args[++index];
    if (value === undefined || value === '' || (inlineValue === null && value.startsWith('--'))) return bad(`--${option} needs ${WANTS[option]}`);
    if (found[option] !== null) return bad(`--${option} is given twice`);
    found[option] = value;
  }
  if (found.call !== null && !DialString.safeParse(found.call).success) return bad('what to call is too long or empty');
  return success({ ...found, link, deed });
}

/** What a second start hands to the app that runs: Chromium puts switches before everything else, which parts an option from its value. */
export function handOverArguments(args: readonly string[]): Record<string, unknown> {
  return { arguments: [...args] };
}

/** The arguments of a second start as they were typed; `sorted` where it did not hand them over. */
export function argumentsOf(handedOver: unknown, sorted: readonly string[]): readonly string[] {
  if (typeof handedOver !== 'object' || handedOver === null || !('arguments' in handedOver)) return sorted;
  const given: unknown = handedOver.arguments;
  return Array.isArray(given) && given.every((argument) => typeof argument === 'string') ? given : sorted;
}

function splitOption(argument: string): [name: string, value: string | null] {
  const equals = argument.indexOf('=');
  return equals === -1 ? [argument.slice(2), null] : [argument.slice(2, equals), argument.slice(equals + 1)];
}

function isTypoOf(name: string, option: Option | CallDeed): boolean {
  // As in --provisioning; Chromium's own go on with a hyphen.
  if (name.startsWith(option) && !name.includes('-')) return true;
  // Four letters forgive one slip: with two, half of the dictionary is a typo of "call".
  return countEdits(name.toLowerCase(), option) <= (option.length > 4 ? TYPO_EDITS : 1);
}

/** Levenshtein's distance. */
function countEdits(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let line = 1; line <= from.length; line++) {
    const next = [line];
    for (let column = 1; column <= to.length; column++) {
      const replaced = (row[column - 1] ?? 0) + (from[line - 1] === to[column - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}

function bad(what: string): ReturnType<typeof failure<'bad-command-line'>> {
  return failure('bad-command-line', `${what}.`);
}
