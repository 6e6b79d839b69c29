// What the choices of a state are called, and how long one has been in it. Shape and word of the state itself come from
// the desktop.
import type { StateAct } from '../../acts/act';
import type { AgentState } from '../../generated/AgentState';
import { t } from '../../l10n/l10n.svelte';

/** In the menu, below its heading, where the reason is enough. */
export function choiceId(state: AgentState): string {
  switch (state.kind) {
    case 'ready':
      return 'state-ready';
    case 'after_work':
      return 'state-after-work';
    case 'logged_out':
    case 'unsupported':
      return 'state-not-ready';
    case 'not_ready':
      switch (state.reason) {
        case 'break':
          return 'state-break';
        case 'meeting':
          return 'state-meeting';
        case 'training':
          return 'state-training';
        case 'other_work':
          return 'state-other-work';
        case 'signed_in':
        case 'no_answer':
        case 'unsupported':
          return 'state-not-ready';
      }
  }
}

/** The act that sets it; none: it is no choice. */
export function actOf(state: AgentState): StateAct | null {
  const id = choiceId(state);
  return id === 'state-not-ready' ? null : (id.replaceAll('-', '_') as StateAct);
}

export function testidOf(state: AgentState): string {
  return `state-${(state.kind === 'not_ready' ? state.reason : state.kind).replace('_', '-')}`;
}

export function sameState(a: AgentState, b: AgentState): boolean {
  return a.kind === b.kind && (a.kind !== 'not_ready' || b.kind !== 'not_ready' || a.reason === b.reason);
}

/** „seit 42 min“, „seit 1:05 h“. */
export function sinceWords(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  if (minutes < 60) return t('state-since-minutes', { minutes });
  return t('state-since-hours', { time: `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}` });
}
