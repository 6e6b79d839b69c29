// Whom a scene's agent can ask, and how the fake desktop finds them.
import type { ConsultTarget } from '../generated/ConsultTarget';
import type { FindTargets } from '../generated/FindTargets';
import type { Language } from '../generated/Language';
import type { TargetGroup } from '../generated/TargetGroup';
import type { TargetKind } from '../generated/TargetKind';
import type { TargetRow } from '../generated/TargetRow';
import type { Targets } from '../generated/Targets';
import { sameTarget } from '../state/communicator.svelte';
import { KATRIN, type Scene } from './workday';

const SHOWN_FIRST = 10;
const SHOWN_AT_ONCE = 100;
/** Minutes in a state. */
const SINCE = [4, 18, 75] as const;

export interface Favourite {
  readonly target: ConsultTarget;
  readonly name: string;
  readonly category: string;
}

/** Targets that were asked, the last one last. */
export const RECENT: readonly ConsultTarget[] = [
  { kind: 'agent', agent: 'agent-frieda' },
  { kind: 'queue', queue: 'tech' },
  { kind: 'skill', skill: 'goodwill', least: 2 },
  { kind: 'agent', agent: KATRIN },
];

/** What the agent has made of its Team Communicator, and how many are listed beside the few with a name. */
export class Team {
  favourites: readonly Favourite[] = [];
  recent: readonly ConsultTarget[] = [];
  flat = false;
  crowd = 0;

  /** Some favourites of its own, two of them in a category and one gone, and two categories of the centre. */
  withFavourites(): void {
    this.favourites = [
      { target: { kind: 'agent', agent: 'agent-rita' }, name: 'Rita Maurer', category: '' },
      { target: { kind: 'agent', agent: KATRIN }, name: 'Katrin Richter', category: 'Abrechnung und Verträge' },
      { target: { kind: 'skill', skill: 'goodwill', least: 2 }, name: 'Kulanz', category: 'Abrechnung und Verträge' },
      { target: { kind: 'agent', agent: 'agent-gone' }, name: 'Petra Köhler', category: 'Technik' },
    ];
  }

  favour(target: ConsultTarget, name: string, category: string): void {
    const there = this.favourites.find((one) => sameTarget(one.target, target));
    this.favourites = there
      ? this.favourites.map((one) => (one === there ? { ...one, category } : one))
      : [...this.favourites, { target, name, category }];
  }

  disfavour(target: ConsultTarget): void {
    this.favourites = this.favourites.filter((one) => !sameTarget(one.target, target));
  }

  renameCategory(from: string, to: string): void {
    this.favourites = this.favourites.map((one) => (one.category === from ? { ...one, category: to } : one));
  }

  remember(target: ConsultTarget): void {
    this.recent = [target, ...this.recent.filter((one) => !sameTarget(one, target))].slice(0, 10);
  }

  find(question: FindTargets, scene: Scene, language: Language): Targets {
    const needles = question.text.trim().toLocaleLowerCase().split(/\s+/);
    const fits = (row: TargetRow) => {
      const words = row.name.toLocaleLowerCase().split(/\s+/);
      return needles.every((needle) => words.some((word) => word.startsWith(needle)));
    };
    const all = this.#rows(question, language);
    const groups = this.#groups(question, scene, all).map((group) => ({ ...group, rows: group.rows.filter(fits) }));
    const { filter, from } = question;
    const count = groups.reduce((sum, group) => sum + group.rows.length, 0);
    const whole = filter === 'favourites' || filter === 'recent';
    const begin = whole ? 0 : (from ?? 0);
    const end = whole ? count : begin + (from === null ? SHOWN_FIRST : SHOWN_AT_ONCE);
    const more = !whole && from === null ? Math.max(0, count - SHOWN_FIRST) : 0;
    let before = 0;
    const cut = groups.map((group): TargetGroup => {
      const inside = (edge: number) => Math.max(0, Math.min(edge - before, group.rows.length));
      const [first, last] = [inside(begin), inside(end)];
      before += group.rows.length;
      return { ...group, above: first, rows: group.rows.slice(first, last), below: more > 0 ? 0 : group.rows.length - last };
    });
    return {
      groups: cut.filter((group) => group.above + group.rows.length + group.below > 0),
      filters: ['all', 'favourites', 'recent', 'agent', 'group', 'skill', 'queue'],
      more,
      flat: this.flat,
      categories: [...new Set(this.favourites.map((one) => one.category).filter((category) => category !== ''))].sort(),
    };
  }

