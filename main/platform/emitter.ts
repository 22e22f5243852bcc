export type Unsubscribe = () => void;

/** One stream of facts, typed by a union. */
export interface Emitter<Fact> {
  subscribe(listener: (fact: Fact) => void): Unsubscribe;
  emit(fact: Fact): void;
}

export function createEmitter<Fact>(): Emitter<Fact> {
  const listeners = new Set<(fact: Fact) => void>();
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    emit(fact) {
      for (const listener of [...listeners]) listener(fact);
    },
  };
}
