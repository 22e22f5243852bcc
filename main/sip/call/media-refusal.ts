import type { Failure } from '../../../preload/contract/result.ts';

/** A response that would not have our audio, with what it says of itself. */
export interface MediaRefusal {
  readonly sipStatus: number;
  readonly reason: string;
  /** Values of Warning (RFC 3261 s. 20.43). */
  readonly warnings: readonly string[];
  /** What the other side could have (s. 11.2, 21.4.26); empty where it does not say. */
  readonly wanted: string;
  readonly offered: string;
}

/** The first audio line of an SDP, as far as two sides may differ in it. */
interface AudioLine {
  readonly profile: string;
  readonly codecs: readonly string[];
}

/** What everybody has: where these were offered, codecs are not what the other side refused. */
const COMMON_CODECS = /^PCM[UA]$/i;
const LONGEST_TEXT = 200;
const ABOUT_ENCRYPTION = /s?rtp\/savp|\bsrtp\b|savp|dtls|encrypt|crypto|secure (?:media|audio)/i;

/**
 * Why our audio was refused, encryption told apart from codecs, with both descriptions and the other side's words as evidence (T46).
 * The evidence has no words of any language: it is shown as the peer's own.
 */
export function mediaRefusal({ sipStatus, reason, warnings, wanted, offered }: MediaRefusal): Failure {
  const ours = audioLineOf(offered);
  const theirs = audioLineOf(wanted);
  const said = warnings.flatMap((value) => [...value.matchAll(/\d{3} \S+ "((?:[^"\\]|\\.)*)"/g)].map(([, text = '']) => text.slice(0, LONGEST_TEXT)));
  const detail = [`${sipStatus} ${reason}`.trim(), ...said.map((text) => `"${text}"`), ...(ours === null ? [] : [`INVITE: ${inWords(ours)}`]), ...(theirs === null ? [] : [`${sipStatus}: ${inWords(theirs)}`])].join(' · ');
  const evidence = { sipStatus, detail, action: 'open-account' as const };
  return isAboutEncryption(ours, theirs, said)
    ? { code: 'encryption-mismatch', message: 'The two sides do not agree on encrypting the audio.', ...evidence }
    : { code: 'no-common-codec', message: 'The two sides found no common audio format.', ...evidence };
}

function isAboutEncryption(ours: AudioLine | null, theirs: AudioLine | null, said: readonly string[]): boolean {
  if (said.some((text) => ABOUT_ENCRYPTION.test(text))) return true;
  if (ours !== null && theirs !== null) return isEncrypted(ours) !== isEncrypted(theirs);
  return ours !== null && isEncrypted(ours) && ours.codecs.some((codec) => COMMON_CODECS.test(codec));
}

function audioLineOf(sdp: string): AudioLine | null {
  const media = /^m=audio \d+ (\S+) ([\d ]+)/m.exec(sdp);
  if (media === null) return null;
  const names = new Map([['0', 'PCMU'], ['8', 'PCMA'], ['9', 'G722']]);
  for (const [, payload, name] of sdp.matchAll(/^a=rtpmap:(\d+) ([^/\s]+)/gm)) if (payload !== undefined && name !== undefined) names.set(payload, name);
  const codecs = (media[2] ?? '').trim().split(/\s+/).map((payload) => names.get(payload) ?? payload);
  return { profile: media[1] ?? '', codecs: [...new Set(codecs)].filter((name) => !/^telephone-event$|^CN$/i.test(name)) };
}

const isEncrypted = ({ profile }: AudioLine): boolean => /SAVP/i.test(profile);
const inWords = ({ profile, codecs }: AudioLine): string => [profile, ...codecs].join(' ');
