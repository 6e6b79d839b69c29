// A backend without anything behind it: plays a scene (`?scene=…&lang=…&theme=…`) and answers what the agent does just
// enough to see the UI move. Not part of a release.

import type { AskTranscript } from '../generated/AskTranscript';
import type { Change } from '../generated/Change';
import type { DecisionRow } from '../generated/DecisionRow';
import type { Draft } from '../generated/Draft';
import type { FindLines } from '../generated/FindLines';
import type { FindTargets } from '../generated/FindTargets';
import type { FindTeam } from '../generated/FindTeam';
import type { FoundLines } from '../generated/FoundLines';
import type { Input } from '../generated/Input';
import type { Language } from '../generated/Language';
import type { Line } from '../generated/Line';
import type { SettingsView } from '../generated/SettingsView';
import type { Targets } from '../generated/Targets';
import type { TeamView } from '../generated/TeamView';
import type { Theme } from '../generated/Theme';
import type { Thread } from '../generated/Thread';
import type { TranscriptLine } from '../generated/TranscriptLine';
import type { TranscriptView } from '../generated/TranscriptView';
import type { Update } from '../generated/Update';
import { l10n } from '../l10n/l10n.svelte';
import type { Backend } from './backend';
import { type SceneName, scene } from './scenes';
import { withSetting } from './signs';
import { RECENT, Team } from './team';
import { FakeTeam } from './team-view';
import { sceneOf, unfold, VIEWS, type ViewName } from './views';
import { inState, type Scene } from './workday';

export class FakeBackend implements Backend {
  /** Everything that was asked for, oldest first. */
  readonly inputs: Input[] = [];
  readonly name: SceneName;
  /** What the page was opened for: the scene, or a layer over it. */
  view: ViewName;
  scene: Scene;
  readonly team = new Team();
  settings: SettingsView;

  /** Acts of these kinds are not taken, as by a program that is coming to its end. */
  refuses: readonly Input['kind'][] = [];

  #onUpdate: ((update: Update) => void) | null = null;
  #revision = 0;
  #key = 0;
  #decided = 0;

  constructor(name: SceneName, language: Language = 'de', theme: Theme = 'system') {
    this.name = name;
    this.view = name;
    this.scene = scene(name, language, Date.now());
    this.settings = { language, theme, profile: name === 'torn-off' ? 'jana' : null, consultation_share: null };
  }

