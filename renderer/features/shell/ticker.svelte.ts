/** The page's clock: the present second, as a value that components take as a prop. */
export class Ticker {
  nowMs = $state.raw(Date.now());
  readonly #timer: ReturnType<typeof setInterval>;

  constructor() {
    // Twice a second, so that no displayed second is skipped when a tick comes late.
    this.#timer = setInterval(() => { this.nowMs = Date.now(); }, 500);
  }

  dispose(): void {
    clearInterval(this.#timer);
  }
}
