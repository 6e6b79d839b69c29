// What the Team view shows: the rows that can be seen of however many there are, and what they are narrowed to.
import type { ConsultTarget } from '../generated/ConsultTarget';
import type { TeamPart } from '../generated/TeamPart';
import type { TeamView } from '../generated/TeamView';
import { targetKey } from './communicator.svelte';
import type { Desk } from './desk.svelte';

/** Of every row, headings as well. */
export const ROW_PX = 44;
/** Rows that are there beyond the edges, so that scrolling does not show a gap. */
const BEYOND = 6;

export class Team {
  text = $state('');
  part = $state<TeamPart>('all');
  only = $state.raw<ConsultTarget | null>(null);
  view = $state.raw<TeamView | null>(null);
  /** The row that the keys have chosen. */
  at = $state(0);

  #from = 0;
  #count = 30;
  #hold = false;
  #question = 0;

  constructor(readonly desk: Desk) {}

  get row() {
    const { view } = this;
    return view?.rows[this.at - view.from] ?? null;
  }

  search(text: string): Promise<void> {
    this.text = text;
    return this.#anew();
  }

  choose(part: TeamPart): Promise<void> {
    this.part = part;
    return this.#anew();
  }

  /** Those who are behind one name; again: all. */
  narrow(target: ConsultTarget): Promise<void> {
    this.only = this.only && targetKey(this.only) === targetKey(target) ? null : target;
    return this.#anew();
  }

  /** What can be seen now. */
  async look(top: number, height: number): Promise<void> {
    const from = Math.max(0, Math.floor(top / ROW_PX) - BEYOND);
    const count = Math.ceil(height / ROW_PX) + 2 * BEYOND;
    if (from === this.#from && count === this.#count && this.view) return;
    this.#from = from;
    this.#count = count;
    await this.ask();
  }

  /** While somebody points at the rows, they stay in their places. */
  hold(hold: boolean): void {
    if (this.#hold === hold) return;
    this.#hold = hold;
    if (!hold) void this.ask();
  }

  async #anew(): Promise<void> {
    this.at = 0;
    this.#from = 0;
    await this.ask();
  }

  async ask(): Promise<void> {
    const mine = ++this.#question;
    const { text, part, only } = this;
    const view = await this.desk.backend.findTeam({ text, part, only, from: this.#from, count: this.#count, hold: this.#hold });
    // A slower, older answer must not replace a newer one.
    if (mine !== this.#question) return;
    this.view = view;
    this.at = Math.max(0, Math.min(this.at, view.total - 1));
  }
}
