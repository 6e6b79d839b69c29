// Places a floating layer beside its button, or at the pointer, inside the window, and closes it on a press outside.
import type { Attachment } from 'svelte/attachments';

/** `list`: the list of a field. It is as wide at least, lies above where there is more room, scrolls where that is too little
    for it, and never covers the field. */
export type Side = 'below-start' | 'below-end' | 'above-start' | 'list';

/** A button, or a place in the window. */
export type Anchor = HTMLElement | { readonly x: number; readonly y: number; readonly height?: number };

export interface Floating {
  anchor: Anchor | null | undefined;
  side?: Side;
  onclose: () => void;
}

const EDGE = 8;
const GAP = 6;

/** For an element with `popover="manual"`: it stands in the top layer, so no column cuts it off. */
export function floating({ anchor, side = 'below-start', onclose }: Floating): Attachment<HTMLElement> {
  return (element) => {
    element.showPopover?.();
    const place = () => {
      if (!anchor) return;
      const at = anchor instanceof HTMLElement ? anchor.getBoundingClientRect() : new DOMRect(anchor.x, anchor.y, 0, anchor.height);
      const gap = anchor instanceof HTMLElement ? GAP : 0;
      if (side === 'list') {
        placeList(element, at);
        return;
      }
      const { offsetWidth: width, offsetHeight: height } = element;
      const wantedLeft = side === 'below-end' ? at.right - width : at.left;
      const left = Math.max(EDGE, Math.min(wantedLeft, innerWidth - width - EDGE));
      const below = at.bottom + gap;
      const above = at.top - gap - height;
      const fitsBelow = below + height + EDGE <= innerHeight;
      const wantedTop = side === 'above-start' ? (above >= EDGE ? above : below) : fitsBelow || above < EDGE ? below : above;
      element.style.left = `${left}px`;
      element.style.top = `${Math.max(EDGE, Math.min(wantedTop, innerHeight - height - EDGE))}px`;
    };
    place();
    const press = (event: PointerEvent) => {
      const target = event.target as Node;
      // A press on the own button is the button's to handle.
      const own = anchor instanceof HTMLElement && anchor.contains(target);
      if (!element.contains(target) && !own) onclose();
    };
    const resized = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(place);
    resized?.observe(element);
    addEventListener('pointerdown', press, true);
    addEventListener('resize', place);
    // What the field stands in may be scrolled under the open list.
    const scrolled = (event: Event) => {
      if (side === 'list' && !element.contains(event.target as Node)) place();
    };
    addEventListener('scroll', scrolled, true);
    return () => {
      resized?.disconnect();
      removeEventListener('pointerdown', press, true);
      removeEventListener('resize', place);
      removeEventListener('scroll', scrolled, true);
    };
  };
}

/** Close to its field: a list belongs to it more than a menu to its button. */
const LIST_GAP = 3;

function placeList(element: HTMLElement, at: DOMRect): void {
  element.style.minWidth = `${Math.min(at.width, innerWidth - 2 * EDGE)}px`;
  // Its own height, though it may scroll already.
  const height = element.scrollHeight + element.offsetHeight - element.clientHeight;
  const below = innerHeight - EDGE - at.bottom - LIST_GAP;
  const above = at.top - LIST_GAP - EDGE;
  const up = height > below && above > below;
  const shown = Math.min(height, up ? above : below);
  element.style.maxHeight = `${shown}px`;
  element.style.top = `${up ? at.top - LIST_GAP - shown : at.bottom + LIST_GAP}px`;
  element.style.left = `${Math.max(EDGE, Math.min(at.left, innerWidth - element.offsetWidth - EDGE))}px`;
}
