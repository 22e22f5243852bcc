import { arch, cpus } from 'node:os';

/** What decides how fast a model runs here: "AMD EPYC 7B13, 2 cores, x64". */
export function thisMachine(): string {
  const processors = cpus();
  return `${processors[0]?.model.trim() ?? 'unknown processor'}, ${processors.length} cores, ${arch()}`;
}
