// Where the places of `decide` are in the window: elements that say so with `data-spot`.
import type { Spot } from './decide';

/** The element of that place, if the keyboard can go there now. */
export function find(spot: Spot): HTMLElement | null {
  const all = document.querySelectorAll<HTMLElement>(`[data-spot="${spot}"]`);
  return [...all].find(reachable) ?? null;
}

/** The place that an element is in. */
export function spotOf(element: Element | null): 'chat' | 'consultation' | 'elsewhere' {
  if (element?.closest('[data-testid=consultation]')) return 'consultation';
  return element?.closest('[data-testid=chat]') ? 'chat' : 'elsewhere';
}

/** It stands in the window, is shown and not resting. */
export function reachable(element: HTMLElement): boolean {
  return element.isConnected && !element.matches(':disabled') && !element.closest('[inert]') && (element.checkVisibility?.() ?? true);
}

export type Field = HTMLInputElement | HTMLTextAreaElement;

/** Something that is written in. */
export function isField(element: Element | null): element is Field {
  if (element instanceof HTMLTextAreaElement) return true;
  return element instanceof HTMLInputElement && !['checkbox', 'radio', 'range', 'button'].includes(element.type);
}

/** Something lies over the window and has the keyboard. */
export function isLayered(): boolean {
  return document.querySelector('dialog[open], [data-layer]') !== null;
}

/** The regions that F6 goes through, in their order. */
export function regions(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-region]')].filter(reachable);
}

/** What Tab would reach first in there. */
export function firstIn(region: HTMLElement): HTMLElement | null {
  const all = region.querySelectorAll<HTMLElement>('button, textarea, input, [tabindex="0"]');
  return [...all].find((element) => reachable(element) && element.tabIndex >= 0) ?? null;
}
