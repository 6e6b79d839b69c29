// Until when do-not-disturb lasts, in words.
import { l10n, startOfDay } from '../../l10n/l10n.svelte';

export function untilWords(until: number, now: number): string {
  const at = l10n.time(until);
  return startOfDay(until) === startOfDay(now) ? l10n.t('dnd-on', { at }) : l10n.t('dnd-on-tomorrow', { at });
}

/** The same beside its sign, where there is little room. */
export function untilShort(until: number, now: number): string {
  const at = l10n.time(until);
  return startOfDay(until) === startOfDay(now) ? l10n.t('dnd-short', { at }) : l10n.t('dnd-short-tomorrow', { at });
}
