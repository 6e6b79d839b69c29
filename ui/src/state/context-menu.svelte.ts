// The menu at the pointer, in place of the engine's. What stands in it is offered by what lies under the pointer: the field,
// the marked text, and every element that has something to add (`{@attach offers(…)}`).
import { createContext } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import type { Engine } from '../backend/backend';
import { t } from '../l10n/l10n.svelte';
import { insert } from './drops';
import { COMMAND } from './keys';
import { selectedText } from './selected.svelte';

export interface MenuEntry {
  /** Its name for tests: `menu-copy-message`. */
  readonly id: string;
  /** In words. */
  readonly label: string;
  /** The keys that do the same; ids as in `keyNames`. */
  readonly keys?: readonly string[];
  readonly disabled?: boolean;
  /** In a real click: the clipboard may be written. */
  readonly run: () => unknown;
}

/** Asked when the menu opens. An empty list adds nothing. */
export type Offer = () => readonly MenuEntry[];

const OFFERS = new WeakMap<Element, Offer>();

/** What an element adds to the menu wherever in it that opens; the innermost stands first. */
export function offers(offer: Offer): Attachment<Element> {
  return (element) => {
    OFFERS.set(element, offer);
    return () => OFFERS.delete(element);
  };
}

export interface Point {
  readonly x: number;
  readonly y: number;
  /** Of what stands there and is not to be covered. */
  readonly height?: number;
}

/** A line of text in a field. */
const LINE = 26;
/** More is read by nobody. */
const GUESSES = 5;
const FIELD = 'textarea, input:not([type]), input:is([type=text], [type=search], [type=password], [type=url], [type=email])';
type Field = HTMLTextAreaElement | HTMLInputElement;

export class ContextMenu {
  shown = $state.raw<{ readonly at: Point; readonly groups: readonly (readonly MenuEntry[])[] } | null>(null);
  #before: HTMLElement | null = null;
  /** The menu's key was pressed last: the pointer may be anywhere. */
  #byKey = false;

  constructor(
    readonly engine: Engine,
    /** Something could not be done: the id of the words that say so. */
    readonly tell: (id: string) => void,
  ) {}

