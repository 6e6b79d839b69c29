// What acts need of the window: what the shown chat allows now, and how it is done.
import type { Focus } from '../focus/focus.svelte';
import type { ChatView } from '../generated/ChatView';
import type { InvitationCard } from '../generated/InvitationCard';
import type { Purpose } from '../generated/Purpose';
import type { Communicator } from '../state/communicator.svelte';
import type { Desk } from '../state/desk.svelte';
import type { Panes } from '../state/panes.svelte';

/** What lies over the window and is opened by a key alone. */
export type Layer = 'commands' | 'keys' | 'own-keys';

export interface Work {
  readonly desk: Desk;
  readonly panes: Panes;
  readonly communicator: Communicator;
  readonly focus: Focus;
  readonly chat: ChatView | null;
  readonly online: boolean;
  /** What the shown chat is being written out for. */
  writing: 'copy' | 'save' | null;
  open(layer: Layer): void;
  /** To the field that narrows the list of chats. */
  filterChats(): void;
  /** To a field beside the chat. */
  toField(name: 'disposition' | 'note'): Promise<void>;
  toConsultation(chat: ChatView, consultation: string): Promise<void>;
  canAsk(chat: ChatView, purpose: Purpose): boolean;
  canEnd(chat: ChatView): boolean;
  end(chat: ChatView): void;
  search(): void;
  markDone(chat: ChatView): void;
  canAnswer(invitation: InvitationCard): boolean;
  accept(invitation: InvitationCard): Promise<void>;
  /** The list of those that wait in a queue. */
  showWaiting(queue: string): Promise<void>;
  toOtherField(): Promise<void>;
  show(caseId: string): Promise<void>;
}
