// The keyboard of one window: knows what has it and what had it, gives it back when a layer closes, and takes it where
// `decide` says after each step. Nothing else moves it, but for what lies over the window and takes it for itself.
import { createContext, tick } from 'svelte';
import type { Desk } from '../state/desk.svelte';
import { decide, type Hands, home, type Sight, type Spot } from './decide';
import { find, firstIn, isField, isLayered, reachable, regions, spotOf } from './spots';

/** So long after the last key somebody is still writing, though the field is empty: between two messages, say. */
const WRITING_MS = 2000;

/** What has the keyboard, and in a field the caret with its selection. */
export interface Caret {
  readonly element: HTMLElement;
  readonly selection: readonly [number, number, 'forward' | 'backward' | 'none'] | null;
}

export class Focus {
  #before: Sight | null = null;
  /** What had the keyboard last; none: the person has put it down, by a click beside everything. */
  #last: HTMLElement | null = null;
  #lastAt: Hands['at'] = 'elsewhere';
  /** The last field, and when something was typed there. */
  #typed: { element: Element; at: number } | null = null;
  /** The last place of a caret, for Escape. */
  #caret: Caret | null = null;
  /** What had the keyboard before the press of the pointer that led to what happens now; none: a key led to it. */
  #pressed: { readonly caret: Caret | null } | null = null;
  /** In each region what had the keyboard there last. */
  readonly #inRegion = new WeakMap<HTMLElement, HTMLElement>();

  constructor(readonly desk: Desk) {}

