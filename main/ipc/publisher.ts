/**
 * Sends snapshots of one kind: many changes in one turn of the event loop become one snapshot, each with a rising revision.
 */
export interface Publisher<Snapshot> {
  /** The snapshot now, as an answer to a request. */
  current(): Snapshot;
  /** Something changed: send a snapshot soon. */
  touch(): void;
}

export function createPublisher<Snapshot>(build: (revision: number) => Snapshot, send: (snapshot: Snapshot) => void): Publisher<Snapshot> {
  let revision = 1;
  let isScheduled = false;
  return {
    current: () => build(revision),
    touch() {
      revision += 1;
      if (isScheduled) return;
      isScheduled = true;
      setImmediate(() => {
        isScheduled = false;
        send(build(revision));
      });
    },
  };
}
