// Places a floating layer beside its button, or at the pointer, inside the window, and closes it on Escape or a press outside.
import type { Attachment } from 'svelte/attachments';

export type Side = 'below-start' | 'below-end' | 'above-start';

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
    return () => {
      resized?.disconnect();
      removeEventListener('pointerdown', press, true);
      removeEventListener('resize', place);
    };
  };
}
