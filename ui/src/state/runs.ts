// System lines that stand one after the other: from the fourth on they are one line, until somebody opens it.
import type { Line } from '../generated/Line';
import { startOfDay } from '../l10n/l10n.svelte';

const TOGETHER_AT_MOST = 3;

/** Lines from `first` to `last`, both included. */
export interface Run {
  readonly first: number;
  readonly last: number;
}

/** The runs that are long enough to be folded, by the places of their lines. A new day begins a new one. */
export function longRuns(lines: readonly Line[]): ReadonlyMap<number, Run> {
  const runs = new Map<number, Run>();
  let first = -1;
  const close = (end: number) => {
    if (first >= 0 && end - first > TOGETHER_AT_MOST) {
      const run = { first, last: end - 1 };
      for (let at = first; at < end; at++) runs.set(at, run);
    }
    first = -1;
  };
  for (const [at, line] of lines.entries()) {
    const before = lines[at - 1];
    // One with a note is there to be read.
    const system = line.body.kind === 'system' && !line.body.note;
    if (!system || (first >= 0 && before && startOfDay(before.at) !== startOfDay(line.at))) close(at);
    if (system && first < 0) first = at;
  }
  close(lines.length);
  return runs;
}