  /** Listens to the window, until the given function is called. */
  listen(): () => void {
    const stop = new AbortController();
    const on = (name: string, heard: (event: Event) => void) => addEventListener(name, heard, { capture: true, signal: stop.signal });
    on('pointerdown', () => (this.#pressed = { caret: this.#now() }));
    // What a press opens is open when its own turn is over.
    on('pointerup', () => setTimeout(() => (this.#pressed = null)));
    on('keydown', () => (this.#pressed = null));
    on('input', (event) => this.#note(event.target as Element));
    on('focusin', (event) => this.#came(event.target as HTMLElement));
    on('focusout', (event) => this.#left(event.target as HTMLElement, (event as FocusEvent).relatedTarget));
    on('selectionchange', () => this.#keepCaret());
    return () => stop.abort();
  }

  #came(element: HTMLElement): void {
    this.#last = element;
    this.#lastAt = spotOf(element);
    const region = element.closest<HTMLElement>('[data-region]');
    if (region) this.#inRegion.set(region, element);
    this.#keepCaret();
  }

  /** What goes away takes the keyboard along; whoever clicks beside it puts it down. */
  #left(element: HTMLElement, to: EventTarget | null): void {
    if (isField(element) && reachable(element)) this.#keep(element);
    if (to !== null) {
      // Who goes elsewhere has stopped writing there, whatever the time.
      if (this.#typed?.element === element) this.#typed = null;
      return;
    }
    void tick().then(() => {
      if (document.hasFocus() && nothingHasIt() && this.#last === element && reachable(element)) this.#last = null;
    });
  }

  #note(element: Element): void {
    if (isField(element)) this.#typed = { element, at: performance.now() };
  }

  #keepCaret(): void {
    const active = document.activeElement;
    if (isField(active)) this.#keep(active);
  }

  #keep(field: HTMLElement): void {
    if (!isInLayer(field)) this.#caret = caretOf(field);
  }

  #now(): Caret | null {
    const active = document.activeElement;
    return active instanceof HTMLElement && active !== document.body ? caretOf(active) : null;
  }

  /**
   * What has the keyboard, for whatever takes it now and gives it back. Opened by the pointer: what had it before the press,
   * mostly a field. Else the button that is the opener, if it is told.
   */
  remember(opener: HTMLElement | null | undefined = null): Caret | null {
    if (this.#pressed === null) return opener ? caretOf(opener) : this.#now();
    const { caret } = this.#pressed;
    if (caret && reachable(caret.element) && !isInLayer(caret.element)) return caret;
    // From a page another is opened on top; from a menu something that takes its place.
    if (caret?.element.closest('dialog')) return this.#now();
    return this.#caret && reachable(this.#caret.element) ? this.#caret : opener ? caretOf(opener) : this.#now();
  }

  /** Back to the very caret. If that is gone, to where one writes now. */
  restore(caret: Caret | null): void {
    if (caret !== null && reachable(caret.element)) put(caret);
    else this.goHome();
  }

  /** The same, once the layer is gone, and unless what was chosen in it has led elsewhere. */
  async restoreUnlessLed(caret: Caret | null): Promise<void> {
    await tick();
    const active = document.activeElement;
    const led = active instanceof HTMLElement && active !== document.body && reachable(active);
    if (!led && !isLayered()) this.restore(caret);
  }

  /** Escape, where nothing is to be closed: back into the field. */
  toField(): void {
    if (this.#caret && reachable(this.#caret.element)) put(this.#caret);
    else this.goHome();
  }

  goHome(): void {
    if (this.desk.stage?.kind !== 'workspace') return;
    const spot = home(sightOf(this.desk));
    if (spot) this.go(spot);
  }

  /** Takes the keyboard there. Where there is no such place, to the chat itself, so that Tab goes on from somewhere. */
  go(spot: Spot): void {
    const first = regions()[0];
    const element = find(spot) ?? find('pane') ?? (first ? firstIn(first) : null);
    element?.focus({ preventScroll: spot !== 'offer' });
  }

  /** To be called whenever the window shows something else. */
  follow(): void {
    if (this.desk.stage?.kind !== 'workspace') {
      this.#before = null;
      return;
    }
    const now = sightOf(this.desk);
    const spot = isLayered() ? null : decide(this.#before, now, this.#hands());
    this.#before = now;
    if (spot) this.go(spot);
  }

  #hands(): Hands {
    const lost = nothingHasIt() && this.#last !== null && !(reachable(this.#last) && document.activeElement === this.#last);
    const chat = this.#before?.chat;
    return { at: this.#lastAt, lost, writing: this.#isWriting(), ended: chat ? this.desk.did('end_interaction', chat.case) : false };
  }

  #isWriting(): boolean {
    const field = isField(document.activeElement) ? document.activeElement : this.#last;
    if (!isField(field)) return false;
    if (field.value.trim() !== '') return true;
    return this.#typed?.element === field && performance.now() - this.#typed.at < WRITING_MS;
  }

  /** Whether the caret stands among words that are being written; else it may be taken elsewhere. */
  get writing(): boolean {
    return this.#isWriting();
  }

  /** F6: the next region, or the one before; there, what had the keyboard last. */
  toRegion(step: 1 | -1): void {
    const all = regions();
    if (all.length === 0) return;
    const here = all.findIndex((region) => region.contains(document.activeElement));
    const from = here < 0 && step < 0 ? 0 : here;
    for (let tried = 1; tried <= all.length; tried++) {
      const region = all[(from + step * tried + all.length * 2) % all.length];
      if (!region || region.contains(document.activeElement)) continue;
      const before = this.#inRegion.get(region);
      const wanted = region.querySelector<HTMLElement>('[data-spot]:not([data-spot=pane])');
      const target = [before, wanted, firstIn(region)].find((element) => element && region.contains(element) && reachable(element));
      if (!target) continue;
      target.focus();
      return;
    }
  }

  /** The answer of an invitation: a key leads there, the next one accepts. */
  toAnswer(invitation: string): void {
    const cards = document.querySelectorAll<HTMLElement>(`[data-invitation="${CSS.escape(invitation)}"] [data-testid=invitation-accept]`);
    [...cards].find(reachable)?.focus();
  }

  /** On whose answer the keyboard stands. */
  get answering(): string | null {
    return document.activeElement?.closest<HTMLElement>('[data-invitation]')?.dataset.invitation ?? null;
  }
}

export const [getFocus, setFocus] = createContext<Focus>();

/** What a window shows, as far as the keyboard is concerned. */
export function sightOf(desk: Desk): Sight {
  const chat = desk.chat;
  if (!chat) return { elsewhere: desk.connection.kind === 'elsewhere', chat: null };
  const going = chat.consultations.filter((pane) => pane.ended === null);
  const pane = going.find((pane) => pane.consultation === chat.selected_consultation) ?? going[0];
  return {
    elsewhere: desk.connection.kind === 'elsewhere',
    chat: {
      case: chat.case,
      writes: chat.can.includes('write'),
      wrapUp: chat.can.includes('mark_done'),
      consultation: pane ? { id: pane.consultation, mine: pane.mine, writes: pane.can.includes('write') } : null,
      open: chat.consultations.filter((pane) => pane.can.includes('write')).map((pane) => pane.consultation),
      askedToConference: chat.requests.some((request) => request.kind === 'conference'),
    },
  };
}

function nothingHasIt(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

function isInLayer(field: HTMLElement): boolean {
  return field.closest('dialog, [data-layer]') !== null;
}

function caretOf(element: HTMLElement): Caret {
  if (!isField(element) || element.selectionStart === null) return { element, selection: null };
  return { element, selection: [element.selectionStart, element.selectionEnd ?? 0, element.selectionDirection ?? 'none'] };
}

function put({ element, selection }: Caret): void {
  element.focus({ preventScroll: true });
  if (selection && isField(element)) element.setSelectionRange(...selection);
}
