// The states an agent can choose, and how each is called and shown.
import type { AgentState } from '../../generated/AgentState';

export const CHOICES: readonly AgentState[] = [
  { kind: 'ready' },
  { kind: 'not_ready', reason: 'break' },
  { kind: 'not_ready', reason: 'meeting' },
  { kind: 'not_ready', reason: 'training' },
  { kind: 'not_ready', reason: 'other_work' },
  { kind: 'after_work' },
];

/** Fluent id of the state with its reason. */
export function stateId(state: AgentState): string {
  switch (state.kind) {
    case 'ready':
      return 'state-ready';
    case 'after_work':
      return 'state-after-work';
    case 'logged_out':
      return 'state-logged-out';
    case 'unsupported':
      return 'state-unsupported';
    case 'not_ready':
      switch (state.reason) {
        case 'signed_in':
          return 'state-signed-in';
        case 'break':
          return 'state-break';
        case 'meeting':
          return 'state-meeting';
        case 'training':
          return 'state-training';
        case 'other_work':
          return 'state-other-work';
        case 'no_answer':
          return 'state-no-answer';
        case 'unsupported':
          return 'state-not-ready';
      }
  }
}

export function dotClass(state: AgentState): string {
  switch (state.kind) {
    case 'ready':
      return '';
    case 'after_work':
      return 'busy';
    case 'not_ready':
    case 'logged_out':
    case 'unsupported':
      return 'away';
  }
}

export function sameState(a: AgentState, b: AgentState): boolean {
  return a.kind === b.kind && (a.kind !== 'not_ready' || b.kind !== 'not_ready' || a.reason === b.reason);
}
