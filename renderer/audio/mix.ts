/** Several streams as one track, for the ear of one party of a conference. */
export interface Mix {
  readonly track: MediaStreamTrack;
  set(streams: readonly MediaStream[]): void;
  close(): void;
}

export function createMix(): Mix {
  const context = new AudioContext({ sinkId: { type: 'none' } } as AudioContextOptions);
  const destination = context.createMediaStreamDestination();
  const [track] = destination.stream.getAudioTracks();
  if (track === undefined) throw new Error('the browser made a stream without a track');
  let sources: readonly MediaStreamAudioSourceNode[] = [];
  void context.resume();
  return {
    track,
    set(streams) {
      for (const source of sources) source.disconnect();
      sources = streams.filter((stream) => stream.getAudioTracks().length > 0).map((stream) => context.createMediaStreamSource(stream));
      for (const source of sources) source.connect(destination);
    },
    close() {
      track.stop();
      void context.close();
    },
  };
}
