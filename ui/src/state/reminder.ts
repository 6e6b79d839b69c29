// How urgent a reply is, by the desktop's moments and this window's clock.
import type { ReminderView } from '../generated/ReminderView';

export type ReminderLevel = 'green' | 'yellow' | 'red';

export function levelOf(reminder: ReminderView, now: number): ReminderLevel {
  if (now >= reminder.red_at) return 'red';
  return now >= reminder.yellow_at ? 'yellow' : 'green';
}
