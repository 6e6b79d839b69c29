// What only this window knows: which folded column is open over the others, and the page that lies over everything.
import { createContext, tick } from 'svelte';
import { MediaQuery } from 'svelte/reactivity';
import type { Caret, Focus } from '../focus/focus.svelte';

export type Page = 'settings' | 'why';

export class Panes {
  /** The left column lies over the chat (narrow windows). */
  list = $state(false);
  /** The right column lies over the chat. */
  context = $state(false);
  /** Lies over everything. */
  page = $state<Page | null>(null);
  /** The Team view stands in the place of the chat. */
  team = $state(false);
  /** The page from which this one was opened; closing goes back there. */
  below = $state<Page | null>(null);

  #before: Caret | null = null;
  #opener: Caret | null = null;
  #beforeTeam: Caret | null = null;
  readonly #narrow = new MediaQuery('max-width: 759.98px');

  constructor(readonly focus: Focus) {}

  /** So narrow that the left column is folded away while a chat is open. */
  get narrow(): boolean {
    return this.#narrow.current;
  }

  /** Opens a folded column; closing it gives the focus back. */
  show(pane: 'list' | 'context'): void {
    this.#before = this.focus.remember();
    this.list = pane === 'list';
    this.context = pane === 'context';
  }

  close(): void {
    if (!this.list && !this.context) return;
    this.list = false;
    this.context = false;
    this.focus.restore(this.#before);
  }

  /** The Team view takes the place of the chat. */
  openTeam(opener?: HTMLElement | null): void {
    if (this.team) return;
    this.#beforeTeam = this.focus.remember(opener);
    this.list = this.context = false;
    this.team = true;
  }

  /** The chat is back, and the keyboard where it was. */
  closeTeam(): void {
    if (!this.team) return;
    this.team = false;
    void tick().then(() => this.focus.restore(this.#beforeTeam));
  }

  /** A chat takes the place of the Team view, and the keyboard. */
  leaveTeam(): void {
    this.team = false;
  }

  /** Nothing lies over anything any more. */
  leave(): void {
    this.list = this.context = this.team = false;
    this.page = this.below = null;
  }

  /** Opens a page; from another page, on top of it. */
  open(page: Page, opener?: HTMLElement | null): void {
    if (this.page === null) this.#opener = this.focus.remember(opener);
    this.below = this.page;
    this.page = page;
  }

  closePage(): void {
    this.page = this.below;
    this.below = null;
    // What lies under a page takes no focus until the page is gone.
    if (this.page === null) void tick().then(() => this.focus.restore(this.#opener));
  }
}

export const [getPanes, setPanes] = createContext<Panes>();
