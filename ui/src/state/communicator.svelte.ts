// The Team Communicator's state: what it is open for, what is searched, which row is chosen, and what then happens.

import type { Caret, Focus } from '../focus/focus.svelte';
import type { CaseId } from '../generated/CaseId';
import type { Command } from '../generated/Command';
import type { ConsultTarget } from '../generated/ConsultTarget';
import type { Input } from '../generated/Input';
import type { Purpose } from '../generated/Purpose';
import type { RequestWords } from '../generated/RequestWords';
import type { TargetFilter } from '../generated/TargetFilter';
import type { TargetGroup } from '../generated/TargetGroup';
import type { TargetRow } from '../generated/TargetRow';
import type { Targets } from '../generated/Targets';
import { t } from '../l10n/l10n.svelte';
import type { Desk } from './desk.svelte';

/** After the last key. */
const WORDS_AFTER_MS = 150;
/** So many rows the desktop hands over at once. */
const WINDOW = 100;
const HALF = WINDOW / 2;
/** So many before they end. */
const MARGIN = 25;
const NO_WORDS: RequestWords = { question: '', note: '' };

/** A request that waits for the agent's word about an unsent draft. */
export interface Asking {
  readonly command: Command;
}

export class Communicator {
  purpose = $state<Purpose>('consult');
  open = $state(false);
  text = $state('');
  filter = $state<TargetFilter>('all');
  /** The least level that was chosen for a skill, by its id. */
  levels = $state.raw<Readonly<Record<string, number>>>({});
  /** None: the ten that fit best. Else all of them, of which those from here on are here. */
  from = $state<number | null>(null);
  targets = $state.raw<Targets>({ groups: [], filters: [], more: 0, flat: false, categories: [] });
  /** What the targets were found for. None: the first answer is still to come. */
  found = $state<string | null>(null);
  /** Question or note that the target reads first. */
  words = $state('');
  chosen = $state(0);
  asking = $state.raw<Asking | null>(null);

  readonly rows = $derived<readonly TargetRow[]>(this.targets.groups.flatMap((group) => group.rows));
  /** The chosen one and its number among all, while the agent has scrolled so far that it is not here. */
  #away = $state.raw<{ readonly row: TargetRow; readonly index: number } | null>(null);
  readonly row = $derived<TargetRow | null>(this.rows[this.chosen] ?? this.#away?.row ?? null);
  /** What Enter and the button do: what the title says, or nothing. Anything else is chosen from the menu by name. */
  readonly action = $derived<Purpose | null>(this.row?.actions.includes(this.purpose) ? this.purpose : null);

  /** How many fit, and how many of them stand above those that are here. */
  readonly count = $derived(this.targets.groups.reduce((sum, group) => sum + group.above + group.rows.length + group.below, 0));
  readonly above = $derived(this.targets.groups.reduce((sum, group) => sum + group.above, 0));

  #case: CaseId = '';
  #reaching = false;
  /** The first row that is to be here next. */
  #wanted: number | null = null;
  /** Counts the steps from row to row. */
  moved = $state(0);
  #question = 0;
  /** Nobody has chosen a row yet, and what all are doing was not told yet: the first choice may still become another. */
  #fresh = false;
  /** The rows are still those of what was typed before. */
  #searching = false;
  /** Enter was pressed meanwhile: it is meant for what is found, not for what stood there. */
  #entered = false;
  #before: Caret | null = null;
  /** The words as the desktop has them, and when they are told next. */
  #told: string | null = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly desk: Desk,
    readonly focus: Focus,
  ) {}

  show(caseId: CaseId, purpose: Purpose): void {
    // Escape gives the focus back to where it was: mostly the composer.
    if (!this.open) this.#before = this.focus.remember();
    void this.tell();
    this.#case = caseId;
    this.purpose = purpose;
    this.text = '';
    // What was written for a target that did not take it stands there for the next one.
    const { question, note } = this.desk.chat?.case === caseId ? this.desk.chat.words : NO_WORDS;
    this.words = this.#told = purpose === 'consult' ? question : purpose === 'transfer' ? note : '';
    this.filter = 'all';
    this.levels = {};
    this.from = null;
    this.found = null;
    this.chosen = 0;
    this.open = true;
    void this.#findAnew();
  }

  toggle(caseId: CaseId, purpose: Purpose): void {
    if (this.open && this.purpose === purpose) this.close();
    else this.show(caseId, purpose);
  }

  close(): void {
    if (!this.open) return;
    this.open = false;
    void this.tell();
    this.focus.restore(this.#before);
  }

  /** The chat that it is about is not shown any more. */
  leave(): void {
    this.open = false;
    this.asking = null;
    void this.tell();
  }

  /** The agent writes what the target reads first. It is kept like a draft. */
  write(words: string): void {
    this.words = words;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.tell(), WORDS_AFTER_MS);
  }

