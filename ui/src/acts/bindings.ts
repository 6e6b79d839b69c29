// Which keys an act has: by default, or those that the agent has given it. And whether keys can be given to it.
import type { SettingRow } from '../generated/SettingRow';
import type { Act, ActId } from './act';
import { type Chord, objection } from './chord';
import { ACTS, wordsOf } from './table';

/** By the act's name; an empty text takes its key away. */
export type OwnKeys = Readonly<Record<string, string>>;

const NUMBER = /^Mod\+[1-9]$/;

export function ownKeys(rows: readonly SettingRow[] | undefined): OwnKeys {
  const row = rows?.find((row) => row.setting === 'keys');
  return row?.value.kind === 'keys' ? (row.value.keys as OwnKeys) : {};
}

export function keysOf(act: Act, own: OwnKeys): Chord | null {
  if (act.fixed) return act.keys;
  const given = own[act.id];
  if (given !== undefined) return given || null;
  // What the agent has given to another act stays there, though a newer version has it by default.
  return ACTS.some((other) => other.id !== act.id && act.keys !== null && own[other.id] === act.keys) ? null : act.keys;
}

export function keysOfId(id: ActId, own: OwnKeys): Chord | null {
  const act = ACTS.find((act) => act.id === id);
  return act ? keysOf(act, own) : null;
}

/** The act that has these keys. */
export function actOf(chord: Chord, own: OwnKeys): Act | null {
  return ACTS.find((act) => (act.id === 'chat' ? NUMBER.test(chord) : keysOf(act, own) === chord)) ?? null;
}

/** The keys that work from any program, if they could be an act's as well. */
export function shortcutOf(rows: readonly SettingRow[] | undefined): Chord | null {
  const value = rows?.find((row) => row.setting === 'shortcut')?.value;
  if (value?.kind !== 'shortcut') return null;
  switch (value.shortcut) {
    case 'ctrl_shift_j':
      return 'Mod+Shift+J';
    case 'ctrl_shift_f9':
      return 'Mod+Shift+F9';
    case 'ctrl_alt_j':
    case 'off':
      return null;
  }
}

/** Why an act cannot have these keys. */
export type Conflict =
  | { readonly kind: 'objection'; readonly id: string }
  /** Another act has them; one that can have others may give them up. */
  | { readonly kind: 'taken'; readonly by: Act; readonly words: string; readonly yields: boolean };

export function conflictOf(chord: Chord, act: Act, own: OwnKeys, shortcut: Chord | null = null): Conflict | null {
  const id = objection(chord) ?? (chord === shortcut ? 'own-keys-shortcut' : null);
  if (id) return { kind: 'objection', id };
  const by = actOf(chord, own);
  return by && by.id !== act.id ? { kind: 'taken', by, words: wordsOf(by), yields: !by.fixed } : null;
}

/** With these keys for that act; whoever had them has none any more. What is as by default is not kept. */
export function given(own: OwnKeys, act: Act, chord: Chord | null): OwnKeys {
  const next: Record<string, string> = { ...own };
  const set = (to: Act, keys: Chord | null) => {
    if (keys === to.keys) delete next[to.id];
    else next[to.id] = keys ?? '';
  };
  const by = chord === null ? null : actOf(chord, own);
  if (by && by.id !== act.id && !by.fixed) set(by, null);
  set(act, chord);
  return next;
}
