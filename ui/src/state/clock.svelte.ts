// One clock for all countdowns and waiting times of a window: ticks once a second, so that they step together.

class Clock {
  /** Wall-clock milliseconds, as of the last tick. */
  now = $state(Date.now());
  #timer: ReturnType<typeof setInterval> | undefined;

  start(): () => void {
    this.now = Date.now();
    this.#timer ??= setInterval(() => (this.now = Date.now()), 1000);
    return () => {
      clearInterval(this.#timer);
      this.#timer = undefined;
    };
  }
}

export const clock = new Clock();
