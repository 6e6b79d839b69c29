// The one table of acts. Keys, palette, the page of all keys, tooltips and settings are drawn from it: an act that is not
// here has no key, and none is named anywhere else. Ctrl+Shift and a letter is for the chat; Ctrl+Alt is AltGr and stays
// free, as do those keys that GTK takes for itself (Ctrl+Shift+U, I and E).
import AppWindow from '@lucide/svelte/icons/app-window';
import ArrowLeftRight from '@lucide/svelte/icons/arrow-left-right';
import ArrowRight from '@lucide/svelte/icons/arrow-right';
import Bell from '@lucide/svelte/icons/bell';
import BellOff from '@lucide/svelte/icons/bell-off';
import Check from '@lucide/svelte/icons/check';
import CircleArrowRight from '@lucide/svelte/icons/circle-arrow-right';
import CircleCheck from '@lucide/svelte/icons/circle-check';
import CommandIcon from '@lucide/svelte/icons/command';
import Copy from '@lucide/svelte/icons/copy';
import FileDown from '@lucide/svelte/icons/file-down';
import Funnel from '@lucide/svelte/icons/funnel';
import Keyboard from '@lucide/svelte/icons/keyboard';
import Lock from '@lucide/svelte/icons/lock';
import LogOut from '@lucide/svelte/icons/log-out';
import MessageCircleQuestionMark from '@lucide/svelte/icons/message-circle-question-mark';
import MessagesSquare from '@lucide/svelte/icons/messages-square';
import Search from '@lucide/svelte/icons/search';
import Send from '@lucide/svelte/icons/send';
import Settings from '@lucide/svelte/icons/settings';
import SquarePen from '@lucide/svelte/icons/square-pen';
import Star from '@lucide/svelte/icons/star';
import Tag from '@lucide/svelte/icons/tag';
import Undo2 from '@lucide/svelte/icons/undo-2';
import UserMinus from '@lucide/svelte/icons/user-minus';
import UserPlus from '@lucide/svelte/icons/user-plus';
import Users from '@lucide/svelte/icons/users';
import UsersRound from '@lucide/svelte/icons/users-round';
import X from '@lucide/svelte/icons/x';
import type { Act, StateAct } from './act';
import * as chat from './offers-chat';
import * as window from './offers-window';

const none = () => [];
const STATES: readonly StateAct[] = [
  'state_ready',
  'state_break',
  'state_meeting',
  'state_training',
  'state_other_work',
  'state_reason',
  'state_after_work',
];

