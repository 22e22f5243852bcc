import type { CallSdp } from '../sip-phone.ts';

/** The same media with one offer for every INVITE of a call, until somebody answered: two that differ would be two calls to the media. */
export function withOneOffer(sdp: CallSdp): CallSdp {
  let offer: ReturnType<CallSdp['createOffer']> | null = null;
  let isAnswered = false;
  return {
    createOffer() {
      if (isAnswered) return sdp.createOffer();
      offer ??= sdp.createOffer();
      return offer;
    },
    acceptAnswer(answer, isFinal) {
      isAnswered ||= isFinal;
      return sdp.acceptAnswer(answer, isFinal);
    },
    createAnswer: (offered) => sdp.createAnswer(offered),
  };
}
