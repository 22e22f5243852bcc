/** Without any candidate an SDP is of no use: so long the first one may take. */
const FIRST_CANDIDATE_MS = 2_000;

/** Resolves once candidates are complete, or after `waitMs` with those that are there: a server that does not answer must not keep a call waiting (T12). */
export async function gathered(connection: Pick<RTCPeerConnection, 'iceGatheringState' | 'localDescription'> & EventTarget, waitMs: number): Promise<void> {
  if (connection.iceGatheringState === 'complete') return;
  const hasCandidate = (): boolean => connection.localDescription?.sdp.includes('\na=candidate:') === true;
  await new Promise<void>((resolve) => {
    let isPatienceOver = false;
    const look = (): void => { if (connection.iceGatheringState === 'complete' || (isPatienceOver && hasCandidate())) finish(); };
    const patience = setTimeout(() => {
      isPatienceOver = true;
      look();
    }, waitMs);
    const limit = setTimeout(finish, FIRST_CANDIDATE_MS);
    connection.addEventListener('icegatheringstatechange', look);
    connection.addEventListener('icecandidate', look);
    function finish(): void {
      clearTimeout(patience);
      clearTimeout(limit);
      connection.removeEventListener('icegatheringstatechange', look);
      connection.removeEventListener('icecandidate', look);
      resolve();
    }
  });
}