  async attach(onUpdate: (update: Update) => void): Promise<void> {
    this.#onUpdate = onUpdate;
    this.#revision = 0;
    onUpdate({ revision: 0, changes: this.#everything() });
  }

  async execute(input: Input): Promise<void> {
    if (this.refuses.includes(input.kind)) throw { code: 'stopping' };
    this.inputs.push(input);
    switch (input.kind) {
      case 'set':
        if (input.value.kind === 'language') this.settings = { ...this.settings, language: input.value.language };
        if (input.value.kind === 'theme') this.settings = { ...this.settings, theme: input.value.theme };
        if (input.setting === 'targets_flat') this.team.flat = input.value.kind === 'switch' && input.value.on;
        this.scene.attention = withSetting(this.scene.attention, input.setting, input.value);
        return this.tell({ part: 'settings', settings: this.settings }, { part: 'attention', attention: this.scene.attention });
      case 'set_do_not_disturb':
        this.scene.attention = { ...this.scene.attention, do_not_disturb_until: input.until };
        return this.tell({ part: 'attention', attention: this.scene.attention });
      case 'silence':
        if (this.scene.chat?.case === input.case) this.scene.chat = { ...this.scene.chat, silenced: input.silenced };
        this.scene.list = {
          ...this.scene.list,
          chats: this.scene.list.chats.map((row) => (row.case === input.case ? { ...row, silenced: input.silenced } : row)),
        };
        return this.tell({ part: 'chat', chat: this.scene.chat }, { part: 'list', list: this.scene.list });
      case 'consultation_share':
        this.settings = { ...this.settings, consultation_share: input.share };
        return this.tell({ part: 'settings', settings: this.settings });
      case 'dismiss_not_ready':
        this.scene.me = { ...this.scene.me, notice: null };
        return this.tell({ part: 'me', me: this.scene.me });
      case 'waiting':
        return this.tell({ part: 'waiting', waiting: input.queue === null ? null : this.scene.waiting });
      case 'quit':
        this.scene.quit = null;
        return this.tell({ part: 'quit', quit: null });
      case 'send':
        return this.say(input.thread, { side: 'mine', author: this.scene.me.name, text: input.text });
      case 'read_whole':
        if (!input.wanted) return;
        return this.tell({ part: 'pulled', case: input.case, thread: input.thread, entries: this.scene.main.length, whole: true });
      case 'dismiss_notice':
        if (!this.scene.chat) return;
        this.scene.chat = { ...this.scene.chat, notices: this.scene.chat.notices.filter((notice) => notice.id !== input.notice) };
        return this.tell({ part: 'chat', chat: this.scene.chat });
      case 'select_consultation':
        if (!this.scene.chat) return;
        this.scene.chat = { ...this.scene.chat, selected_consultation: input.consultation };
        return this.tell({ part: 'chat', chat: this.scene.chat });
      case 'favour':
        return this.team.favour(input.target, input.target.kind, input.category);
      case 'disfavour':
        return this.team.disfavour(input.target);
      case 'rename_category':
        return this.team.renameCategory(input.from, input.to);
      case 'team':
        if (input.open) this.#setAside = this.scene.chat ?? this.#setAside;
        this.scene.chat = input.open ? null : (this.scene.chat ?? this.#setAside);
        return this.tell({ part: 'chat', chat: this.scene.chat });
      case 'do':
        if ('target' in input.command) this.team.remember(input.command.target);
        if (input.command.kind === 'set_state') {
          this.scene.me = { ...inState(this.scene.me, input.command.state), state_since: Date.now(), notice: null };
          return this.tell({ part: 'me', me: this.scene.me });
        }
        return;
      default:
        return;
    }
  }

  async decisions(): Promise<DecisionRow[]> {
    return this.scene.decisions;
  }

  /** What stands on the clipboard. */
  clipboard = '';
  /** What is proposed for any word; null: none is misspelt. */
  guesses: readonly string[] | null = null;
  readonly learned: string[] = [];

  async readClipboard(): Promise<string> {
    return this.clipboard;
  }

  async spelling(event: MouseEvent): Promise<readonly string[] | null> {
    event.preventDefault();
    return this.guesses;
  }

  async learn(word: string): Promise<void> {
    this.learned.push(word);
  }

  /** What was saved. */
  readonly saved: { name: string; text: string }[] = [];

  async findLines({ thread, text }: FindLines): Promise<FoundLines> {
    const needle = text.trim().toLowerCase();
    const all = thread.kind === 'main' ? this.scene.main : (this.scene.threads[thread.consultation] ?? []);
    const lines = all.flatMap(({ key, body }) => {
      const words = body.kind === 'system' || needle === '' ? '' : body.text.toLowerCase();
      const ranges: [number, number][] = [];
      for (let at = words.indexOf(needle); words !== '' && at >= 0; at = words.indexOf(needle, at + needle.length))
        ranges.push([at, at + needle.length]);
      return ranges.length > 0 ? [{ key, ranges }] : [];
    });
    return { lines, total: lines.length };
  }

  async transcript({ readers }: AskTranscript): Promise<TranscriptView> {
    const { chat, main, threads } = this.scene;
    const lines: TranscriptLine[] = main.map((line) => ({ line, inside: { kind: 'no' } }));
    if (readers === 'inside')
      for (const line of Object.values(threads).flat()) lines.push({ line, inside: { kind: 'consultation', with: 'Katrin Richter' } });
    lines.sort((one, other) => one.line.at - other.line.at);
    return { contact: chat?.contact ?? '', queue: chat?.queue ?? '', opened_at: chat?.opened_at ?? null, lines, whole: true };
  }

  async saveText(file: { name: string; text: string }): Promise<boolean> {
    this.saved.push(file);
    return true;
  }

  /** What was opened in the browser. */
  readonly opened: string[] = [];

  async openAddress(address: string): Promise<void> {
    this.opened.push(address);
  }

  /** One more decision, as any event brings it. */
  decide(row: DecisionRow): void {
    this.scene.decisions = [row, ...this.scene.decisions].slice(0, 50);
    this.tell({ part: 'decided', decided: ++this.#decided });
  }

  /** Those of the Team view. */
  readonly teamView = new FakeTeam();
  #setAside: Scene['chat'] = null;

  async findTeam(question: FindTeam): Promise<TeamView> {
    return this.teamView.find(question, this.settings.language, this.#setAside);
  }

  async findTargets(question: FindTargets): Promise<Targets> {
    return this.team.find(question, this.scene, this.settings.language);
  }

  /** All that can be looked at. */
  readonly views: readonly ViewName[] = VIEWS;

  /** Opens what this view is about, as the agent does. */
  unfold(view = this.view): Promise<void> {
    return unfold(view);
  }

  /** Another moment, as if everything had happened at once. */
  show(name: SceneName): void {
    this.scene = scene(name, this.settings.language, Date.now());
    this.tell(...this.#everything());
  }

  /** Sends changes as the next update. */
  tell(...changes: Change[]): void {
    this.#onUpdate?.({ revision: ++this.#revision, changes });
  }

  /** Loses an update: the next one shows a gap. */
  lose(): void {
    this.#revision += 1;
  }

  say(thread: Thread, { side, author, text }: { side: 'mine' | 'contact' | 'colleague'; author: string; text: string }): void {
    const key = `said-${++this.#key}`;
    const line: Line = {
      key,
      at: Date.now(),
      body: { kind: 'message', author, role: null, side, text, state: { kind: 'sent' }, message: key },
    };
    if (this.scene.chat) this.tell({ part: 'entries', case: this.scene.chat.case, thread, lines: { op: 'append', lines: [line] } });
  }

  #everything(): Change[] {
    const { window, stage, connection, me, list, chat, main, threads, typing, tour, drafts, toast, attention, quit } = this.scene;
    const changes: Change[] = [
      { part: 'clock', now: Date.now() },
      { part: 'window', window },
      { part: 'settings', settings: this.settings },
      { part: 'attention', attention },
      { part: 'stage', stage },
      { part: 'connection', connection },
      { part: 'me', me: stage.kind === 'workspace' ? me : null },
      { part: 'list', list },
      { part: 'waiting', waiting: null },
      { part: 'chat', chat },
      { part: 'tour', tour },
      { part: 'quit', quit },
    ];
    if (chat) {
      changes.push({ part: 'entries', case: chat.case, thread: { kind: 'main' }, lines: { op: 'reset', lines: main, older: false } });
      changes.push({ part: 'typing', case: chat.case, thread: { kind: 'main' }, names: typing });
      for (const [consultation, lines] of Object.entries(threads)) {
        changes.push({
          part: 'entries',
          case: chat.case,
          thread: { kind: 'consultation', consultation },
          lines: { op: 'reset', lines, older: false },
        });
      }
      for (const [where, text] of Object.entries(drafts)) {
        const thread: Thread = where === 'main' ? { kind: 'main' } : { kind: 'consultation', consultation: where };
        const draft: Draft = { text, start: text.length, end: text.length };
        changes.push({ part: 'composer', case: chat.case, thread, draft });
      }
    }
    if (toast) changes.push({ part: 'toast', toast });
    return changes;
  }
}

/** All words 40 % longer, as some language will have them. */
function lengthen(): void {
  const say = l10n.t.bind(l10n);
  l10n.t = (id, args) => {
    const text = say(id, args);
    return text.replace(/\p{L}{3,}/gu, (word) => word + 'o'.repeat(Math.ceil(word.length * 0.4)));
  };
}

export function fakeOf(search: string): FakeBackend {
  const wish = new URLSearchParams(search);
  const view = VIEWS.find((view) => view === wish.get('scene')) ?? 'two-consultations';
  const theme: Theme = wish.get('theme') === 'dark' ? 'dark' : wish.get('theme') === 'light' ? 'light' : 'system';
  if (wish.has('longer')) lengthen();
  const fake = new FakeBackend(sceneOf(view), wish.get('lang') === 'en' ? 'en' : 'de', theme);
  fake.view = view;
  if (['communicator-favourites', 'communicator-flat', 'favourite-menu', 'category-dialog'].includes(view)) fake.team.withFavourites();
  if (view === 'communicator-recent') for (const target of RECENT) fake.team.remember(target);
  fake.team.flat = view === 'communicator-flat';
  // Pictures and tests reach it from outside.
  (globalThis as { fake?: FakeBackend }).fake = fake;
  return fake;
}
