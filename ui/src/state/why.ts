// The decisions as plain lines, for the clipboard: what the rows show and nothing else.
import type { DecisionRow } from '../generated/DecisionRow';
import type { L10n } from '../l10n/l10n.svelte';

/** Marks that turn the direction, and Fluent's isolating ones. */
const MARKS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: They are what is looked for.
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;

/** One line per decision, newest first. A contact's name cannot break the line. */
export function plainLines(rows: readonly DecisionRow[], l10n: L10n): string {
  return rows
    .map((row) =>
      [
        l10n.stamp(row.at),
        row.chat ?? l10n.t('why-no-chat'),
        l10n.phrase(row.cause),
        row.effects.map((effect) => l10n.phrase(effect)).join(', '),
      ]
        .map(plain)
        .join(' | '),
    )
    .join('\n');
}

function plain(text: string): string {
  return text.replace(MARKS, '').replace(CONTROLS, ' ').trim();
}
