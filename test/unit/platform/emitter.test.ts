import { describe, expect, it } from 'vitest';
import { createEmitter } from '../../../main/platform/emitter.ts';

describe('an emitter', () => {
  it('tells every listener every fact, in order, until it unsubscribes', () => {
    const heard: string[] = [];
    const emitter = createEmitter<number>();
    emitter.subscribe((fact) => heard.push(`a${fact}`));
    const unsubscribe = emitter.subscribe((fact) => heard.push(`b${fact}`));
    emitter.emit(1);
    unsubscribe();
    unsubscribe();
    emitter.emit(2);
    expect(heard).toEqual(['a1', 'b1', 'a2']);
  });

  it('tells this fact to whom it began with, whatever they subscribe meanwhile', () => {
    const heard: number[] = [];
    const emitter = createEmitter<number>();
    emitter.subscribe((fact) => { if (fact === 1) emitter.subscribe((later) => heard.push(later)); });
    emitter.emit(1);
    emitter.emit(2);
    expect(heard).toEqual([2]);
  });
});
