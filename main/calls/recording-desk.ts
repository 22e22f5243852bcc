import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { CallSnapshot } from '../../preload/contract/calls.ts';
import { TAP_RATE_HZ } from '../../preload/contract/media.ts';
import type { AccountId, CallId, Speaker } from '../../preload/contract/primitives.ts';
import type { AnnouncementLanguage, CallRecording, RecordedAudio, RecordingPolicy } from '../../preload/contract/recording.ts';
import { failure, success, type Result } from '../../preload/contract/result.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import { readTapFrame } from '../platform/tap-frame.ts';
import type { Recording } from '../recording/recording.ts';
import { waveDurationMs } from '../recording/wave-file.ts';
import { findRecord, withRecording } from '../records/call-transitions.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { LiveCall } from './live-call.ts';
import { fileNameOf, withPause } from './recorded-audio.ts';

/** Opens the file and starts to write; the second argument hears of a file that can be written no longer. */
export type StartRecording = (file: string, onFailed: (error: Error) => void) => Promise<Recording>;
/** Makes the ports of a call's two taps, sends the page its ends, and hands over what comes. */
export type ConnectRecorder = (callId: CallId, onMessage: (speaker: Speaker, message: unknown) => void) => void;

/** The recordings of calls: by policy or by the agent's word, in files that stay on this machine (T43). */
export interface RecordingDesk {
  /** A call was answered: recorded from here on where its account says so. */
  begin(call: CallSnapshot): void;
  /** The page's taps of this call are there, again after it was loaded anew. */
  notePage(callId: CallId): void;
  setRunning(callId: CallId, isRunning: boolean): Promise<Result<void, 'unknown-call' | 'wrong-state' | 'recording-off' | 'recording-failed'>>;
  /** The page has played the announcement to the other side. */
  noteAnnounced(callId: CallId): void;
  /** The call is over: the file is closed. */
  end(callId: CallId): Promise<void>;
  /** The file of an ended call. */
  find(callId: CallId): Result<string, 'unknown-call'>;
  remove(callId: CallId): Promise<Result<void, 'unknown-call' | 'call-in-progress' | 'recording-failed' | 'store-failed'>>;
  /** At start: files that a crash cut off get their length. */
  recover(): Promise<void>;
}

interface Dependencies {
  readonly folder: string;
  readonly findCall: (callId: CallId) => LiveCall | null;
  readonly policyOf: (accountId: AccountId) => { readonly policy: RecordingPolicy; readonly announcement: AnnouncementLanguage | null };
  readonly start: StartRecording;
  readonly connect: ConnectRecorder;
  readonly store: RecordStore;
  readonly clock: Clock;
  readonly log: Log;
}

interface Running {
  readonly recording: Recording;
  readonly audio: RecordedAudio;
  /** What the other side has not heard to its end yet. */
  readonly announcement: AnnouncementLanguage | null;
}

