// What a window knows of others, and of its agent, is what it was told. Without a connection that is what was so last.
import { t } from '../l10n/l10n.svelte';
import type { Desk } from './desk.svelte';

/** Words for how somebody is: as they are, or as known last. Their dots turn grey by themselves (`base.css`). */
export function asKnown(desk: Desk, words: string): string {
  return desk.connection.kind === 'online' ? words : t('last-known', { what: words });
}
