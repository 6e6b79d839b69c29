// Whether anything may disturb now; and when do-not-disturb ends: after a while, or at the next time of day that was asked for.
import type { AttentionView } from '../generated/AttentionView';
import { isOn } from './settings';

/** Nothing disturbs: by my own wish until then; none: because the system wants quiet. */
export interface Quiet {
  readonly until: number | null;
}

/** None: signs are given. */
export function quietNow(attention: AttentionView | null, now: number): Quiet | null {
  const until = attention?.do_not_disturb_until ?? null;
  if (until !== null && until > now) return { until };
  return isOn('respect_system', attention?.settings) && attention?.system.quiet === 'on' ? { until: null } : null;
}

/** The choices in the menu, in minutes. */
export const WHILES = [30, 60, 120] as const;

const DAY_MS = 86_400_000;

/** The next moment at which clocks here show that time (`14:30`, also `14.30`, `1430` or `14`), at most a day ahead. None: it is no time. */
export function nextAt(time: string, now: number): number | null {
  const found = /^([01]?\d|2[0-3])(?:[:. ]?([0-5]\d))?$/.exec(time.trim());
  if (!found) return null;
  const at = new Date(now);
  at.setHours(Number(found[1]), Number(found[2] ?? 0), 0, 0);
  // By the calendar, not by 24 hours: clocks are put forward and back.
  if (at.getTime() <= now) at.setDate(at.getDate() + 1);
  return Math.min(at.getTime(), now + DAY_MS);
}

/** What the field proposes: the next full hour that is at least half an hour ahead. */
export function proposal(now: number): string {
  const at = new Date(now + 90 * 60_000);
  return `${String(at.getHours()).padStart(2, '0')}:00`;
}
