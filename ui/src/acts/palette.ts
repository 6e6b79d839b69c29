// What the palette shows for what is typed: every act that is possible now, in its groups.

import { t } from '../l10n/l10n.svelte';
import type { Act, Group, Offer } from './act';
import { keysOf } from './bindings';
import type { Chord } from './chord';
import { ACTS, wordsOf } from './table';
import type { Workplace } from './workplace.svelte';

export type PaletteGroup = 'invitations' | 'chat' | 'switch' | 'window';

export interface Found {
  readonly id: string;
  readonly act: Act;
  readonly offer: Offer;
  readonly keys: Chord | null;
}

const ORDER: readonly { group: PaletteGroup; of: readonly Group[] }[] = [
  { group: 'invitations', of: ['invitations'] },
  { group: 'chat', of: ['chat', 'writing'] },
  { group: 'switch', of: ['switch'] },
  { group: 'window', of: ['window', 'find'] },
];

/** `only`: nothing but what that act offers. */
export function foundIn(work: Workplace, text: string, only: Act | null = null): { group: PaletteGroup; found: Found[] }[] {
  const wanted = wordsIn(text);
  return ORDER.map(({ group, of }) => ({
    group,
    found: ACTS.filter((act) => of.includes(act.group) && !act.keyOnly && (only === null || act === only)).flatMap((act) =>
      act
        .offers(work)
        .filter((offer) => !isShown(offer) && fits(act, offer, wanted))
        .map((offer, place) => ({ id: `${act.id}-${offer.key}`, act, offer, keys: keysFor(act, offer, place, work) })),
    ),
  })).filter(({ found }) => found.length > 0);
}

/** Nobody wants to go where they are. */
const isShown = (offer: Offer): boolean => offer.row?.selected === true;

/** A key does the first of several. */
function keysFor(act: Act, offer: Offer, place: number, work: Workplace): Chord | null {
  if (act.id === 'chat') return offer.keys ?? null;
  return place === 0 ? keysOf(act, work.own) : null;
}

/** From so many letters on a word is also found inside another: „Konferenz“ in „Chatkonferenz“. */
const INSIDE = 3;

/** Each word that was typed begins a word of what it is called. */
function fits(act: Act, offer: Offer, wanted: readonly string[]): boolean {
  const called = wordsIn(`${offer.label} ${offer.about ?? ''} ${t(wordsOf(act))}`);
  return wanted.every((word) => called.some((name) => (word.length < INSIDE ? name.startsWith(word) : name.includes(word))));
}

/** Without case, accents and marks: „Şahin“ is found by `sahin`. */
function wordsIn(text: string): string[] {
  return text
    .normalize('NFD')
    .replace(/[\p{M}\u2066-\u2069]/gu, '')
    .toLocaleLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
