// A window's copy of what the desktop shows: each change replaces its part. After a gap in the revisions the window
// attaches again and gets everything anew.
import type { Backend } from '../backend/backend';
import type { AttentionView } from '../generated/AttentionView';
import type { Change } from '../generated/Change';
import type { ChatView } from '../generated/ChatView';
import type { Command } from '../generated/Command';
import type { ConnectionView } from '../generated/ConnectionView';
import type { Input } from '../generated/Input';
import type { ListView } from '../generated/ListView';
import type { MeView } from '../generated/MeView';
import type { Phrase } from '../generated/Phrase';
import type { QuitView } from '../generated/QuitView';
import type { Setting } from '../generated/Setting';
import type { SettingsView } from '../generated/SettingsView';
import type { SettingValue } from '../generated/SettingValue';
import type { Stage } from '../generated/Stage';
import type { Thread } from '../generated/Thread';
import type { TourView } from '../generated/TourView';
import type { Update } from '../generated/Update';
import type { WaitingView } from '../generated/WaitingView';
import type { WindowView } from '../generated/WindowView';
import { l10n } from '../l10n/l10n.svelte';
import { clock } from './clock.svelte';
import { Composer } from './composer.svelte';
import { ThreadLines } from './lines.svelte';
import { changedList } from './list';
import { Note } from './note.svelte';
import { type ZoomStep, zoomed, zoomOf } from './zoom';

export interface Toast {
  readonly key: number;
  readonly phrase: Phrase;
}

const TOASTS_AT_MOST = 4;

/** What a window tells by itself: nothing of the agent's is lost with it. */
const BY_ITSELF: ReadonlySet<Input['kind']> = new Set([
  'typing',
  'scrolled',
  'list_busy',
  'communicator',
  'waiting',
  'team',
  'load_older',
  'draft',
  'words',
]);

export class Desk {
  window = $state.raw<WindowView>({ kind: 'main' });
  settings = $state.raw<SettingsView | null>(null);
  attention = $state.raw<AttentionView | null>(null);
  /** How many decisions there have been, for *Why did it ring?*. */
  decided = $state(0);
  /** None until the first update: the window is blank for that moment. */
  stage = $state.raw<Stage | null>(null);
  connection = $state.raw<ConnectionView>({ kind: 'online' });
  me = $state.raw<MeView | null>(null);
  list = $state.raw<ListView>({ invitations: [], oldest: null, chats: [], consultations: [], queues: [], first: null });
  /** Chats that came into the list while it was there: their rows draw a glance, once. */
  fresh = $state.raw<ReadonlySet<string>>(new Set());
  /** The queue whose waiting chats are looked at here, and which these are. */
  looking = $state<string | null>(null);
  waiting = $state.raw<WaitingView | null>(null);
  /** The invitation to whose answer the keyboard is to go, as of the last time that it was asked for. */
  attend = $state.raw<{ readonly invitation: string } | null>(null);
  chat = $state.raw<ChatView | null>(null);
  tour = $state.raw<TourView | null>(null);
  /** Whether to end the program is asked. */
  quit = $state.raw<QuitView | null>(null);
  toasts = $state.raw<readonly Toast[]>([]);
  /** Another number whenever others do something else, while the Team Communicator is open. */
  others = $state(0);

  /** What was done here in the shown chat. */
  readonly #done = new Set<string>();
  readonly #threads = new Map<string, ThreadLines>();
  readonly #composers = new Map<string, Composer>();
  readonly #notes = new Map<string, Note>();
  readonly #untold = new Set<() => Promise<void>>();
  #attachment = 0;
  #revision = -1;
  #toastKey = 0;
  #communicator = false;
  #team = false;

  constructor(readonly backend: Backend) {}