export const ACTS: readonly Act[] = [
  { id: 'send', group: 'writing', icon: Send, keys: 'Enter', fixed: true, keyOnly: true, offers: none },
  { id: 'new_line', group: 'writing', icon: Send, keys: 'Shift+Enter', fixed: true, keyOnly: true, offers: none },

  { id: 'consult', group: 'chat', icon: MessagesSquare, keys: 'Mod+Shift+R', offers: chat.communicator('consult') },
  { id: 'other_field', group: 'writing', icon: Lock, keys: 'Mod+I', offers: chat.otherField },
  { id: 'conference', group: 'chat', icon: UserPlus, keys: 'Mod+Shift+K', offers: chat.communicator('conference') },
  { id: 'transfer', group: 'chat', icon: ArrowLeftRight, keys: 'Mod+Shift+W', offers: chat.communicator('transfer') },
  { id: 'withdraw', group: 'chat', icon: Undo2, keys: 'Mod+Shift+Y', offers: chat.withdraw },
  { id: 'pick_another', group: 'chat', icon: MessagesSquare, keys: null, offers: chat.pickAnother },
  { id: 'ask_consulted', group: 'chat', icon: UserPlus, keys: null, offers: chat.askConsulted },
  { id: 'hand_over_consulted', group: 'chat', icon: ArrowLeftRight, keys: null, offers: chat.handOverConsulted },
  { id: 'consultation', group: 'chat', icon: MessagesSquare, keys: null, offers: chat.otherConsultations },
  { id: 'remove_participant', group: 'chat', icon: UserMinus, keys: 'Mod+Shift+L', asks: true, offers: chat.removeParticipant },
  { id: 'end_consultation', group: 'chat', icon: X, keys: 'Mod+Shift+D', offers: chat.endConsultation },
  { id: 'end', group: 'chat', icon: X, keys: 'Mod+Shift+B', offers: chat.end },
  { id: 'mark_done', group: 'chat', icon: CircleCheck, keys: 'Mod+Shift+F', offers: chat.markDone },
  { id: 'disposition', group: 'chat', icon: Tag, keys: null, offers: chat.disposition },
  { id: 'note', group: 'chat', icon: SquarePen, keys: null, offers: chat.note },
  { id: 'dismiss_notice', group: 'chat', icon: X, keys: null, offers: chat.dismissNotice },
  { id: 'silence', group: 'chat', icon: Bell, keys: null, offers: chat.silence },
  { id: 'own_window', group: 'chat', icon: AppWindow, keys: 'Mod+Shift+O', offers: chat.ownWindow },

  { id: 'search', group: 'chat', icon: Search, keys: 'Mod+F', offers: chat.search },
  { id: 'transcript_copy', group: 'chat', icon: Copy, keys: null, offers: chat.transcript('copy') },
  { id: 'transcript_save', group: 'chat', icon: FileDown, keys: null, offers: chat.transcript('save') },

  { id: 'accept_invitation', group: 'invitations', icon: Check, keys: 'Mod+Shift+A', offers: window.accept },
  { id: 'decline_invitation', group: 'invitations', icon: X, keys: 'Mod+Shift+X', offers: window.decline },
  { id: 'waiting_chats', group: 'invitations', icon: UsersRound, keys: null, offers: window.waitingChats },

  { id: 'next_chat', group: 'switch', icon: CircleArrowRight, keys: 'Mod+J', offers: window.nextChat },
  { id: 'chat', group: 'switch', icon: ArrowRight, keys: 'Mod+1', shown: ['1', '…', '9'], fixed: true, offers: window.chats },
  { id: 'next_region', group: 'switch', icon: ArrowRight, keys: 'F6', keyOnly: true, offers: window.region(1) },
  { id: 'previous_region', group: 'switch', icon: ArrowRight, keys: 'Shift+F6', keyOnly: true, offers: window.region(-1) },
  { id: 'back', group: 'switch', icon: Undo2, keys: 'Escape', fixed: true, keyOnly: true, offers: none },

  { id: 'commands', group: 'find', icon: CommandIcon, keys: 'Mod+K', keyOnly: true, offers: window.layer('commands') },
  { id: 'filter_chats', group: 'find', icon: Funnel, keys: 'Mod+L', offers: window.filterChats },
  { id: 'team_view', group: 'find', icon: Users, keys: 'Mod+Shift+T', offers: window.teamView },
  { id: 'team', group: 'find', icon: Users, keys: 'Mod+T', offers: chat.team },
  { id: 'favourite', group: 'find', icon: Star, keys: 'Mod+D', offers: chat.favourite },

  { id: 'state', group: 'window', icon: CircleCheck, keys: 'Mod+Shift+S', keyOnly: true, offers: window.stateMenu },
  ...STATES.map((id): Act => ({ id, group: 'window', icon: CircleCheck, keys: null, offers: window.inState(id) })),
  { id: 'do_not_disturb', group: 'window', icon: BellOff, keys: 'Mod+Shift+N', asks: true, offers: window.doNotDisturb },
  { id: 'settings', group: 'window', icon: Settings, keys: 'Mod+,', offers: window.page('settings') },
  { id: 'why', group: 'window', icon: MessageCircleQuestionMark, keys: null, offers: window.page('why') },
  { id: 'keys', group: 'window', icon: Keyboard, keys: 'F1', offers: window.layer('keys') },
  { id: 'zoom', group: 'window', icon: AppWindow, keys: 'Mod++', shown: ['+', '−'], fixed: true, keyOnly: true, offers: none },
  { id: 'zoom_reset', group: 'window', icon: AppWindow, keys: 'Mod+0', fixed: true, keyOnly: true, offers: none },
  { id: 'close_window', group: 'window', icon: AppWindow, keys: 'Mod+W', fixed: true, keyOnly: true, offers: none },
  { id: 'quit', group: 'window', icon: X, keys: 'Mod+Q', fixed: true, keyOnly: true, offers: none },
  { id: 'sign_out', group: 'window', icon: LogOut, keys: null, offers: window.signOut },
];

/** `ask_consulted` as Fluent has it. */
export function wordsOf(act: Pick<Act, 'id'>): string {
  return `command-${act.id.replaceAll('_', '-')}`;
}