export function createRecordingDesk({ folder, findCall, policyOf, start, connect, store, clock, log }: Dependencies): RecordingDesk {
  const running = new Map<CallId, Running>();
  const starting = new Set<CallId>();
  /** The calls whose page has its taps ready. */
  const ready = new Set<CallId>();
  const nowMs = (): number => Math.round(clock.nowMs());
  const fileOf = ({ fileName }: RecordedAudio): string => join(folder, fileName);
  const show = (callId: CallId, recording: CallRecording): void => findCall(callId)?.setRecording(recording);

  async function keep(callId: CallId, audio: RecordedAudio | null): Promise<Result<void, 'store-failed'>> {
    const kept = await store.update((data) => withRecording(data, callId, audio));
    if (!kept.ok) log.error('recording.store-failed', { detail: kept.error.detail });
    return kept;
  }

  function change(callId: CallId, audio: RecordedAudio): void {
    const current = running.get(callId);
    if (current !== undefined) running.set(callId, { ...current, audio });
    void keep(callId, audio);
  }

  function listen(callId: CallId, recording: Recording): void {
    const take = recording.attach();
    connect(callId, (speaker, message) => {
      const frame = readTapFrame(message);
      if (frame !== null) take(speaker, frame);
    });
  }

  function onFailed(callId: CallId, error: Error): void {
    log.error('recording.failed', { detail: error.message });
    show(callId, { kind: 'failed', failure: failureOf(error).error });
  }

  async function open(call: CallSnapshot): Promise<Result<void, 'recording-failed'>> {
    const { callId } = call;
    const startedAtMs = nowMs();
    const audio: RecordedAudio = { fileName: fileNameOf(startedAtMs, callId), startedAtMs, durationMs: null, isAnnounced: false, pauses: [] };
    const { announcement } = policyOf(call.accountId);
    starting.add(callId);
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const recording = await start(fileOf(audio), (error) => onFailed(callId, error));
      running.set(callId, { recording, audio, announcement });
      void keep(callId, audio);
      show(callId, { kind: 'running', startedAtMs, announcement });
      if (ready.has(callId)) listen(callId, recording);
      return success();
    } catch (error) {
      onFailed(callId, error instanceof Error ? error : new Error(String(error)));
      return failureOf(error);
    } finally {
      starting.delete(callId);
    }
  }

  return {
    begin(call) {
      const { policy } = policyOf(call.accountId);
      if (policy === 'always') void open(call);
      else if (policy === 'on-demand') show(call.callId, { kind: 'off' });
    },
    notePage(callId) {
      ready.add(callId);
      const current = running.get(callId);
      if (current !== undefined) listen(callId, current.recording);
    },
    async setRunning(callId, isRunning) {
      const call = findCall(callId)?.snapshot();
      if (call === undefined) return failure('unknown-call', 'This call is not known any more.');
      const current = running.get(callId);
      if (current === undefined) {
        if (call.recording.kind === 'unavailable') return failure('recording-off', 'Calls of this account are not recorded.', { action: 'open-account' });
        if (call.recording.kind === 'failed' || !isRunning || starting.has(callId) || call.state.kind === 'ended') return failure('wrong-state', 'This call is not being recorded.');
        return open(call);
      }
      if (call.recording.kind === 'failed') return failure('wrong-state', 'This call is not being recorded.');
      if (isRunning === (call.recording.kind === 'running')) return success();
      current.recording.setPaused(!isRunning);
      change(callId, withPause(current.audio, isRunning, nowMs()));
      const { startedAtMs } = current.audio;
      show(callId, isRunning ? { kind: 'running', startedAtMs, announcement: current.announcement } : { kind: 'paused', startedAtMs });
      return success();
    },
    noteAnnounced(callId) {
      const current = running.get(callId);
      if (current === undefined || current.announcement === null) return;
      running.set(callId, { ...current, announcement: null });
      change(callId, { ...current.audio, isAnnounced: true });
      if (findCall(callId)?.snapshot().recording.kind === 'running') show(callId, { kind: 'running', startedAtMs: current.audio.startedAtMs, announcement: null });
    },
    async end(callId) {
      ready.delete(callId);
      const current = running.get(callId);
      if (current === undefined) return;
      running.delete(callId);
      const durationMs = await current.recording.finish();
      const { audio } = current;
      await keep(callId, { ...withPause(audio, true, nowMs()), durationMs });
    },
    find(callId) {
      const audio = findRecord(store.read(), callId)?.recording ?? null;
      return audio === null ? failure('unknown-call', 'There is no recording of this call.') : success(fileOf(audio));
    },
    async remove(callId) {
      if (running.has(callId)) return failure('call-in-progress', 'This call is still being recorded. Its file can be deleted once it has ended.');
      const audio = findRecord(store.read(), callId)?.recording ?? null;
      if (audio === null) return failure('unknown-call', 'There is no recording of this call.');
      try {
        await rm(fileOf(audio), { force: true });
      } catch (error) {
        return failureOf(error);
      }
      return keep(callId, null);
    },
    async recover() {
      for (const { callId, recording } of store.read().records) {
        if (recording === null || recording.durationMs !== null) continue;
        const bytes = await stat(fileOf(recording)).then(({ size }) => size, () => null);
        await keep(callId, bytes === null ? null : { ...recording, durationMs: waveDurationMs(bytes, TAP_RATE_HZ) });
      }
    },
  };
}

function failureOf(error: unknown): ReturnType<typeof failure<'recording-failed'>> {
  return failure('recording-failed', 'The recording cannot be written. The call is not touched by it.', { detail: error instanceof Error ? error.message : String(error) });
}
