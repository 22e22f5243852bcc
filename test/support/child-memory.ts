import type { ElectronApplication } from 'playwright';

/** Watches the resident memory of one of the app's child processes, by the name it was started under. */
export function watchMemory(electron: ElectronApplication, name: string): { readonly stop: () => number } {
  let peakMb = 0;
  const timer = setInterval(() => {
    void electron.evaluate(({ app }, wanted) => app.getAppMetrics().find((metric) => metric.name === wanted || metric.serviceName === wanted)?.memory.workingSetSize ?? 0, name)
      .then((kilobytes) => { peakMb = Math.max(peakMb, kilobytes / 1_024); }, () => undefined); // the app is closing
  }, 1_000);
  return {
    /** The highest value seen, MB. */
    stop() {
      clearInterval(timer);
      return peakMb;
    },
  };
}
