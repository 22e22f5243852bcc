/**
 * Renders the callers' lines and the agent's phrases with Debian's synthesisers: `node main/practice/callers/render.mjs`.
 * Needs the packages of README.md (festival, festvox-us-slt-hts, flite, sox); the recordings are committed, so only who changes a text runs it.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CALLERS = fileURLToPath(new URL('.', import.meta.url));
const AGENT = fileURLToPath(new URL('../../../test/fixtures/agent/', import.meta.url));
const CALLER_RATE_HZ = 8_000;
const AGENT_RATE_HZ = 16_000;
/** Speech at -20 dBFS (root mean square of its loud frames), with peaks below full scale. */
const SPEECH_LEVEL_DB = -20;
const EDGE_SEC = 0.1;
const AGENT_PAUSE_SEC = 3.5;
const AGENT_PHRASES = [
  'Thank you for calling. How can I help you?',
  'Let me check that for you.',
  'I can see your order here.',
  'I will send you a confirmation by e-mail today.',
  'The refund takes about five working days.',
  'Is there anything else I can do for you?',
  'You are welcome. Have a nice day.',
];

/** @type {Record<string, (text: string, file: string) => void>} */
const VOICES = {
  'slt-hts': (text, file) => void execFileSync('text2wave', ['-eval', '(voice_cmu_us_slt_arctic_hts)', '-o', file], { input: text }),
  rms: (text, file) => void execFileSync('flite', ['-voice', 'rms', '-t', text, '-o', file]),
};

const work = mkdtempSync(join(tmpdir(), 'practice-voices-'));

/**
 * @param {string} voice
 * @param {string} text
 * @param {number} rateHz
 * @returns {Int16Array} trimmed to the speech and brought to the common level
 */
function synthesise(voice, text, rateHz) {
  const render = VOICES[voice];
  if (render === undefined) throw new Error(`no voice ${voice}`);
  const spoken = join(work, 'spoken.wav');
  render(text, spoken);
  const trim = ['silence', '1', '0.02', '0.1%', 'reverse', 'silence', '1', '0.02', '0.1%', 'reverse', 'pad', String(EDGE_SEC), String(EDGE_SEC)];
  const raw = execFileSync('sox', ['-D', spoken, '-c', '1', '-r', String(rateHz), '-b', '16', '-e', 'signed', '-t', 'raw', '-', 'gain', '-6', ...trim], { maxBuffer: 2 ** 26 });
  const samples = Int16Array.from({ length: raw.length / 2 }, (_, index) => raw.readInt16LE(2 * index));
  const gain = Math.min(10 ** ((SPEECH_LEVEL_DB - speechLevelDb(samples, rateHz)) / 20), 32_000 / samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 1));
  return samples.map((sample) => Math.round(sample * gain));
}

/** @param {Int16Array} samples @param {number} rateHz */
function speechLevelDb(samples, rateHz) {
  const frame = rateHz / 50;
  const powers = [];
  for (let start = 0; start + frame <= samples.length; start += frame) {
    powers.push(samples.subarray(start, start + frame).reduce((sum, sample) => sum + sample ** 2, 0) / frame);
  }
  const loudest = Math.max(...powers);
  const speech = powers.filter((power) => power > loudest / 1_000);
  return 10 * Math.log10(speech.reduce((sum, power) => sum + power, 0) / speech.length / 32_768 ** 2);
}

/** @param {string} path @param {Int16Array} samples @param {number} rateHz */
function writeWav(path, samples, rateHz) {
  const file = Buffer.alloc(44 + 2 * samples.length);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(36 + 2 * samples.length, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20); // PCM
  file.writeUInt16LE(1, 22); // mono
  file.writeUInt32LE(rateHz, 24);
  file.writeUInt32LE(2 * rateHz, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(2 * samples.length, 40);
  samples.forEach((sample, index) => file.writeInt16LE(sample, 44 + 2 * index));
  writeFileSync(path, file);
}

function renderCallers() {
  /** @type {{ callers: { voice: string, lines: { file: string, text: string }[] }[] }} */
  const { callers } = JSON.parse(readFileSync(join(CALLERS, 'callers.json'), 'utf8'));
  for (const { voice, lines } of callers) {
    for (const { file, text } of lines) writeWav(join(CALLERS, file), synthesise(voice, text, CALLER_RATE_HZ), CALLER_RATE_HZ);
  }
}

/** The agent's side for Chromium's fake microphone: phrases with pauses, played in a loop. */
function renderAgent() {
  const pause = AGENT_PAUSE_SEC * AGENT_RATE_HZ;
  const phrases = AGENT_PHRASES.map((text) => ({ text, samples: synthesise('rms', text, AGENT_RATE_HZ) }));
  const whole = new Int16Array(phrases.reduce((sum, { samples }) => sum + samples.length + pause, 0));
  const edgeMs = EDGE_SEC * 1_000;
  let at = pause / 2;
  const times = phrases.map(({ text, samples }) => {
    whole.set(samples, at);
    const startMs = Math.round((at * 1_000) / AGENT_RATE_HZ + edgeMs);
    const endMs = Math.round(((at + samples.length) * 1_000) / AGENT_RATE_HZ - edgeMs);
    at += samples.length + pause;
    return { text, startMs, endMs };
  });
  mkdirSync(AGENT, { recursive: true });
  writeWav(join(AGENT, 'agent-practice.wav'), whole, AGENT_RATE_HZ);
  const durationMs = Math.round((whole.length * 1_000) / AGENT_RATE_HZ);
  writeFileSync(join(AGENT, 'agent-practice.json'), `${JSON.stringify({ voice: 'rms', sampleRateHz: AGENT_RATE_HZ, durationMs, phrases: times }, null, 2)}\n`);
}

try {
  renderCallers();
  renderAgent();
} finally {
  rmSync(work, { recursive: true });
}
