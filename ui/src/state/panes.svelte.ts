// What only this window knows: which folded column is open over the others, and the open Team Communicator.
import { createContext } from 'svelte';
import { MediaQuery } from 'svelte/reactivity';

export class Panes {
  /** The left column lies over the chat (narrow windows). */
  list = $state(false);
  /** The right column lies over the chat. */
  context = $state(false);

  readonly #narrow = new MediaQuery('max-width: 759.98px');

  /** So narrow that the left column is folded away while a chat is open. */
  get narrow(): boolean {
    return this.#narrow.current;
  }

  close(): void {
    this.list = false;
    this.context = false;
  }
}

export const [getPanes, setPanes] = createContext<Panes>();
