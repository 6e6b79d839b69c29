// What the choices of a state are called, and how long one has been in it. Shape and word of the state itself come from
// the desktop.
import type { StateAct } from '../../acts/act';
import type { AgentState } from '../../generated/AgentState';
import type { StateChoice } from '../../generated/StateChoice';
import { t } from '../../l10n/l10n.svelte';

/** Reasons that have words here, because centres that name none have these. */
const USUAL: Readonly<Record<string, string>> = {
  break: 'state-break',
  meeting: 'state-meeting',
  training: 'state-training',
  other_work: 'state-other-work',
};

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
      return USUAL[state.reason] ?? 'state-not-ready';
  }
}

/** What a choice is called: by the centre, or with a word of ours. */
export const choiceName = ({ state, name }: StateChoice) => name ?? t(choiceId(state));

/** The act that sets it; none: it is no choice. */
export function actOf(state: AgentState): StateAct | null {
  const id = choiceId(state);
  return id === 'state-not-ready' ? null : (id.replaceAll('-', '_') as StateAct);
}

export function testidOf(state: AgentState): string {
  return `state-${(state.kind === 'not_ready' ? state.reason : state.kind).replaceAll('_', '-')}`;
}

export function sameState(a: AgentState, b: AgentState): boolean {
  return a.kind === b.kind && (a.kind !== 'not_ready' || b.kind !== 'not_ready' || a.reason === b.reason);
}

/** „seit 9 s“, „seit 42 min“, „seit 1:05 h“. */
export function sinceWords(ms: number): string {
  if (ms < 60_000) return t('state-since-seconds', { seconds: Math.max(0, Math.floor(ms / 1_000)) });
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 60) return t('state-since-minutes', { minutes });
  return t('state-since-hours', { time: `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}` });
}
