import type { CallSnapshot } from '../../preload/contract/calls.ts';
import type { PageOrder, TrunkReport } from '../../preload/contract/page-orders.ts';
import type { CallConnection, CallPeer } from './connection.ts';
import { keepConnected } from './keep-connected.ts';
import { createTrunkPeer, type TrunkPeer } from './trunk-peer.ts';
import { readReport } from './trunk-report.ts';

/** Often, until audio was seen both ways: the first packet's time is told. Then as often as one-way audio is judged. */
const FIRST_LOOKS_EVERY_MS = 50;
const LOOK_EVERY_MS = 250;

/** What the connection to a trunk needs of main. */
export interface TrunkLinks {
  attach(): Promise<{ readonly connectionId: number; readonly iceServers: readonly RTCIceServer[]; readonly expedites: boolean } | null>;
  settle(settled: { readonly connectionId: number; readonly orderId: number; readonly sdp: string | null; readonly message: string }): void;
  report(connectionId: number, report: TrunkReport): void;
}

interface Attached {
  readonly connectionId: number;
  readonly peer: TrunkPeer;
  close(): void;
}

/** The connection straight to a WebRTC trunk. It knows no signalling: it carries out main's orders, one after the other, and tells how it fares. */
export function connectToTrunk(first: CallSnapshot, links: TrunkLinks, onUp: (peer: CallPeer) => void, createPeer: typeof createTrunkPeer = createTrunkPeer): CallConnection {
  let orders: readonly PageOrder[] = first.media.orders;
  let lastOrderId = 0;
  let turn: Promise<void> = Promise.resolve();
  let told: CallPeer | null = null;

  const kept = keepConnected<Attached>(async () => {
    const terms = await links.attach();
    if (terms === null) return null;
    const { connectionId } = terms;
    const peer = createPeer(terms);
    const stopReporting = watchPeer(peer, (report) => links.report(connectionId, report));
    return {
      connectionId,
      peer,
      close() {
        stopReporting();
        peer.close();
      },
    };
  }, carryOutAll);

  function carryOutAll(): void {
    const attached = kept.current();
    if (attached === null) return;
    for (const order of orders.filter(({ orderId }) => orderId > lastOrderId)) {
      lastOrderId = order.orderId;
      turn = turn.then(() => carryOut(order, attached));
    }
  }

  async function carryOut(order: PageOrder, { peer, connectionId }: Attached): Promise<void> {
    const settled = await peer.carryOut(order).then((sdp) => ({ sdp, message: '' }), (error: unknown) => ({ sdp: null, message: String(error).slice(0, 500) }));
    links.settle({ connectionId, orderId: order.orderId, ...settled });
    const line = peer.line();
    if (line === null || line === told) return;
    told = line;
    onUp(line);
  }

  return {
    current: () => told,
    follow(call) {
      orders = call.media.orders;
      carryOutAll();
    },
    close() {
      told = null;
      kept.close();
    },
  };
}

function watchPeer(peer: TrunkPeer, tell: (report: TrunkReport) => void): () => void {
  let timer: ReturnType<typeof setTimeout>;
  let isStopped = false;
  async function look(): Promise<void> {
    const report = await readReport(peer.connection).catch(() => null); // closed meanwhile
    if (isStopped) return;
    if (report !== null) tell(report);
    timer = setTimeout(() => void look(), report !== null && report.packetsIn > 0 && report.packetsOut > 0 ? LOOK_EVERY_MS : FIRST_LOOKS_EVERY_MS);
  }
  void look();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