  /** Asks for everything, and from then on for each change. */
  async attach(): Promise<void> {
    // A late update of a former attachment must not touch the new one's state.
    const mine = ++this.#attachment;
    this.#revision = -1;
    await this.flushDrafts();
    await this.backend.attach((update) => {
      if (mine === this.#attachment) this.#take(update);
    });
    // A new attachment begins with nobody looking.
    if (this.#communicator) await this.communicator(true);
    if (this.#team) await this.team(true);
  }

  /** The Team Communicator opened or closed here: what all are doing is told while it is open. */
  async communicator(open: boolean): Promise<void> {
    this.#communicator = open;
    await this.execute({ kind: 'communicator', open });
  }

  /** The list of those that wait in this queue opens here, or closes. */
  async look(queue: string | null): Promise<void> {
    this.looking = queue;
    this.waiting = null;
    await this.execute({ kind: 'waiting', queue });
  }

  /** The Team view opened in the place of the chat, or closed: what all are doing is told while it is open. */
  async team(open: boolean): Promise<void> {
    this.#team = open;
    if (open) await this.flushDrafts();
    await this.execute({ kind: 'team', open });
  }

  /** Whether the desktop took it; if not, the agent is told. */
  execute = async (input: Input): Promise<boolean> => {
    try {
      await this.backend.execute(input);
      return true;
    } catch {
      if (!BY_ITSELF.has(input.kind)) this.tell({ id: 'call-failed', args: {} });
      return false;
    }
  };

  do(command: Command): Promise<boolean> {
    if ('case' in command) this.#done.add(`${command.kind}:${command.case}`);
    return this.execute({ kind: 'do', command });
  }

  /** Whether that was done in this window since the chat is shown. */
  did(kind: Command['kind'], caseId: string): boolean {
    return this.#done.has(`${kind}:${caseId}`);
  }

  set(setting: Setting, value: SettingValue): Promise<boolean> {
    return this.execute({ kind: 'set', setting, value });
  }

  /** Everything larger or smaller, in all windows. */
  async zoom(step: ZoomStep): Promise<void> {
    const percent = zoomed(zoomOf(this.attention?.settings), step);
    if (percent !== null) await this.set('zoom', { kind: 'zoom', percent });
  }

  /** Shows the next chat that needs me; the draft of this one is safe before. */
  async nextChat(from: string | null = null): Promise<void> {
    await this.flushDrafts();
    await this.execute({ kind: 'next_chat', from });
  }

  /** Everything that was written in this window reaches the desktop: before a move, and before the window goes. */
  async flushDrafts(): Promise<void> {
    const composers = [...this.#composers.values()].map((composer) => composer.flush());
    const notes = [...this.#notes.values()].map((note) => note.save());
    await Promise.all([...composers, ...notes, ...[...this.#untold].map((tell) => tell())]);
  }

  /** Words that stand in another place than a composer or a note are told likewise, until the given function is called. */
  hands(tell: () => Promise<void>): () => void {
    this.#untold.add(tell);
    return () => this.#untold.delete(tell);
  }

  async select(caseId: string): Promise<void> {
    await this.flushDrafts();
    await this.execute({ kind: 'select', case: caseId });
  }

  async tearOff(caseId: string): Promise<void> {
    await this.flushDrafts();
    await this.execute({ kind: 'tear_off', case: caseId });
  }

  async dock(caseId: string): Promise<void> {
    await this.flushDrafts();
    await this.execute({ kind: 'dock', case: caseId });
  }

  /** The program shall end; what is open is asked about first. */
  async wantQuit(): Promise<void> {
    await this.flushDrafts();
    await this.execute({ kind: 'want_quit' });
  }

  thread(caseId: string, thread: Thread): ThreadLines {
    return found(this.#threads, keyOf(caseId, thread), () => new ThreadLines());
  }

  composer(caseId: string, thread: Thread): Composer {
    return found(this.#composers, keyOf(caseId, thread), () => new Composer(caseId, thread, (input) => this.backend.execute(input)));
  }

  note(caseId: string, limitBytes: number): Note {
    return found(this.#notes, caseId, () => new Note(caseId, limitBytes, (command) => this.do(command)));
  }

  dismissToast(key: number): void {
    this.toasts = this.toasts.filter((toast) => toast.key !== key);
  }

  /** Something that only this window has to tell. The same words again take the place of those that stand, and stay anew. */
  tell(phrase: Phrase): void {
    const others = this.toasts.filter((toast) => !samePhrase(toast.phrase, phrase));
    this.toasts = [...others, { key: ++this.#toastKey, phrase }].slice(-TOASTS_AT_MOST);
  }

  #take(update: Update): void {
    if (update.revision === 0) {
      this.#threads.clear();
    } else if (update.revision !== this.#revision + 1) {
      void this.attach();
      return;
    }
    this.#revision = update.revision;
    const before = this.chat?.case;
    for (const change of update.changes) this.#apply(change);
    if (this.chat?.case !== before) this.#forgetOthers();
  }

  #apply(change: Change): void {
    switch (change.part) {
      case 'clock':
        clock.set(change.now);
        return;
      case 'window':
        this.window = change.window;
        return;
      case 'settings':
        this.settings = change.settings;
        l10n.language = change.settings.language;
        return;
      case 'attention':
        this.attention = change.attention;
        return;
      case 'decided':
        this.decided = change.decided;
        return;
      case 'stage':
        this.stage = change.stage;
        // The next one to sign in may be somebody else.
        if (change.stage.kind !== 'workspace') this.#notes.clear();
        return;
      case 'connection':
        this.connection = change.connection;
        // What was asked for by another connection is not answered any more.
        if (change.connection.kind === 'online') {
          for (const lines of this.#threads.values()) {
            lines.loading = false;
            lines.settle();
          }
        }
        return;
      case 'me':
        this.me = change.me;
        return;
      case 'list':
        this.#listIs(change.list);
        return;
      case 'list_changed':
        this.#listIs(changedList(this.list, change.changed));
        return;
      case 'waiting':
        // Closed there: the chat that was chosen is mine.
        if (this.waiting !== null && change.waiting === null) this.looking = null;
        this.waiting = change.waiting;
        return;
      case 'chat':
        this.chat = change.chat;
        return;
      case 'entries':
        this.thread(change.case, change.thread).apply(change.lines);
        return;
      case 'pulled':
        this.thread(change.case, change.thread).pulled = { entries: change.entries, whole: change.whole };
        return;
      case 'typing':
        this.thread(change.case, change.thread).typing = change.names;
        return;
      case 'toast':
        this.tell(change.toast);
        return;
      case 'attend':
        this.attend = { invitation: change.invitation };
        return;
      case 'others':
        this.others = change.version;
        return;
      case 'tour':
        this.tour = change.tour;
        return;
      case 'quit':
        this.quit = change.quit;
        return;
      case 'composer':
        this.composer(change.case, change.thread).place(change.draft);
        return;
    }
  }

  #listIs(list: ListView): void {
    const rows = (list: ListView) => [...list.chats, ...list.consultations].map((row) => row.case);
    const before = new Set(rows(this.list));
    // The first list is no news.
    this.fresh = this.#revision === 0 ? new Set() : new Set([...this.fresh, ...rows(list).filter((row) => !before.has(row))]);
    this.list = list;
  }

  /** Only the shown chat's lines are kept: showing another one brings its lines along. */
  #forgetOthers(): void {
    const shown = this.chat?.case;
    for (const done of this.#done) if (!shown || !done.endsWith(`:${shown}`)) this.#done.delete(done);
    for (const key of this.#threads.keys()) {
      if (!shown || !key.startsWith(`${shown}/`)) this.#threads.delete(key);
    }
  }
}

export function keyOf(caseId: string, thread: Thread): string {
  return thread.kind === 'main' ? `${caseId}/main` : `${caseId}/${thread.consultation}`;
}

export const MAIN: Thread = { kind: 'main' };

export function consultationThread(consultation: string): Thread {
  return { kind: 'consultation', consultation };
}

function samePhrase(one: Phrase, other: Phrase): boolean {
  const names = Object.keys(one.args);
  return (
    one.id === other.id && names.length === Object.keys(other.args).length && names.every((name) => one.args[name] === other.args[name])
  );
}

function found<V>(map: Map<string, V>, key: string, make: () => V): V {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}
