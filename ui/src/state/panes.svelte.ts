// What only this window knows: which folded column is open over the others, and the open Team Communicator.
import { createContext } from 'svelte';
import { MediaQuery } from 'svelte/reactivity';

export class Panes {
  /** The left column lies over the chat (narrow windows). */
  list = $state(false);
  /** The right column lies over the chat. */
  context = $state(false);

  #before: HTMLElement | null = null;
  readonly #narrow = new MediaQuery('max-width: 759.98px');

  /** So narrow that the left column is folded away while a chat is open. */
  get narrow(): boolean {
    return this.#narrow.current;
  }

  /** Opens a folded column; closing it gives the focus back. */
  show(pane: 'list' | 'context'): void {
    this.#before = document.activeElement as HTMLElement | null;
    this.list = pane === 'list';
    this.context = pane === 'context';
  }

  close(): void {
    if (!this.list && !this.context) return;
    this.list = false;
    this.context = false;
    this.#before?.focus();
  }
}

export const [getPanes, setPanes] = createContext<Panes>();
