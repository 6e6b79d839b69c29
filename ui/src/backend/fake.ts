// A backend without anything behind it: plays a scene (`?scene=…&lang=…&theme=…`) and answers what the agent does just
// enough to see the UI move. Not part of a release.

import type { AskTranscript } from '../generated/AskTranscript';
import type { Change } from '../generated/Change';
import type { ConsultTarget } from '../generated/ConsultTarget';
import type { DecisionRow } from '../generated/DecisionRow';
import type { Draft } from '../generated/Draft';
import type { FindLines } from '../generated/FindLines';
import type { FindTargets } from '../generated/FindTargets';
import type { FoundLines } from '../generated/FoundLines';
import type { Input } from '../generated/Input';
import type { Language } from '../generated/Language';
import type { Line } from '../generated/Line';
import type { SettingsView } from '../generated/SettingsView';
import type { TargetKind } from '../generated/TargetKind';
import type { TargetRow } from '../generated/TargetRow';
import type { Targets } from '../generated/Targets';
import type { Theme } from '../generated/Theme';
import type { Thread } from '../generated/Thread';
import type { TranscriptLine } from '../generated/TranscriptLine';
import type { TranscriptView } from '../generated/TranscriptView';
import type { Update } from '../generated/Update';
import { l10n } from '../l10n/l10n.svelte';
import type { Backend } from './backend';
import { type SceneName, scene } from './scenes';
import { withSetting } from './signs';
import { sceneOf, unfold, VIEWS, type ViewName } from './views';
import { inState, KATRIN, type Scene } from './workday';

const SHOWN_FIRST = 10;

export class FakeBackend implements Backend {
  /** Everything that was asked for, oldest first. */
  readonly inputs: Input[] = [];
  readonly name: SceneName;
  /** What the page was opened for: the scene, or a layer over it. */
  view: ViewName;
  scene: Scene;
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
      case 'do':
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

  async findTargets(question: FindTargets): Promise<Targets> {
    const needle = question.text.trim().toLocaleLowerCase();
    const fits = (row: TargetRow) =>
      row.name
        .toLocaleLowerCase()
        .split(/\s+/)
        .some((word) => word.startsWith(needle));
    const all = rows(question, this.settings.language);
    const consulting = this.scene.chat?.consultations.some((pane) => pane.ended === null) ?? false;
    const groups: Targets['groups'] = [];
    const wanted = (kind: TargetKind) => question.filter === 'all' || question.filter === kind;
    if (consulting && question.purpose !== 'consult' && wanted('agent')) {
      groups.push({
        heading: 'active_consultations',
        rows: all.agent.filter((row) => row.target.kind === 'agent' && row.target.agent === KATRIN && fits(row)),
      });
    }
    const shown = new Set(groups.flatMap((group) => group.rows));
    if (question.filter === 'recent') groups.push({ heading: 'recent', rows: all.agent.filter((row) => fits(row)) });
    for (const kind of ['skill', 'group', 'queue', 'agent'] as const)
      if (wanted(kind)) groups.push({ heading: kind, rows: all[kind].filter((row) => fits(row) && !shown.has(row)) });
    let left = question.all ? Infinity : SHOWN_FIRST;
    let more = 0;
    const cut = groups.map((group) => {
      const rows = group.rows.slice(0, left);
      left -= rows.length;
      more += group.rows.length - rows.length;
      return { ...group, rows };
    });
    return { groups: cut.filter((group) => group.rows.length > 0), filters: ['all', 'agent', 'group', 'skill', 'queue', 'recent'], more };
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

function rows(question: FindTargets, language: Language): { [kind in TargetKind]: TargetRow[] } {
  const others =
    question.purpose === 'consult'
      ? (['conference', 'transfer'] as const)
      : question.purpose === 'conference'
        ? (['consult', 'transfer'] as const)
        : (['consult', 'conference'] as const);
  const actions = [question.purpose, ...others];
  const least = question.levels['goodwill'] ?? 1;
  const agent = (id: string, name: string, initials: string, detail: TargetRow['detail'], presence: TargetRow['presence']): TargetRow => ({
    target: { kind: 'agent', agent: id },
    name,
    beside: null,
    levels: [],
    initials,
    detail,
    presence,
    actions,
    why_not: null,
  });
  const several = (target: ConsultTarget, de: string, en: string, available: number, members: number): TargetRow => ({
    target,
    beside: null,
    levels: target.kind === 'skill' ? [1, 2, 3] : [],
    name: language === 'de' ? de : en,
    initials: (language === 'de' ? de : en).slice(0, 1),
    presence: available > 0 ? 'ready' : 'gone',
    detail: { id: 'presence-several', args: { available, members } },
    actions: available > 0 ? actions.filter((action) => action !== 'conference' || question.purpose === 'conference') : [],
    why_not: available > 0 ? null : { id: 'not-askable-nobody-available', args: {} },
  });
  return {
    agent: [
      agent(KATRIN, 'Katrin Richter', 'KR', { id: 'presence-ready', args: { chats: 1 } }, 'ready'),
      agent('agent-rita', 'Rita Maurer', 'RM', { id: 'presence-ready', args: { chats: 0 } }, 'ready'),
      agent('agent-frieda', 'Frieda Rixen', 'FR', { id: 'presence-after-work', args: { chats: 3 } }, 'busy'),
      agent('agent-sven', 'Sven Albrecht', 'SA', { id: 'presence-meeting', args: { chats: 0 } }, 'away'),
      {
        ...agent('agent-omar', 'Omar Haddad', 'OH', { id: 'presence-do-not-disturb', args: { chats: 2 } }, 'gone'),
        actions: [],
        why_not: { id: 'not-askable-do-not-disturb', args: {} },
      },
      {
        ...agent('agent-lukas', 'Lukas Wagner', 'LW', { id: 'presence-logged-out', args: {} }, 'gone'),
        actions: [],
        why_not: { id: 'not-askable-logged-out', args: {} },
      },
    ],
    group: [several({ kind: 'group', group: 'complaints' }, 'Kulanz und Beschwerden', 'Goodwill and complaints', 2, 3)],
    skill: [
      several({ kind: 'skill', skill: 'goodwill', least }, 'Kulanz', 'Goodwill', 3 - Math.min(least, 3), 6 - least),
      several({ kind: 'skill', skill: 'english', least: 1 }, 'Englisch', 'English', 0, 2),
    ],
    queue: [
      several({ kind: 'queue', queue: 'tech' }, 'Technik', 'Technical', 2, 6),
      several({ kind: 'queue', queue: 'contract' }, 'Vertrag', 'Contract', 0, 4),
    ],
  };
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
  // Pictures and tests reach it from outside.
  (globalThis as { fake?: FakeBackend }).fake = fake;
  return fake;
}
