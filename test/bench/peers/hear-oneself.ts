/**
 * Run inside the page: whatever a connection brings from now on is what the microphone gives. Where a person has a loudspeaker, air and a microphone
 * there is one audio context, at the pace of a sound card.
 */
export function hearOneself(): void {
  const context = new AudioContext({ latencyHint: 'interactive' });
  const room = context.createMediaStreamDestination();
  void context.resume();
  const connect = RTCPeerConnection.prototype.setRemoteDescription;
  RTCPeerConnection.prototype.setRemoteDescription = async function join(this: RTCPeerConnection, ...given: Parameters<typeof connect>): Promise<void> {
    await connect.apply(this, given);
    for (const { track } of this.getReceivers()) context.createMediaStreamSource(new MediaStream([track])).connect(room);
  } as typeof connect;
  navigator.mediaDevices.getUserMedia = async () => room.stream.clone();
}
