// The lines of one thread, as the desktop last told them. Oldest first.
import type { Line } from '../generated/Line';
import type { Lines } from '../generated/Lines';

export class ThreadLines {
  /** Replaced, never changed in place: a list of 100,000 needs no proxy around each line. */
  lines = $state.raw<readonly Line[]>([]);
  /** There are earlier ones to load. */
  older = $state(false);
  /** Earlier ones have been asked for. */
  loading = $state(false);
  typing = $state.raw<readonly string[]>([]);
  /** The last change put lines before the others: the view must not move. */
  prepended = $state(false);
  /** Counts what was appended since the thread was shown; the transcript's pill looks at the difference. */
  appended = $state(0);
  /** Counts how often earlier ones were put before the others. */
  prepends = $state(0);
  /** Counts how often the whole was replaced: the view then starts anew. */
  resets = $state(0);

  /** While all of it is wanted: how much is with the desktop. */
  pulled = $state.raw<{ readonly entries: number; readonly whole: boolean } | null>(null);

  #waiting: { before: number; done: () => void }[] = [];

  /** Resolves when there are more lines than so many, or when none are on their way. */
  changed(before: number): Promise<void> {
    return new Promise((done) => {
      this.#waiting.push({ before, done });
      this.settle();
    });
  }

  /** Lines came, or will not come any more. */
  settle(): void {
    const over = this.#waiting.filter(({ before }) => this.lines.length > before || !this.loading);
    this.#waiting = this.#waiting.filter((waiting) => !over.includes(waiting));
    for (const { done } of over) done();
  }

  apply(change: Lines): void {
    this.#apply(change);
    this.settle();
  }

  #apply(change: Lines): void {
    switch (change.op) {
      case 'reset':
        this.lines = change.lines;
        this.older = change.older;
        this.loading = false;
        this.prepended = false;
        this.resets += 1;
        return;
      case 'append':
        this.lines = [...this.lines, ...change.lines];
        this.prepended = false;
        this.appended += change.lines.length;
        return;
      case 'prepend':
        this.lines = [...change.lines, ...this.lines];
        this.older = change.older;
        this.loading = false;
        this.prepended = true;
        this.prepends += 1;
        return;
      case 'replace': {
        const index = this.indexOf(change.key);
        if (index >= 0) this.lines = this.lines.with(index, change.line);
        return;
      }
      case 'remove': {
        const index = this.indexOf(change.key);
        if (index >= 0) this.lines = this.lines.toSpliced(index, 1);
        return;
      }
    }
  }

  /** From the end: what changes is nearly always new. */
  indexOf(key: string): number {
    return this.lines.findLastIndex((line) => line.key === key);
  }
}
