import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLiveCall } from '../../../main/calls/live-call.ts';
import { createRecordingDesk, type RecordingDesk } from '../../../main/calls/recording-desk.ts';
import { silentLog } from '../../../main/platform/log.ts';
import { newCallRecord } from '../../../main/records/call-transitions.ts';
import { startRecording } from '../../../main/recording/recording.ts';
import { createWaveFile } from '../../../main/recording/wave-file.ts';
import type { AccountId, CallId } from '../../../preload/contract/primitives.ts';
import type { AnnouncementLanguage, RecordedAudio, RecordingPolicy } from '../../../preload/contract/recording.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { fakeLeg, fakeSipCall } from '../../support/fake-telephony.ts';
import { createMemoryStore } from '../../support/memory-store.ts';
import { temporaryFolder } from '../app/sample-store.ts';

const CALL = '1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed' as CallId;
const FRAME = { firstSample: 0, pcm: new Float32Array(512).fill(0.5) };
const settle = () => new Promise((resolve) => setTimeout(resolve, 20));

async function setUp(policy: RecordingPolicy = 'on-demand', recording: RecordedAudio | null = null, folder?: string, announcement: AnnouncementLanguage | null = null) {
  const clock = createFakeClock();
  const sip = fakeSipCall('incoming');
  const live = createLiveCall({ callId: CALL, accountId: 'a1' as AccountId, sip, leg: fakeLeg(), clock, log: silentLog });
  const record = { ...newCallRecord({ callId: CALL, accountId: 'a1' as AccountId, direction: 'incoming', local: { uri: '', displayName: '' }, remote: sip.remote, startedAtMs: 1 }), recording };
  const store = createMemoryStore({ records: [record] });
  const inside = folder ?? join(await temporaryFolder(), 'recordings');
  const taps: ((speaker: 'agent' | 'caller', message: unknown) => void)[] = [];
  const desk: RecordingDesk = createRecordingDesk({
    folder: inside, findCall: (callId) => (callId === CALL ? live : null), policyOf: () => ({ policy, announcement }), store, clock, log: silentLog,
    start: async (file, onFailed) => startRecording(await createWaveFile(file, 16_000), clock, onFailed),
    connect: (_callId, onMessage) => void taps.push(onMessage),
  });
  const answer = (): void => {
    sip.tell({ kind: 'answered', atMonotonicMs: clock.monotonicMs() });
    desk.begin(live.snapshot());
  };
  return { clock, desk, live, store, taps, answer, folder: inside, shown: () => live.snapshot().recording, kept: () => store.read().records[0]?.recording ?? null };
}

describe('the recordings of calls', () => {
  it('follow the account: not at all, when asked, or from the answer on', async () => {
    const never = await setUp('off');
    never.answer();
    expect(never.shown()).toEqual({ kind: 'unavailable' });
    expect(await never.desk.setRunning(CALL, true)).toMatchObject({ ok: false, error: { code: 'recording-off' } });

    const asked = await setUp('on-demand');
    asked.answer();
    expect(asked.shown()).toEqual({ kind: 'off' });
    expect(await asked.desk.setRunning(CALL, true)).toMatchObject({ ok: true });
    expect(asked.shown()).toMatchObject({ kind: 'running' });

    const always = await setUp('always');
    always.answer();
    await settle();
    expect(always.shown()).toMatchObject({ kind: 'running' });
    for (const { desk } of [asked, always]) await desk.end(CALL);
  });

  it('listen to the page once it is ready, whichever comes first, and again after it was loaded anew', async () => {
    const { desk, taps, answer } = await setUp();
    answer();
    desk.notePage(CALL);
    expect(taps).toHaveLength(0);
    await desk.setRunning(CALL, true);
    expect(taps).toHaveLength(1);
    desk.notePage(CALL);
    expect(taps).toHaveLength(2);
    await desk.end(CALL);
  });

  it('tell the record where the file is, how long it plays and where it was paused', async () => {
    const { clock, desk, taps, answer, kept, folder } = await setUp();
    answer();
    desk.notePage(CALL);
    await desk.setRunning(CALL, true);
    await clock.advanceAsync(100);
    taps[0]?.('caller', FRAME);
    taps[0]?.('caller', { firstSample: 'x' }); // what is no frame changes nothing
    await clock.advanceAsync(900);
    await desk.setRunning(CALL, false);
    await clock.advanceAsync(1_000);
    await desk.setRunning(CALL, true);
    await clock.advanceAsync(1_000);
    await desk.end(CALL);
    const audio = kept();
    expect(audio).toMatchObject({ durationMs: 3_000, pauses: [{ fromMs: (audio?.startedAtMs ?? 0) + 1_000, toMs: (audio?.startedAtMs ?? 0) + 2_000 }] });
    expect(await readdir(folder)).toEqual([audio?.fileName]);
    expect(desk.find(CALL)).toEqual({ ok: true, value: join(folder, audio?.fileName ?? '') });
    expect((await stat(join(folder, audio?.fileName ?? ''))).mode & 0o077).toBe(0);
  });

  it('are announced where the line says so, until the other side has heard it to its end', async () => {
    const { desk, answer, shown, kept } = await setUp('on-demand', null, undefined, 'en');
    answer();
    await desk.setRunning(CALL, true);
    expect(shown()).toMatchObject({ kind: 'running', announcement: 'en' });
    await desk.setRunning(CALL, false);
    await desk.setRunning(CALL, true);
    expect(shown()).toMatchObject({ announcement: 'en' });
    expect(kept()?.isAnnounced).toBe(false);
    desk.noteAnnounced(CALL);
    expect(shown()).toMatchObject({ kind: 'running', announcement: null });
    await desk.end(CALL);
    expect(kept()?.isAnnounced).toBe(true);
  });

  it('say that the folder cannot be written, and leave the call alone', async () => {
    const file = join(await temporaryFolder(), 'taken');
    await writeFile(file, '');
    const { desk, answer, shown, kept, live } = await setUp('on-demand', null, file);
    answer();
    expect(await desk.setRunning(CALL, true)).toMatchObject({ ok: false, error: { code: 'recording-failed' } });
    expect([shown().kind, kept(), live.snapshot().state.kind]).toEqual(['failed', null, 'connecting']);
    expect(await desk.setRunning(CALL, true)).toMatchObject({ ok: false, error: { code: 'wrong-state' } });
  });

  it('are deleted on request, never while they run', async () => {
    const { desk, answer, kept, folder } = await setUp();
    answer();
    expect(await desk.remove(CALL)).toMatchObject({ ok: false, error: { code: 'unknown-call' } });
    await desk.setRunning(CALL, true);
    expect(await desk.remove(CALL)).toMatchObject({ ok: false, error: { code: 'call-in-progress' } });
    await desk.end(CALL);
    expect(await desk.remove(CALL)).toMatchObject({ ok: true });
    expect([kept(), await readdir(folder)]).toEqual([null, []]);
  });

  it('get their length at the next start where the program was killed; one whose file is gone is forgotten', async () => {
    const cutOff: RecordedAudio = { fileName: 'cut-off.wav', startedAtMs: 1, durationMs: null, isAnnounced: false, pauses: [] };
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'cut-off.wav'), Buffer.alloc(44 + 2 * 64_000));
    const there = await setUp('on-demand', cutOff, folder);
    await there.desk.recover();
    expect(there.kept()).toEqual({ ...cutOff, durationMs: 2_000 });
    const gone = await setUp('on-demand', cutOff);
    await gone.desk.recover();
    expect(gone.kept()).toBeNull();
  });
});
