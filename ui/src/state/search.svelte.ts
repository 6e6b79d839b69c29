// A search in one thread. The desktop looks, in all that it has; meanwhile it fetches what it has not.
import { untrack } from 'svelte';
import type { FoundLine } from '../generated/FoundLine';
import type { Thread } from '../generated/Thread';
import type { Desk } from './desk.svelte';
import type { ThreadLines } from './lines.svelte';

export class Search {
  open = $state(false);
  text = $state('');
  found = $state.raw<readonly FoundLine[]>([]);
  total = $state(0);
  /** The line that the reader was led to, by its key. */
  current = $state<string | null>(null);
  /** Asks for the focus. */
  begun = $state(0);

  readonly #ranges = $derived(new Map(this.found.map(({ key, ranges }) => [key, ranges])));
  #asked = 0;
  #before: HTMLElement | null = null;

  constructor(
    readonly desk: Desk,
    readonly lines: () => ThreadLines,
    readonly place: { readonly case: string; readonly thread: Thread },
  ) {
    // More lines are here now, or others.
    $effect(() => {
      const { appended, prepends, resets, pulled } = lines();
      void [appended, prepends, resets, pulled, this.text];
      if (this.open) untrack(() => void this.#look());
    });
  }

  /** The first lines are not here yet, and are on their way. */
  get pulling(): boolean {
    return this.open && this.lines().pulled?.whole !== true && this.desk.connection.kind === 'online';
  }

  /** Which of those that were found is shown; counted from 1, oldest first. */
  get number(): number {
    const at = this.found.findIndex(({ key }) => key === this.current);
    return at < 0 ? 0 : this.total - this.found.length + at + 1;
  }

  begin(): void {
    if (!this.open) {
      this.#before = document.activeElement instanceof HTMLElement ? document.activeElement : null;
      this.open = true;
      void this.desk.execute({ kind: 'read_whole', ...this.place, wanted: true });
    }
    this.begun += 1;
  }

  close(): void {
    if (!this.open) return;
    this.open = false;
    this.found = [];
    this.total = 0;
    this.current = null;
    void this.desk.execute({ kind: 'read_whole', ...this.place, wanted: false });
    if (this.#before?.isConnected) this.#before.focus({ preventScroll: true });
  }

  ranges(key: string): FoundLine['ranges'] | null {
    return this.#ranges.get(key) ?? null;
  }

  /** To the next one further up or down; from an end to the other. */
  go(way: 'up' | 'down'): void {
    const { length } = this.found;
    if (length === 0) return;
    const at = this.found.findIndex(({ key }) => key === this.current);
    const next = at < 0 ? length - 1 : (at + (way === 'up' ? -1 : 1) + length) % length;
    this.current = this.found[next]?.key ?? null;
  }

  async #look(): Promise<void> {
    const mine = ++this.#asked;
    const { lines, total } = await this.desk.backend.findLines({ ...this.place, text: this.text });
    if (mine !== this.#asked || !this.open) return;
    this.found = lines;
    this.total = total;
    if (this.current === null || !this.#ranges.has(this.current)) this.current = lines.at(-1)?.key ?? null;
  }
}
