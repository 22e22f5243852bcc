import './steady-code.ts'; // first: it must hold for all code that follows
import { connectToParent } from '../platform/parent-link.ts';
import { openLeg, type Leg } from './leg.ts';
import type { MediaOrder, MediaReply } from './protocol.ts';
import { createTidier } from '../platform/tidy.ts';

/** The media process: legs by id, told what to do by main. A blocked main is not heard here. */
const parent = connectToParent();
const legs = new Map<string, Leg>();
const tidy = createTidier(() => legs.size === 0);
const reply = (message: MediaReply): void => parent.send(message);
const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function open({ legId, localAddress, terms }: Extract<MediaOrder, { kind: 'open-leg' }>): Promise<void> {
  try {
    const leg = await openLeg(localAddress, terms, (fact) => reply({ kind: 'fact', legId, fact }));
    legs.set(legId, leg);
    reply({ kind: 'port-bound', legId, port: leg.port, message: '' });
  } catch (error) {
    reply({ kind: 'port-bound', legId, port: null, message: wordsOf(error) });
  }
}

async function move({ legId, localAddress }: Extract<MediaOrder, { kind: 'move-leg' }>): Promise<void> {
  try {
    const port = await legs.get(legId)?.moveTo(localAddress) ?? null;
    reply({ kind: 'port-bound', legId, port, message: port === null ? 'the leg is closed' : '' });
  } catch (error) {
    reply({ kind: 'port-bound', legId, port: null, message: wordsOf(error) });
  }
}

async function connectPage({ legId, requestId, offerSdp }: Extract<MediaOrder, { kind: 'connect-page' }>): Promise<void> {
  try {
    const answerSdp = await legs.get(legId)?.connectPage(offerSdp) ?? null;
    reply({ kind: 'page-answered', legId, requestId, answerSdp, message: answerSdp === null ? 'the leg is closed' : '' });
  } catch (error) {
    reply({ kind: 'page-answered', legId, requestId, answerSdp: null, message: wordsOf(error) });
  }
}

parent.onMessage((message) => {
  const order = message as MediaOrder;
  switch (order.kind) {
    case 'open-leg': return void open(order);
    case 'move-leg': return void move(order);
    case 'connect-page': return void connectPage(order);
    case 'configure': return legs.get(order.legId)?.configure(order.audio);
    case 'start-sending': return legs.get(order.legId)?.startSending();
    case 'set-held': return legs.get(order.legId)?.setHeld(order.isHeld);
    case 'send-digits': return legs.get(order.legId)?.sendDigits(order.digits, order.toneMs);
    case 'close-leg':
      legs.get(order.legId)?.close();
      legs.delete(order.legId);
      return tidy();
  }
});
