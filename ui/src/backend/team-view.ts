// The Team view without anything behind it: as many colleagues as a test wants, whose states it changes.
import type { ChatView } from '../generated/ChatView';
import type { FindTeam } from '../generated/FindTeam';
import type { Language } from '../generated/Language';
import type { Phrase } from '../generated/Phrase';
import type { TeamAgent } from '../generated/TeamAgent';
import type { TeamPart } from '../generated/TeamPart';
import type { TeamPool } from '../generated/TeamPool';
import type { TeamRow } from '../generated/TeamRow';
import type { TeamView } from '../generated/TeamView';

type Doing = Pick<TeamAgent, 'presence' | 'word' | 'chats'> & { part: TeamPart; minutes: number | null };
type Two = Record<Language, string>;
interface Member {
  row: TeamAgent;
  group: Two;
  part: TeamPart;
}

const ready: Phrase = { id: 'presence-ready', args: { chats: 0 } };
const reason = (de: string): Phrase => ({ id: 'presence-reason', args: { reason: de, chats: 0 } });
const RATES: Two = { de: 'Rechnung', en: 'Billing' };
const TECH: Two = { de: 'Technik', en: 'Technical' };

export class FakeTeam {
  members: Member[] = [
    member(
      'jana',
      'Jana Becker',
      RATES,
      'Kulanz 1 · Technik 1',
      { presence: 'ready', word: ready, part: 'ready', minutes: 42, chats: 6 },
      true,
    ),
    member('rita', 'Rita Maurer', RATES, 'Tarifrecht 1 · Kulanz 2', {
      presence: 'ready',
      word: ready,
      part: 'ready',
      minutes: 9,
      chats: 1,
    }),
    member('lukas', 'Lukas Wagner', RATES, 'Vertrag 3 · Kündigung 2', {
      presence: 'busy',
      word: { id: 'presence-after-work', args: { chats: 0 } },
      part: 'not_ready',
      minutes: 1,
      chats: 3,
    }),
    member('frieda', 'Frieda Rixen', RATES, 'Tarifrecht 2', {
      presence: 'away',
      word: reason('Mittagspause'),
      part: 'not_ready',
      minutes: 12,
      chats: 0,
    }),
    member('emil', 'Emil Brandt', RATES, 'Rufnummer 3 · Englisch 1', {
      presence: 'away',
      word: { id: 'presence-no-answer', args: { chats: 0 } },
      part: 'not_ready',
      minutes: 2,
      chats: 1,
    }),
    member('nora', 'Nora Blum', TECH, 'Technik 3 · DSL 3 · Englisch 3', {
      presence: 'ready',
      word: ready,
      part: 'ready',
      minutes: 25,
      chats: 4,
    }),
    member('timo', 'Timo Hagen', TECH, 'Technik 2 · Glasfaser 2', {
      presence: 'away',
      word: { id: 'presence-training', args: { chats: 0 } },
      part: 'not_ready',
      minutes: 70,
      chats: 0,
    }),
    member('dana', 'Dana Pohl', TECH, 'Technik 1 · DSL 2', {
      presence: 'gone',
      word: { id: 'presence-disconnected', args: { chats: 0 } },
      part: 'not_ready',
      minutes: null,
      chats: 2,
    }),
    member('omar', 'Omar Haddad', TECH, 'Technik 2', {
      presence: 'gone',
      word: { id: 'presence-logged-out', args: {} },
      part: 'logged_out',
      minutes: null,
      chats: 0,
    }),
  ];

  /** A large centre. */
  fill(count: number): void {
    this.members = Array.from({ length: count }, (_, n) =>
      member(`a${n}`, `Agent ${n}`, n % 2 ? RATES : TECH, 'Technik 1', {
        presence: 'ready',
        word: ready,
        part: 'ready',
        minutes: 5,
        chats: 0,
      }),
    );
  }

  becomes(id: string, doing: Doing): void {
    this.members = this.members.map((it) =>
      it.row.agent === `agent-${id}` ? { ...it, part: doing.part, row: { ...it.row, ...shown(doing) } } : it,
    );
  }

  find(question: FindTeam, language: Language, chat: ChatView | null): TeamView {
    const about = chat ? { case: chat.case, contact: chat.contact } : null;
    const fits = ({ row }: Member) => row.name.toLocaleLowerCase().includes(question.text.trim().toLocaleLowerCase());
    const found = this.members.filter(fits);
    const rows: TeamRow[] = [];
    for (const group of [RATES, TECH]) {
      const here = found.filter((it) => it.group === group && (question.part === 'all' || it.part === question.part));
      if (here.length === 0) continue;
      const all = this.members.filter((it) => it.group === group);
      rows.push({ kind: 'heading', name: group[language], ready: count(all, 'ready'), members: all.length });
      for (const { row } of here) rows.push({ kind: 'agent', ...row, can_consult: about !== null && !row.me && row.presence !== 'gone' });
    }
    const now = Date.now();
    const pool = (target: TeamPool['target'], name: Two, ready: number, members: number): TeamPool => ({
      target,
      name: name[language],
      ready,
      members,
      waiting: null,
      longest_waiting_since: null,
    });
    const queue = (id: string, name: Two, waiting: number, seconds: number, available: number): TeamPool => ({
      ...pool({ kind: 'queue', queue: id }, name, available, 7),
      waiting,
      longest_waiting_since: waiting > 0 ? now - seconds * 1000 : null,
    });
    return {
      counts: {
        all: found.length,
        ready: count(found, 'ready'),
        not_ready: count(found, 'not_ready'),
        logged_out: count(found, 'logged_out'),
      },
      total: rows.length,
      from: question.from,
      rows: rows.slice(question.from, question.from + question.count),
      about,
      skills: [
        pool({ kind: 'skill', skill: 'goodwill', least: 1 }, { de: 'Kulanz', en: 'Goodwill' }, 5, 11),
        pool({ kind: 'skill', skill: 'english', least: 1 }, { de: 'Englisch', en: 'English' }, 3, 8),
      ],
      groups: [pool({ kind: 'group', group: 'rates' }, RATES, 2, 5), pool({ kind: 'group', group: 'tech' }, TECH, 1, 4)],
      queues: [
        queue('billing', RATES, 3, 48, 4),
        queue('technical', TECH, 1, 12, 3),
        queue('contract', { de: 'Vertrag', en: 'Contract' }, 0, 0, 5),
      ],
    };
  }
}

const count = (members: readonly Member[], part: TeamPart) => members.filter((it) => it.part === part).length;

function shown({ presence, word, chats, minutes }: Doing) {
  return { presence, word, chats, since: minutes === null ? null : Date.now() - minutes * 60_000 };
}

function member(id: string, name: string, group: Two, beside: string, doing: Doing, me = false): Member {
  const initials = name
    .split(' ')
    .map((word) => word[0])
    .join('');
  return { group, part: doing.part, row: { agent: `agent-${id}`, name, initials, me, beside, can_consult: false, ...shown(doing) } };
}
