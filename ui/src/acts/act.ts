// What an act is: something that the agent can do in a window, by a key, from the palette, or with a button.
import type Check from '@lucide/svelte/icons/check';
import type { ChatRow } from '../generated/ChatRow';
import type { Chord } from './chord';
import type { Work } from './work';

/** Names of acts, as their own keys are kept under them. */
export type ActId =
  | 'send'
  | 'new_line'
  | 'other_field'
  | 'consult'
  | 'conference'
  | 'transfer'
  | 'withdraw'
  | 'end'
  | 'mark_done'
  | 'disposition'
  | 'note'
  | 'dismiss_notice'
  | 'end_consultation'
  | 'ask_consulted'
  | 'hand_over_consulted'
  | 'consultation'
  | 'pick_another'
  | 'remove_participant'
  | 'silence'
  | 'own_window'
  | 'search'
  | 'transcript_copy'
  | 'transcript_save'
  | 'accept_invitation'
  | 'decline_invitation'
  | 'waiting_chats'
  | 'next_chat'
  | 'chat'
  | 'next_region'
  | 'previous_region'
  | 'back'
  | 'commands'
  | 'filter_chats'
  | 'team'
  | 'favourite'
  | 'team_view'
  | 'state'
  | StateAct
  | 'do_not_disturb'
  | 'settings'
  | 'why'
  | 'keys'
  | 'zoom'
  | 'zoom_reset'
  | 'close_window'
  | 'sign_out'
  | 'quit';

/** My state, each of them. */
export type StateAct =
  | 'state_ready'
  | 'state_break'
  | 'state_meeting'
  | 'state_training'
  | 'state_other_work'
  | 'state_reason'
  | 'state_after_work';

/** Under which heading it stands among all keys. */
export type Group = 'writing' | 'chat' | 'invitations' | 'switch' | 'find' | 'window';

/** One thing that can be done now. */
export interface Offer {
  /** Among those of its act. */
  readonly key: string;
  readonly label: string;
  /** What belongs to it, smaller. */
  readonly about?: string | null;
  /** The contact sees nothing of it. */
  readonly private?: boolean;
  readonly danger?: boolean;
  /** The chat that it leads to. */
  readonly row?: ChatRow;
  /** Its own keys, where the act has a row of them. */
  readonly keys?: Chord;
  run(): unknown;
}

export interface Act {
  readonly id: ActId;
  readonly group: Group;
  readonly icon: typeof Check;
  /** By default; none: it stands in the palette alone, until the agent gives it some. */
  readonly keys: Chord | null;
  /** How its keys are shown where they are more than one. */
  readonly shown?: readonly string[];
  /** The keys belong to something that cannot have others. */
  readonly fixed?: true;
  /** It has its place among all keys, and none in the palette. */
  readonly keyOnly?: true;
  /** Its keys do nothing at once where there is a choice, or something to lose: they ask, with nothing but these offers. */
  readonly asks?: true;
  /** What of it can be done now: a key does the first, the palette lists all. */
  offers(work: Work): readonly Offer[];
}