  #groups(question: FindTargets, scene: Scene, all: { [kind in TargetKind]: TargetRow[] }): TargetGroup[] {
    const group = (heading: TargetGroup['heading'], rows: TargetRow[], category: string | null = null): TargetGroup => ({
      heading,
      category,
      above: 0,
      rows,
      below: 0,
    });
    const every = [...all.skill, ...all.group, ...all.queue, ...all.agent];
    const found = (target: ConsultTarget) => every.find((row) => sameTarget(row.target, target));
    if (question.filter === 'recent')
      return [
        group(
          'recent',
          this.recent.flatMap((target) => found(target) ?? []),
        ),
      ];
    if (question.filter === 'favourites') {
      const categories = [...new Set(this.favourites.map((one) => one.category))].sort();
      const own = categories.map((category) => {
        const rows = this.favourites.filter((one) => one.category === category).map((one) => found(one.target) ?? gone(one));
        return group('favourites', rows, category === '' ? null : category);
      });
      if (this.favourites.length === 0) return [];
      return [...own, group('centre_favourites', [...all.group, ...all.queue.slice(0, 1)], 'Erste Hilfe')];
    }
    const wanted = (kind: TargetKind) => question.filter === 'all' || question.filter === kind;
    const groups: TargetGroup[] = [];
    const consulting = scene.chat?.consultations.some((pane) => pane.ended === null) ?? false;
    if (consulting && question.purpose !== 'consult' && wanted('agent'))
      groups.push(
        group(
          'active_consultations',
          all.agent.filter((row) => row.target.kind === 'agent' && row.target.agent === KATRIN),
        ),
      );
    const rest = every.filter((row) => wanted(row.target.kind) && !groups.some((other) => other.rows.includes(row)));
    if (this.flat) return [...groups, group('all', rest)];
    const own = question.filter === 'all' ? rest.filter((row) => row.favourite !== null) : [];
    groups.push(group('favourites', own));
    for (const kind of ['skill', 'group', 'queue', 'agent'] as const)
      groups.push(
        group(
          kind,
          rest.filter((row) => row.target.kind === kind && !own.includes(row)),
        ),
      );
    return groups;
  }

  #rows(question: FindTargets, language: Language): { [kind in TargetKind]: TargetRow[] } {
    const rows = rowsOf(question, language);
    for (let n = 0; n < this.crowd; n++) {
      const number = String(n).padStart(5, '0');
      const [first] = rows.agent;
      if (first)
        rows.agent.push({ ...first, target: { kind: 'agent', agent: `agent-${number}` }, name: `Nummer ${number}`, initials: 'N' });
    }
    for (const row of Object.values(rows).flat())
      row.favourite = this.favourites.find((one) => sameTarget(one.target, row.target))?.category ?? null;
    return rows;
  }
}

const gone = ({ target, name, category }: Favourite): TargetRow => ({
  target,
  name,
  beside: null,
  levels: [],
  initials: name.slice(0, 1),
  detail: { id: 'not-askable-gone', args: {} },
  since: null,
  presence: 'gone',
  actions: [],
  why_not: { id: 'not-askable-gone', args: {} },
  favourite: category,
});

function rowsOf(question: FindTargets, language: Language): { [kind in TargetKind]: TargetRow[] } {
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
    since: presence === 'gone' ? null : Date.now() - (SINCE[initials.charCodeAt(0) % SINCE.length] ?? 0) * 60_000,
    presence,
    actions,
    why_not: null,
    favourite: null,
  });
  const several = (target: ConsultTarget, de: string, en: string, available: number, members: number): TargetRow => ({
    target,
    beside: null,
    levels: target.kind === 'skill' ? [1, 2, 3] : [],
    name: language === 'de' ? de : en,
    initials: (language === 'de' ? de : en).slice(0, 1),
    presence: available > 0 ? 'ready' : 'gone',
    detail: { id: 'presence-several', args: { available, members } },
    since: null,
    actions: available > 0 ? actions.filter((action) => action !== 'conference' || question.purpose === 'conference') : [],
    why_not: available > 0 ? null : { id: 'not-askable-nobody-available', args: {} },
    favourite: null,
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
