// What the keys are called that work from any program. Those in the windows: `acts/chord.ts`.
import type { Shortcut } from '../generated/Shortcut';
import { t } from '../l10n/l10n.svelte';
import type { ZoomStep } from './zoom';

export const MAC = /mac/i.test(navigator.platform);

/** Fluent ids of the keys on this system, joined with + where they are shown; what is no id is the key's own letter. */
export function keysOf(shortcut: Exclude<Shortcut, 'off'>): string[] {
  const alt = MAC ? 'key-option' : 'key-alt';
  switch (shortcut) {
    case 'ctrl_alt_j':
      return ['key-ctrl', alt, 'J'];
    case 'ctrl_shift_j':
      return ['key-ctrl', 'key-shift', 'J'];
    case 'ctrl_shift_f9':
      return ['key-ctrl', 'key-shift', 'F9'];
  }
}

/** „Strg+J“. */
export function keyNames(keys: readonly string[]): string {
  return keys.map((key) => (key.startsWith('key-') ? t(key) : key)).join('+');
}

/** The key that commands are given with, as `keyNames` calls it. */
export const COMMAND = MAC ? 'key-command' : 'key-ctrl';

/** Docks a torn-off chat: its window closes. */
export function isCloseWindow(event: KeyboardEvent): boolean {
  return isCommand(event) && !event.shiftKey && isLetter(event, 'w');
}

export function isQuit(event: KeyboardEvent): boolean {
  return isCommand(event) && !event.shiftKey && isLetter(event, 'q');
}

/** As `keyNames` has them. */
export const ZOOM_KEYS: Readonly<Record<ZoomStep, readonly string[]>> = { in: [COMMAND, '+'], out: [COMMAND, '−'], reset: [COMMAND, '0'] };

/** Which step of the zoom this key is. On some layouts + stands with Shift. */
export function zoomStep(event: KeyboardEvent): ZoomStep | null {
  if (!isCommand(event)) return null;
  if (event.key === '+' || event.key === '=') return 'in';
  if (event.key === '-' || event.key === '_') return 'out';
  return event.key === '0' && !event.shiftKey ? 'reset' : null;
}

/** What a browser would do with this key (load again, go back, print, save), and a window of ours never does. */
export function isBrowsers(event: KeyboardEvent): boolean {
  if (/^(?:F3|F5|F7|BrowserBack|BrowserForward|BrowserRefresh|BrowserHome|BrowserSearch)$/.test(event.key)) return true;
  if (!MAC && event.altKey && !event.ctrlKey && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) return true;
  return isCommand(event) && ['r', 'p', 's', 'u', 'o'].some((letter) => isLetter(event, letter));
}

function isCommand(event: KeyboardEvent): boolean {
  const held = MAC ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  return held && !event.altKey && !event.isComposing;
}

/** Where the layout has no Latin letters, the key's place counts. */
function isLetter(event: KeyboardEvent, letter: string): boolean {
  return event.key.toLowerCase() === letter || (event.code === `Key${letter.toUpperCase()}` && !/^[a-z]$/i.test(event.key));
}
