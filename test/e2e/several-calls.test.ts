import { describe, expect, it } from 'vitest';
import { answeredPracticeCall, registered, useApps } from '../support/app-session.ts';

const PRACTICE = { version: 1, practiceLine: true } as const;

describe('several calls in the real app', () => {
  const { start } = useApps();

  it('wait, are held and swapped, and each gets its own record', async () => {
    const session = await start({ provisioning: PRACTICE });
    await registered(session);
    const { app, watch } = session;
    const first = await answeredPracticeCall(session, 'refund');
    await app.page.evaluate(() => window.sidetone.request.app.requestPracticeCall({ scriptId: 'delivery' }));
    await app.page.getByRole('button', { name: /^Hold and answer/ }).click();
    const second = await watch.until('the second call, heard', ({ calls }) => calls.calls.find((call) => call.callId !== first && call.state.kind === 'active' && call.media.mediaMs !== null)?.callId);
    const held = () => Object.fromEntries(watch.latest.calls.calls.map((call) => [call.callId, call.hold.byUs]));
    expect(held()).toEqual({ [first]: true, [second]: false });

    await app.page.getByRole('button', { name: /^Switch to/ }).click();
    await watch.until('the swap', () => held()[second] === true && held()[first] === false);
    await app.page.keyboard.press('Control+Shift+KeyL');
    await watch.until('both on hold', () => held()[second] === true && held()[first] === true);
    await app.page.keyboard.press('Control+Shift+KeyL');
    await watch.until('the first one resumed', () => held()[first] === false);

    await app.page.keyboard.press('Control+Shift+KeyH');
    await watch.until('one call left', ({ calls }) => calls.calls.filter((call) => call.state.kind !== 'ended').length === 1);
    await app.page.getByRole('button', { name: 'Resume', exact: true }).click();
    await watch.until('the second one resumed', () => held()[second] === false);
    await app.page.getByRole('button', { name: 'Hang up', exact: true }).click();
    await watch.until('two records', ({ records }) => records.rows.filter((row) => row.end?.result === 'completed').length === 2);
  });

  it('tells that a transfer came to nothing, and the caller is still there', async () => {
    const session = await start({ provisioning: PRACTICE });
    await registered(session);
    const { app, watch } = session;
    const callId = await answeredPracticeCall(session, 'refund');
    await app.page.getByRole('button', { name: 'Transfer', exact: true }).click();
    await app.page.getByRole('textbox', { name: /^Send/ }).fill('5550199');
    await app.page.keyboard.press('Enter');
    const failed = await watch.until('the outcome', ({ calls }) => calls.calls.find((call) => call.callId === callId)?.transfer?.progress === 'failed');
    expect(failed).toBe(true);
    await app.page.getByText(/is still with you/).waitFor();
  });
});

describe('a conference in the real app', () => {
  const { start } = useApps();

  it('lets the parties hear each other: the echo gives back what the caller says', async () => {
    const session = await start({ provisioning: PRACTICE, microphoneWav: null });
    await registered(session);
    const { app, watch } = session;
    await watch.until('assist ready', ({ assist }) => assist.status.kind === 'ready', 60_000);
    await app.page.evaluate(() => window.sidetone.request.calls.place({ accountId: null, destination: '5550100' }));
    const echo = await watch.until('the echo', () => watch.call()?.state.kind === 'active' && watch.call()?.callId);
    await app.page.evaluate(() => window.sidetone.request.app.requestPracticeCall({ scriptId: 'refund' }));
    await app.page.getByRole('button', { name: /^Hold and answer/ }).click();
    await watch.until('the caller', ({ calls }) => calls.calls.some((call) => call.callId !== echo && call.state.kind === 'active'));
    await app.page.getByRole('button', { name: 'Talk to all' }).click();
    await watch.until('the conference', ({ calls }) => calls.calls.filter((call) => call.isInConference).length === 2);
    const heard = new Map<string, string>();
    watch.onChange((name) => {
      const { callId, utterances } = watch.latest.assist;
      if (name === 'assist' && callId !== null) heard.set(callId, utterances.filter(({ speaker }) => speaker === 'caller').map(({ text }) => text).join(' '));
    });
    await app.page.getByRole('button', { name: 'End the conference' }).waitFor();
    await watch.until('the caller to be heard', () => [...heard.values()].some((text) => text.length > 20), 40_000);
    await app.page.getByRole('button', { name: 'Hang up', exact: true }).click();
    await watch.until('the echo to be what is left', ({ assist }) => assist.callId === echo && assist.utterances.length > 0);
    expect(watch.latest.assist.utterances.map(({ text }) => text).join(' ')).toMatch(/morning|refund|coffee|bought/i);
  });
});

describe('audio devices in the real app', () => {
  const { start, profile } = useApps();

  it('are changed in a running call, and remembered by the next start', async () => {
    const folder = await profile();
    const session = await start({ provisioning: PRACTICE, profile: folder });
    await registered(session);
    const { app, watch } = session;
    await app.page.evaluate(() => {
      const { mediaDevices } = navigator;
      const open = mediaDevices.getUserMedia.bind(mediaDevices);
      mediaDevices.getUserMedia = async (constraints) => {
        const stream = await open(constraints);
        document.documentElement.dataset['opened'] = stream.getAudioTracks()[0]?.label ?? '';
        return stream;
      };
    });
    await answeredPracticeCall(session, 'refund');
    const opened = () => app.page.evaluate(() => document.documentElement.dataset['opened']);
    expect(await opened()).toMatch(/Default/);
    await app.page.getByRole('button', { name: 'Settings' }).click();
    await app.page.getByRole('tab', { name: 'Audio' }).click();
    await app.page.getByRole('combobox', { name: 'Microphone' }).selectOption({ label: 'Fake Audio Input 2' });
    await watch.until('the choice', ({ app: { audio } }) => audio.microphone?.label === 'Fake Audio Input 2');
    await expect.poll(opened).toBe('Fake Audio Input 2');
    await app.close();

    const again = await start({ profile: folder });
    expect(again.watch.latest.app.audio.microphone?.label).toBe('Fake Audio Input 2');
  });
});
