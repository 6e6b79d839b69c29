// Which rows fit what was typed: every word of it somewhere in the name or in the second line, without case and marks.
import type { ChatRow } from '../../generated/ChatRow';
import { l10n } from '../../l10n/l10n.svelte';

/** With fewer chats one look is faster. */
export const FILTER_FROM = 12;

export function fits(row: ChatRow, wanted: string): boolean {
  const words = plain(wanted).split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const text = plain(`${row.contact} ${l10n.phrase(row.preview)}`);
  return words.every((word) => text.includes(word));
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\p{M}\u2066-\u2069]/gu, '')
    .replace(/ß/g, 'ss')
    .replace(/ı/g, 'i')
    .toLocaleLowerCase();
}
