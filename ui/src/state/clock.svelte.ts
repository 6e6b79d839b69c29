// One clock for all countdowns and waiting times of a window: ticks once a second, so that they step together. It is the
// desktop's, told with everything else and counted on from there: the computer's own may be set back, or ahead.

class Clock {
  /** What it would be at the beginning of `performance.now()`. Until the desktop says it, the computer's. */
  #began = Date.now() - performance.now();
  /** Milliseconds as of the last tick, as the desktop's timestamps have them. */
  now = $state(this.read());
  #timer: ReturnType<typeof setInterval> | undefined;

  #tick = (): void => {
    this.now = this.read();
  };

  /** This very moment. */
  read(): number {
    return Math.round(this.#began + performance.now());
  }

  /** The desktop says what time it is. */
  set(now: number): void {
    this.#began = now - performance.now();
    this.#tick();
  }

  start(): () => void {
    this.#tick();
    this.#timer ??= setInterval(this.#tick, 1000);
    // A hidden window's timers may rest: what it shows first is right.
    document.addEventListener('visibilitychange', this.#tick);
    return () => {
      document.removeEventListener('visibilitychange', this.#tick);
      clearInterval(this.#timer);
      this.#timer = undefined;
    };
  }
}

export const clock = new Clock();
