import { expect, it } from 'vitest';
import { headerOf } from '../../main/sip/wire/message.ts';
import { openScriptedTrunk, PCMU_SDP, SCRIPTED_DOMAIN } from '../support/scripted-trunk.ts';
import { openTestPhone } from '../support/sip-test-phone.ts';

it('a number of an E.164 directory reaches a trunk that knows national numbers alone, dialled and in a transfer (T40)', async () => {
  const trunk = await openScriptedTrunk();
  const phone = openTestPhone({ user: '1001', domain: SCRIPTED_DOMAIN, outboundProxy: trunk.address, dialling: { numberForm: 'national', countryCode: '33', nationalPrefix: '0', internationalPrefix: '00', rules: [{ pattern: '^0', replacement: '90' }] } }, 'secret');
  await phone.started();
  const call = phone.place('+33 1 42 68 53 00');
  const invite = await trunk.request('INVITE');
  expect(invite.requestUri).toBe(`sip:90142685300@${SCRIPTED_DOMAIN}`);
  expect(call.sip.remote.user).toBe('90142685300');
  trunk.reply(invite, 200, { body: PCMU_SDP });
  await call.fact('answered');
  expect(call.sip.transfer('+442079460000').ok).toBe(true);
  expect(headerOf(await trunk.request('REFER'), 'refer-to')).toContain('sip:900442079460000@');
  await phone.stop();
  trunk.close();
});