  /** For each key and each press of the mouse. */
  follow(event: KeyboardEvent | PointerEvent): void {
    if (event instanceof PointerEvent) this.#byKey = false;
    else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) this.#byKey = true;
  }

  async open(event: MouseEvent): Promise<void> {
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    const target = this.#byKey && focused ? focused : event.target;
    const field = target instanceof HTMLElement && target.matches(FIELD) ? (target as Field) : null;
    if (!field || field.disabled) event.preventDefault();
    if (!(target instanceof Element) || target.closest('[role=menu]')) return;
    // While it asks, the agent may not see the menu of before.
    this.shown = null;
    const at = this.#byKey ? besideCaret(event, field ?? focused) : { x: event.clientX, y: event.clientY };
    const groups = [marked(target, field), ...around(target)];
    if (field && !field.disabled) groups.unshift(...this.#ofField(field, await this.engine.spelling(event)));
    const there = groups.filter((group) => group.length > 0);
    if (there.length === 0) return;
    this.#before = focused;
    this.shown = { at, groups: there };
  }

  /** Whoever was writing goes on where they were. */
  close(): void {
    this.shown = null;
    this.#before?.focus({ preventScroll: true });
    this.#before = null;
  }

  async run(entry: MenuEntry): Promise<void> {
    this.close();
    try {
      await entry.run();
    } catch {
      // The system did not let go of its clipboard, or would not take it.
      this.tell('told-clipboard-failed');
    }
  }

  #ofField(field: Field, guesses: readonly string[] | null): MenuEntry[][] {
    const { selectionStart, selectionEnd, value } = field;
    const start = selectionStart ?? 0;
    const end = selectionEnd ?? 0;
    const text = value.slice(start, end);
    const secret = field.type === 'password';
    const at = (run: () => unknown) => () => {
      field.focus({ preventScroll: true });
      field.setSelectionRange(start, end);
      return run();
    };
    const [from, to] = wordAt(value, start, end);
    const word = value.slice(from, to);
    const put = (word: string) => {
      field.focus({ preventScroll: true });
      field.setSelectionRange(from, to);
      insert(field, word);
    };
    const better = (guesses ?? []).slice(0, GUESSES).map((guess, index) => ({ id: `guess-${index}`, label: guess, run: () => put(guess) }));
    const learn: MenuEntry = {
      id: 'learn',
      label: t('menu-learn'),
      run: async () => {
        try {
          await this.engine.learn(word);
        } catch {
          return this.tell('told-not-learned');
        }
        // The engine looks at a word again when it is written. Who has gone on writing meanwhile is left alone.
        if (field.value !== value) return;
        put(word);
        field.setSelectionRange(start, end);
      },
    };
    const learned = guesses !== null && /^\S*\p{L}\S*$/u.test(word) ? [learn] : [];
    const copy: MenuEntry = {
      id: 'copy',
      label: t('menu-copy'),
      keys: [COMMAND, 'C'],
      disabled: text === '' || secret,
      run: at(() => copyText(text)),
    };
    const all: MenuEntry = {
      id: 'select-all',
      label: t('menu-select-all'),
      keys: [COMMAND, 'A'],
      disabled: value === '',
      run: at(() => field.select()),
    };
    if (field.readOnly) return [[copy], [all]];
    const cut: MenuEntry = {
      id: 'cut',
      label: t('menu-cut'),
      keys: [COMMAND, 'X'],
      disabled: text === '' || secret,
      run: at(async () => {
        await copyText(text);
        document.execCommand('delete');
      }),
    };
    const paste: MenuEntry = {
      id: 'paste',
      label: t('menu-paste'),
      keys: [COMMAND, 'V'],
      run: async () => {
        const text = await this.engine.readClipboard();
        if (text === '') return this.tell('told-clipboard-empty');
        at(() => {
          if (!insert(field, text)) this.tell('told-too-long');
        })();
      },
    };
    return [better, learned, [cut, copy, paste], [all]];
  }
}

export const [getContextMenu, setContextMenu] = createContext<ContextMenu>();

/** Only in a real click. */
export function copyText(text: string): Promise<void> {
  return navigator.clipboard.writeText(text);
}

/** The marked text, if the pointer is on it. */
function marked(target: Element, field: Field | null): MenuEntry[] {
  const selection = getSelection();
  const text = selectedText();
  if (field || text.trim() === '' || !selection?.containsNode(target, true)) return [];
  return [{ id: 'copy', label: t('menu-copy'), keys: [COMMAND, 'C'], run: () => copyText(text) }];
}

/** From the innermost element outwards. */
function around(target: Element): (readonly MenuEntry[])[] {
  const groups = [];
  for (let element: Element | null = target; element; element = element.parentElement) groups.push(OFFERS.get(element)?.() ?? []);
  return groups;
}

/** In a field the engine says where the caret is: below its line. Elsewhere it has none, and the element counts. */
function besideCaret(event: MouseEvent, element: HTMLElement | null): Point {
  if (element?.matches(FIELD)) return { x: event.clientX, y: event.clientY - LINE, height: LINE };
  const { left, top, height } = (element ?? document.body).getBoundingClientRect();
  return { x: left, y: top, height: Math.min(height, innerHeight - top) };
}

/** What is marked, else the word at the caret. */
function wordAt(text: string, start: number, end: number): [number, number] {
  if (start !== end) return [start, end];
  const before = /[\p{L}\p{M}\p{N}'’]*$/u.exec(text.slice(0, start))?.[0].length ?? 0;
  const after = /^[\p{L}\p{M}\p{N}'’]*/u.exec(text.slice(end))?.[0].length ?? 0;
  return [start - before, end + after];
}
