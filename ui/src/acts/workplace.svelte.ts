// What the agent does with the shown chat, whether by a button, a key or the palette; and the layers of the window in
// which it is asked for. Buttons, keys and palette do the same because they call the same.
import { createContext, tick } from 'svelte';
import type { Focus } from '../focus/focus.svelte';
import { reachable, spotOf } from '../focus/spots';
import type { ChatView } from '../generated/ChatView';
import type { InvitationCard } from '../generated/InvitationCard';
import type { Purpose } from '../generated/Purpose';
import { t } from '../l10n/l10n.svelte';
import type { Communicator } from '../state/communicator.svelte';
import { type Desk, MAIN } from '../state/desk.svelte';
import type { Panes } from '../state/panes.svelte';
import type { Act, ActId } from './act';
import { actOf, keysOfId, type OwnKeys, ownKeys } from './bindings';
import { ariaOf, type Chord, spoken } from './chord';
import { wordsOf } from './table';
import type { Layer, Work } from './work';

export class Workplace implements Work {
  layer = $state<Layer | null>(null);
  /** The palette asks about this act alone. */
  only = $state.raw<Act | null>(null);
  /** Whether to end the shown chat is being asked. */
  ending = $state(false);
  /** What the shown chat is being written out for. */
  writing = $state<'copy' | 'save' | null>(null);
  /** The last wish to search, in the chat or in its consultation. */
  searched = $state.raw({ times: 0, inside: false });
  /** *Mark done* was asked for though something is missing: it is pointed out. */
  missingWanted = $state(false);

  constructor(
    readonly desk: Desk,
    readonly panes: Panes,
    readonly communicator: Communicator,
    readonly focus: Focus,
  ) {}

  get chat(): ChatView | null {
    return this.desk.chat;
  }

  get online(): boolean {
    return this.desk.connection.kind === 'online';
  }

  /** Another chat is shown: what was asked about this one is not asked any more. */
  leaveChat(): void {
    this.ending = false;
    this.missingWanted = false;
    this.writing = null;
    this.communicator.leave();
  }

  open(layer: Layer, only: Act | null = null): void {
    this.panes.close();
    this.only = only;
    this.layer = layer;
  }

  /** Counts the wishes to filter the list of chats; where that is folded away it unfolds. */
  filtered = $state(0);

  filterChats(): void {
    if (this.panes.narrow && this.chat && !this.panes.list) this.panes.show('list');
    this.filtered += 1;
  }

  /** A column that is folded away unfolds for it. */
  async toField(name: 'disposition' | 'note'): Promise<void> {
    const find = () => [...document.querySelectorAll<HTMLElement>(`[data-testid=${name}]`)].find(reachable);
    if (!find()) this.panes.show('context');
    await tick();
    find()?.focus();
  }

  async toConsultation(chat: ChatView, consultation: string): Promise<void> {
    this.unfolded += 1;
    await this.desk.flushDrafts();
    await this.desk.execute({ kind: 'select_consultation', case: chat.case, consultation });
    await tick();
    this.focus.go('consultation');
  }

  /** Whether the Team Communicator can be opened for that. */
  canAsk(chat: ChatView, purpose: Purpose): boolean {
    const allowed = {
      consult: chat.can.includes('consult'),
      conference: chat.can.includes('ask_conference'),
      transfer: chat.can.includes('ask_transfer') || chat.can.includes('ask_transfer_to_queue'),
    };
    return allowed[purpose] && this.online && !chat.busy.includes(purpose);
  }

  canEnd(chat: ChatView): boolean {
    return chat.can.includes('end') && this.online && !chat.busy.includes('end');
  }

  /** Asks first if something would be lost. */
  end(chat: ChatView): void {
    const draft = this.desk.composer(chat.case, MAIN).text.trim() !== '' || chat.has_draft;
    const loses = draft || chat.consultations.some((pane) => pane.mine && pane.ended === null);
    const forOthers = chat.end_effect === 'whole_chat' && chat.participants.length > 0;
    // Nobody is left without an answer by mistake.
    const waits = chat.reminder !== null;
    if (waits || loses || forOthers) this.ending = true;
    else void this.desk.do({ kind: 'end_interaction', case: chat.case });
  }

