// What keys are called here, and whether an event is the one for the next chat.
import type { Shortcut } from '../generated/Shortcut';
import { t } from '../l10n/l10n.svelte';

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

/** In every window of ours. */
export const NEXT_CHAT: readonly string[] = [MAC ? 'key-command' : 'key-ctrl', 'J'];

export function isNextChat(event: KeyboardEvent): boolean {
  const held = MAC ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  if (!held || event.altKey || event.shiftKey || event.isComposing) return false;
  // Where the layout has no Latin letters, the key's place counts.
  return event.key.toLowerCase() === 'j' || (event.code === 'KeyJ' && !/^[a-z]$/i.test(event.key));
}
