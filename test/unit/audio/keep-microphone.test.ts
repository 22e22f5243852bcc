import { describe, expect, it } from 'vitest';
import { keepMicrophone } from '../../../renderer/audio/keep-microphone.ts';
import type { Microphone, MicrophoneState } from '../../../renderer/audio/microphone.ts';

interface OpenedMicrophone extends Microphone {
  isClosed: boolean;
  /** The device goes, as when a headset is unplugged. */
  end(): void;
}

function openedAs(state: MicrophoneState): OpenedMicrophone {
  const track = Object.assign(new EventTarget(), { readyState: 'live' });
  return { track: track as unknown as MediaStreamTrack, state, detail: '', isClosed: false, close() { this.isClosed = true; }, end() { track.readyState = 'ended'; track.dispatchEvent(new Event('ended')); } };
}

/** A machine whose microphone gets each of these states in turn. */
function machine(...states: MicrophoneState[]) {
  const devices = new EventTarget();
  const opened: OpenedMicrophone[] = [];
  const used: Microphone[] = [];
  let key = 'default';
  const kept = keepMicrophone({
    wanted: async () => ({ deviceId: '', key }),
    onChange(listener) {
      devices.addEventListener('devicechange', listener);
      return () => devices.removeEventListener('devicechange', listener);
    },
    use: (microphone) => used.push(microphone),
    open: async () => {
    const microphone = openedAs(states[opened.length] ?? 'live');
    opened.push(microphone);
    return microphone;
  } });
  return { devices, opened, used, kept, want: (next: string) => { key = next; }, change: () => void devices.dispatchEvent(new Event('devicechange')) };
}
const settle = (): Promise<void> => new Promise((done) => void setTimeout(done));

describe('the microphone of a call', () => {
  it('is opened at once', async () => {
    const { opened, used } = machine('live');
    await settle();
    expect(used).toEqual(opened);
    expect(used).toHaveLength(1);
  });

  it('is replaced by silence when it is unplugged, and by a new one when that comes', async () => {
    const { opened, used, change } = machine('live', 'missing', 'live');
    await settle();
    opened[0]!.end();
    await settle();
    expect(used.map(({ state }) => state)).toEqual(['live', 'missing']);
    change();
    await settle();
    expect(used.map(({ state }) => state)).toEqual(['live', 'missing', 'live']);
    expect(opened.map(({ isClosed }) => isClosed)).toEqual([true, true, false]);
  });

  it('stays the same while it lives and other devices come and go', async () => {
    const { used, change } = machine('live');
    await settle();
    change();
    await settle();
    expect(used).toHaveLength(1);
  });

  it('changes over when another device is chosen, or the system\'s default moves: live, without a pause of silence (T15, T16)', async () => {
    const { opened, used, change, want } = machine('live', 'live');
    await settle();
    want('headset');
    change();
    await settle();
    expect(used).toHaveLength(2);
    expect(opened.map(({ isClosed }) => isClosed)).toEqual([true, false]);
    change();
    await settle();
    expect(used).toHaveLength(2);
  });

  it('is asked for once however many changes come together', async () => {
    const { opened, change } = machine('missing', 'missing');
    await settle();
    change();
    change();
    change();
    await settle();
    expect(opened).toHaveLength(2);
  });

  it('is closed with the call, also when it was still being opened, and not opened again', async () => {
    const [live, opening] = [machine('missing'), machine('live')];
    opening.kept.close();
    await settle();
    live.kept.close();
    live.change();
    await settle();
    expect(live.opened.map(({ isClosed }) => isClosed)).toEqual([true]);
    expect(opening.opened.filter(({ isClosed }) => !isClosed)).toEqual([]);
    expect(opening.used).toEqual([]);
  });
});
