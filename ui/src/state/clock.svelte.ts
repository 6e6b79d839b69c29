// One clock for all countdowns and waiting times of a window: ticks once a second, so that they step together.

class Clock {
  /** Wall-clock milliseconds, as of the last tick. */
  now = $state(Date.now());
  #timer: ReturnType<typeof setInterval> | undefined;

  #tick = (): void => {
    this.now = Date.now();
  };

  start(): () => void {
    this.now = Date.now();
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