  /** In the consultation only if its lines are open. */
  search(): void {
    const inside =
      spotOf(document.activeElement) === 'consultation' || document.activeElement?.closest('[data-testid=consultation]') != null;
    const open = document.querySelector('[data-testid=consultation-transcript]') !== null;
    this.searched = { times: this.searched.times + 1, inside: inside && open };
  }

  /** What *Mark done* still waits for. */
  isMissing(chat: ChatView): boolean {
    const dispositions = chat.can.includes('set_disposition') && chat.dispositions.length > 0;
    return dispositions && chat.disposition_required && chat.disposition === null;
  }

  markDone(chat: ChatView): void {
    this.missingWanted = true;
    if (this.isMissing(chat)) this.focus.go('wrap-up');
    else void this.desk.do({ kind: 'mark_done', case: chat.case, thread: MAIN });
  }

  canAnswer(invitation: InvitationCard): boolean {
    return !invitation.busy && this.online;
  }

  /** What is being written is safe before another chat comes. */
  async accept(invitation: InvitationCard): Promise<void> {
    await this.desk.flushDrafts();
    await this.desk.do({ kind: 'accept_invitation', invitation: invitation.invitation });
  }

  async showWaiting(queue: string): Promise<void> {
    if (this.panes.narrow && this.chat && !this.panes.list) this.panes.show('list');
    await this.desk.look(queue);
  }

  /** As with an invitation. */
  async take(caseId: string): Promise<void> {
    await this.desk.flushDrafts();
    await this.desk.do({ kind: 'take_chat', case: caseId });
  }

  /** From the field of the chat to that of the consultation and back. */
  async toOtherField(): Promise<void> {
    const inPrivate = spotOf(document.activeElement) === 'consultation';
    if (!inPrivate) this.unfolded += 1;
    await tick();
    this.focus.go(inPrivate ? 'chat' : 'consultation');
  }

  /** Counts the wishes for the consultation's field: a folded one unfolds. */
  unfolded = $state(0);

  /** Whom to find in the Team Communicator as soon as that chat is shown again. */
  #asked: { case: string; name: string } | null = null;

  /** A colleague was chosen in the Team view: the chat that was selected last is shown, and asks. */
  consultFromTeam(caseId: string, name: string): void {
    this.#asked = { case: caseId, name };
    this.panes.leaveTeam();
  }

  /** Another chat is shown than before. */
  arrived(): void {
    const { chat } = this;
    const asked = this.#asked;
    if (!chat || !asked) return;
    this.#asked = null;
    if (chat.case !== asked.case || !this.canAsk(chat, 'consult')) return;
    this.communicator.show(chat.case, 'consult');
    this.communicator.search(asked.name);
  }

  async show(caseId: string): Promise<void> {
    this.panes.close();
    await this.desk.select(caseId);
  }

  get own(): OwnKeys {
    return ownKeys(this.desk.attention?.settings);
  }

  keys(id: ActId): Chord | null {
    return keysOfId(id, this.own);
  }

  /** For a button's tooltip: what it does, and by which keys. */
  tip(id: ActId, name: string): string {
    const keys = this.keys(id);
    return keys === null ? name : `${name} (${spoken(keys)})`;
  }

  aria(id: ActId): string | undefined {
    const keys = this.keys(id);
    return keys === null ? undefined : ariaOf(keys);
  }

  /** Whether those keys are for anything here. */
  knows(chord: Chord): boolean {
    const act = actOf(chord, this.own);
    return act !== null && (act.fixed !== true || act.id === 'chat');
  }

  /** Does what those keys are for. */
  press(chord: Chord): void {
    const act = actOf(chord, this.own);
    if (!act) return;
    const offers = act.offers(this);
    const offer = act.id === 'chat' ? offers.find((offer) => offer.keys === chord) : offers[0];
    if (act.asks && offer && (offers.length > 1 || offer.danger)) this.open('commands', act);
    else if (offer) void offer.run();
    // What cannot be done now is said: a key that does nothing looks broken.
    else if (act.id !== 'chat') this.desk.tell({ id: 'command-not-now', args: { command: t(wordsOf(act)) } });
  }
}

export const [getWorkplace, setWorkplace] = createContext<Workplace>();