  /** The desktop learns what stands there, if it does not know it yet. */
  async tell(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.words === this.#told) return;
    const text = this.words;
    this.#told = text;
    if (!(await this.desk.execute({ kind: 'words', case: this.#case, purpose: this.purpose, text }))) this.#told = null;
  }

  search(text: string): void {
    this.text = text;
    this.from = null;
    void this.#findAnew();
  }

  choose(filter: TargetFilter): void {
    this.filter = filter;
    this.from = null;
    void this.#findAnew();
  }

  /** For another question the first that can be asked is chosen, wherever the former choice stands in the new rows. */
  async #findAnew(): Promise<void> {
    this.chosen = 0;
    this.#away = null;
    this.#fresh = true;
    this.#searching = true;
    this.#entered = false;
    await this.#chooseFirst();
  }

  async #chooseFirst(): Promise<void> {
    if (!(await this.#ask())) return;
    this.#searching = false;
    this.#preselect();
    if (this.#entered && this.open) this.act();
    this.#entered = false;
  }

  #preselect(): void {
    this.#away = null;
    const first = this.rows.findIndex((row) => row.actions.includes(this.purpose));
    // Where none can be asked so, one that can be asked otherwise; where none can be asked at all, none.
    this.chosen = first >= 0 ? first : this.rows.findIndex((row) => row.actions.length > 0);
  }

  showAll(): void {
    this.from = 0;
    void this.find();
  }

  /** The agent has scrolled there: before the rows come to their end, the next ones are asked for. */
  async scrolledTo(index: number): Promise<void> {
    const { above, count } = this;
    const near = index - above < MARGIN ? above > 0 : above + this.rows.length - index < MARGIN && above + this.rows.length < count;
    if (near) await this.#reach(index);
  }

  /** Of all, those around this one are wanted. */
  async #reach(index: number): Promise<void> {
    const from = Math.max(0, Math.min(index - HALF, this.count - WINDOW));
    if (this.from === null) return;
    this.#wanted = from;
    // Whoever scrolls on meanwhile is answered next.
    if (this.#reaching) return;
    this.#reaching = true;
    while (this.#wanted !== null && this.#wanted !== this.from) {
      this.from = this.#wanted;
      await this.#ask();
    }
    this.#wanted = null;
    this.#reaching = false;
  }

  /** Whoever has the skill at this level or a higher one. */
  async level(target: ConsultTarget, least: number): Promise<void> {
    if (target.kind !== 'skill') return;
    this.levels = { ...this.levels, [target.skill]: least };
    await this.find();
  }

  /** Others do something else. When it is told for the first time the choice is made anew, unless it was made by hand. */
  async othersChanged(): Promise<void> {
    const fresh = this.#fresh;
    this.#fresh = false;
    await (fresh ? this.#chooseFirst() : this.find());
  }

  /** Chosen by hand. */
  pick(row: TargetRow): void {
    this.#fresh = this.#searching = false;
    this.#away = null;
    this.chosen = this.rows.indexOf(row);
  }

  /** Asked again while it is open, too: presence changes. The chosen target stays chosen. */
  async find(): Promise<void> {
    // Nothing is chosen of what is not found yet, and this is the newer answer.
    if (this.#searching) return this.#chooseFirst();
    // Where nobody was there, nobody is chosen: whoever comes next may be.
    if ((await this.#ask()) && this.row === null) this.#preselect();
  }

  /** Whether the answer is the newest one. */
  async #ask(): Promise<boolean> {
    const mine = ++this.#question;
    const text = this.text;
    const found = await this.desk.backend.findTargets({
      case: this.#case,
      purpose: this.purpose,
      text,
      filter: this.filter,
      levels: this.levels,
      from: this.from,
    });
    // A slower, older answer must not replace a newer one.
    if (mine !== this.#question) return false;
    const held = this.row;
    const index = this.#away?.index ?? this.above + this.chosen;
    this.targets = found;
    this.found = text;
    const again = held ? this.rows.findIndex((row) => sameTarget(row.target, held.target)) : -1;
    // Scrolled away it stays the chosen one.
    const away = again < 0 && held !== null && this.from !== null && this.count > this.rows.length;
    this.#away = away ? { row: held, index } : null;
    this.chosen = again >= 0 ? again : away ? -1 : Math.min(this.chosen, this.rows.length - 1);
    return true;
  }

  /** To the next row, from the last one to the first. Of many, those that are not here yet come first. */
  async move(step: 1 | -1): Promise<void> {
    const { above, count } = this;
    this.#fresh = this.#searching = false;
    if (count === 0 || this.#reaching) return;
    const now = this.#away?.index ?? (this.chosen < 0 ? null : above + this.chosen);
    const next = now === null ? (step > 0 ? 0 : count - 1) : (now + step + count) % count;
    if (next < above || next >= above + this.rows.length) await this.#reach(next);
    if (next < this.above || next >= this.above + this.rows.length) return;
    this.chosen = next - this.above;
    this.#away = null;
    this.moved += 1;
  }

  /** Makes a favourite of it, or puts it into another category. */
  async favour(row: TargetRow, category = ''): Promise<void> {
    await this.#change({ kind: 'favour', target: row.target, category });
  }

  async disfavour(row: TargetRow): Promise<void> {
    await this.#change({ kind: 'disfavour', target: row.target });
  }

  /** To an empty name: its favourites are in none. */
  async renameCategory(from: string, to: string): Promise<void> {
    await this.#change({ kind: 'rename_category', from, to });
  }

  /** With headings for each kind, or in one list. */
  async byKind(on: boolean): Promise<void> {
    this.from = this.from === null ? null : 0;
    await this.#change({ kind: 'set', setting: 'targets_flat', value: { kind: 'switch', on: !on } });
  }

  async #change(input: Input): Promise<void> {
    if (await this.desk.execute(input)) await this.find();
  }

  rowId(id: string, group: TargetGroup, row: TargetRow): string {
    return `${id}-${groupKey(group)}-${targetKey(row.target)}`.replaceAll(/\s/g, '-');
  }

  /** The id of the chosen row in the page. */
  chosenId(id: string): string | null {
    const { row } = this;
    const group = this.targets.groups.find((group) => row !== null && group.rows.includes(row));
    return group && row ? this.rowId(id, group, row) : null;
  }

  /** Enter: the chosen row, or the first of those that are just being searched. */
  enter(): void {
    if (this.#searching) this.#entered = true;
    else this.act();
  }

  /** Does it, with the words that were typed. Whether it could. */
  act(row: TargetRow | null = this.row, action: Purpose | null = this.action): boolean {
    if (!row || !action || !row.actions.includes(action)) return false;
    const words = this.words.trim() === '' ? null : this.words.trim();
    this.open = false;
    this.ask(commandOf(this.#case, action, row.target, words));
    this.focus.restore(this.#before);
    return true;
  }

  /** A transfer takes the chat away: a draft in it is asked about first. */
  ask(command: Command): void {
    const draft = command.kind === 'ask_transfer' && this.#hasDraft(command.case);
    if (draft) this.asking = { command };
    else void this.hand(command);
  }

  /** Where the desktop does not take it, it stands open again, with the words that were typed. */
  async hand(command: Command): Promise<void> {
    if (this.words !== this.#told) await this.tell();
    if (!(await this.desk.do(command)) && wordsIn(command) !== null) this.open = true;
  }

  #hasDraft(caseId: CaseId): boolean {
    return this.desk.composer(caseId, { kind: 'main' }).text.trim() !== '';
  }
}

export function commandOf(caseId: CaseId, purpose: Purpose, target: ConsultTarget, words: string | null): Command {
  switch (purpose) {
    case 'consult':
      return { kind: 'start_consultation', case: caseId, target, question: words };
    case 'conference':
      return { kind: 'ask_conference', case: caseId, target };
    case 'transfer':
      return { kind: 'ask_transfer', case: caseId, target, note: words };
  }
}

/** What the target would have read first. */
function wordsIn(command: Command): string | null {
  if (command.kind === 'start_consultation') return command.question;
  return command.kind === 'ask_transfer' ? command.note : null;
}

export function sameTarget(a: ConsultTarget, b: ConsultTarget): boolean {
  return targetKey(a) === targetKey(b);
}

/** Its kind and what it names: `agent-jana`. A skill is the same at whatever level. */
export function targetKey(target: ConsultTarget): string {
  switch (target.kind) {
    case 'agent':
      return `agent-${target.agent}`;
    case 'group':
      return `group-${target.group}`;
    case 'skill':
      return `skill-${target.skill}`;
    case 'queue':
      return `queue-${target.queue}`;
  }
}

/** One favourite may stand in several. */
export function groupKey(group: TargetGroup): string {
  return `${group.heading}-${group.category ?? ''}`;
}

/** Of a skill: the level that is asked for. */
export function leastOf(row: TargetRow): number | null {
  return row.target.kind === 'skill' ? row.target.least : null;
}

/** A skill with the level that is asked for. */
export function titled(row: TargetRow): string {
  const level = leastOf(row);
  return level === null ? row.name : t('communicator-skill-from', { name: row.name, level });
}
