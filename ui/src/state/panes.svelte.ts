// What only this window knows: which folded column is open over the others, and the open Team Communicator.
import { createContext } from 'svelte';

export class Panes {
  /** The left column lies over the chat (narrow windows). */
  list = $state(false);
  /** The right column lies over the chat. */
  context = $state(false);

  close(): void {
    this.list = false;
    this.context = false;
  }
}

export const [getPanes, setPanes] = createContext<Panes>();
