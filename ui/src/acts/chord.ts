// Keys as they are pressed, written as text: `Mod+Shift+R`, `Mod+,`, `F6`. `Mod` is Ctrl, on macOS Command. Ctrl+Alt is
// never one of them: it is AltGr, with which people write.
import { t } from '../l10n/l10n.svelte';
import { MAC } from '../state/keys';

export type Chord = string;

/** The keys of an event; none: nothing that could be an act's, as a letter that is written. */
export function chordOf(event: KeyboardEvent): Chord | null {
  // 229: the key belongs to an input method.
  if (event.isComposing || event.keyCode === 229 || event.altKey || event.getModifierState?.('AltGraph')) return null;
  const [mod, other] = MAC ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey];
  if (other) return null;
  const key = keyOf(event);
  if (key === null || (!mod && !/^F\d/.test(key))) return null;
  return `${mod ? 'Mod+' : ''}${event.shiftKey ? 'Shift+' : ''}${key}`;
}

function keyOf({ key, code }: KeyboardEvent): string | null {
  if (/^F(?:[1-9]|1[0-2])$/.test(key)) return key;
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  // In the row of digits the place counts: with French keys a digit needs Shift. And where the layout has no Latin letters.
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  if (digit) return digit;
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter && /^\p{L}$/u.test(key)) return letter;
  return /^[^\s\p{C}]$/u.test(key) ? key : null;
}

/** Names of the keys, one each, as they are drawn: „Strg“, „⇧“, „R“. */
export function capsOf(chord: Chord): string[] {
  const caps: string[] = [];
  let left = chord;
  if (left.startsWith('Mod+')) {
    caps.push(t(MAC ? 'key-command' : 'key-ctrl'));
    left = left.slice('Mod+'.length);
  }
  if (left.startsWith('Shift+')) {
    caps.push('⇧');
    left = left.slice('Shift+'.length);
  }
  const named = NAMED[left];
  return [...caps, named ? t(named) : left];
}

const NAMED: Record<string, string> = { Enter: 'key-enter', Escape: 'key-escape' };

/** „Strg+Umschalt+R“, to be read in a line of text or aloud. */
export function spoken(chord: Chord): string {
  return capsOf(chord)
    .map((cap) => (cap === '⇧' ? t('key-shift') : cap))
    .join('+');
}

/** As `aria-keyshortcuts` wants it. */
export function ariaOf(chord: Chord): string {
  return chord.replace('Mod', MAC ? 'Meta' : 'Control');
}

/** What the system or the page's own fields do with them, as a Fluent id; none: an act can have them. */
export function objection(chord: Chord): string | null {
  // Copy, paste, undo and the like belong to whatever is being written.
  if (/^Mod\+(?:Shift\+)?[ACVXZ]$/.test(chord) && chord !== 'Mod+Shift+A' && chord !== 'Mod+Shift+X') return 'keys-own-of-fields';
  if (chord === 'Mod+Y') return 'keys-own-of-fields';
  // GTK: a character by its number, its inspector, its emoji.
  if (/^Mod\+Shift\+[UIE]$/.test(chord)) return 'keys-own-of-system';
  return null;
}
