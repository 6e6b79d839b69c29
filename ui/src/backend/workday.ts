// One invented working day: the people, chats and texts of which the scenes are made.
import type { AttentionView } from '../generated/AttentionView';
import type { ChatRow } from '../generated/ChatRow';
import type { ChatView } from '../generated/ChatView';
import type { ConnectionView } from '../generated/ConnectionView';
import type { ConsultationPane } from '../generated/ConsultationPane';
import type { DecisionRow } from '../generated/DecisionRow';
import type { InvitationCard } from '../generated/InvitationCard';
import type { Language } from '../generated/Language';
import type { Line } from '../generated/Line';
import type { LineBody } from '../generated/LineBody';
import type { ListView } from '../generated/ListView';
import type { MeView } from '../generated/MeView';
import type { ParticipantView } from '../generated/ParticipantView';
import type { Phrase } from '../generated/Phrase';
import type { Purpose } from '../generated/Purpose';
import type { QuitView } from '../generated/QuitView';
import type { ReminderView } from '../generated/ReminderView';
import type { SendState } from '../generated/SendState';
import type { Side } from '../generated/Side';
import type { Stage } from '../generated/Stage';
import type { TourView } from '../generated/TourView';
import type { WaitingView } from '../generated/WaitingView';
import type { WindowView } from '../generated/WindowView';
import { dispositions } from './dispositions';
import { attentionOf } from './signs';
import { waitingIn } from './waiting';

export interface Scene {
  window: WindowView;
  stage: Stage;
  connection: ConnectionView;
  me: MeView;
  list: ListView;
  chat: ChatView | null;
  main: Line[];
  threads: Record<string, Line[]>;
  typing: string[];
  tour: TourView | null;
  quit: QuitView | null;
  /** Who waits in the queue whose list can be opened. */
  waiting: WaitingView | null;
  drafts: Record<string, string>;
  toast: Phrase | null;
  attention: AttentionView;
  decisions: DecisionRow[];
  /** The Team Communicator that stands open in this scene, and what is searched in it. */
  communicator: { purpose: Purpose; text: string } | null;
}

type Two = Record<Language, string>;
const pick = (language: Language) => (two: Two) => two[language];
export const phrase = (id: string, args: Phrase['args'] = {}): Phrase => ({ id, args });

/** What the desktop offers. */
const CHOICES: MeView['choices'] = [
  { state: { kind: 'ready' }, name: null, presence: 'ready' },
  { state: { kind: 'not_ready', reason: 'break' }, name: null, presence: 'away' },
  { state: { kind: 'not_ready', reason: 'meeting' }, name: null, presence: 'away' },
  { state: { kind: 'not_ready', reason: 'training' }, name: null, presence: 'away' },
  { state: { kind: 'not_ready', reason: 'other_work' }, name: null, presence: 'away' },
  { state: { kind: 'after_work' }, name: null, presence: 'busy' },
];

/** My state as the desktop shows it. */
export function inState(me: MeView, state: MeView['state']): MeView {
  const reason = state.kind === 'not_ready' ? state.reason : state.kind;
  const presence = state.kind === 'ready' ? 'ready' : state.kind === 'after_work' ? 'busy' : 'away';
  return { ...me, state, presence, word: phrase(`presence-${reason.replace('_', '-')}`, { chats: 0 }) };
}

export const MINUTE = 60_000;
export const CASE = 'case-hoffmann';
export const KATRIN = 'agent-katrin';

/** How far a scene's clock is: pictures stay the same from run to run. */
function moments(now: number) {
  const noon = new Date(now);
  noon.setHours(14, 2, 0, 0);
  const at = (minute: number, second = 0) => noon.getTime() + (minute - 2) * MINUTE + second * 1000;
  return { at };
}

/** What the scenes have in common: one agent's chats with their texts, and short ways to make more of them. */
export function workday(language: Language, now: number) {
  const { at } = moments(now);
  const say = pick(language);
  const billing = say({ de: 'Rechnung', en: 'Billing' });
  const tech = say({ de: 'Technik', en: 'Technical' });
  let key = 0;
  const reminder = (waited: number): ReminderView => ({
    since: now - waited,
    counts_from: now - waited,
    yellow_at: now - waited + 30_000,
    red_at: now - waited + 50_000,
  });
  const line = (time: number, body: LineBody): Line => ({ key: `line-${++key}`, at: time, body });
  const said = (side: Side, author: string, time: number, words: Two, state: SendState = { kind: 'sent' }, role: Phrase | null = null) =>
    line(time, { kind: 'message', author, role, side, text: say(words), state, message: `message-${key}` });
  const happened = (time: number, id: string, args: Phrase['args'] = {}) =>
    line(time, { kind: 'system', phrase: phrase(id, args), private: false });
  const asked = (time: number, author: string, words: Two) => line(time, { kind: 'question', author, text: say(words) });

  const QUESTION: Two = { de: 'Darf ich die 38,90 € auf Kulanz gutschreiben?', en: 'May I credit the €38.90 as goodwill?' };
  const opening: Line[] = [
    said('contact', 'Martin Hoffmann', at(2), {
      de: 'Guten Tag, auf meiner Oktober-Rechnung stehen 38,90 € für „Premium-Option“. Die habe ich nie bestellt.',
      en: 'Hello, my October bill shows €38.90 for a “Premium option”. I never ordered that.',
    }),
    said('mine', 'Jana Becker', at(3), {
      de: 'Guten Tag, Herr Hoffmann. Ich sehe mir das sofort an.',
      en: 'Hello Mr Hoffmann. I’ll look into that right away.',
    }),
    said('contact', 'Martin Hoffmann', at(5), {
      de: 'Die Rechnung stimmt nicht, im September war der Betrag noch richtig. Können Sie das stornieren?',
      en: 'The bill is wrong; in September the amount was still right. Can you cancel that?',
    }),
  ];
  const inside: Line[] = [
    said('colleague', 'Katrin Richter', at(6), {
      de: 'Die Option wurde am 3.10. über das Kundenportal gebucht, mit Häkchen-Fehler. Kulanz bis 50 € ist frei.',
      en: 'The option was booked on 3 October in the customer portal, by the checkbox error. Goodwill up to €50 is free.',
    }),
    said('mine', 'Jana Becker', at(6, 40), {
      de: 'Super. Kannst du gleich selbst kurz dazukommen?',
      en: 'Great. Could you join for a moment yourself?',
    }),
  ];

  const row = (id: string, contact: string, initials: string, preview: Phrase, more: Partial<ChatRow> = {}): ChatRow => ({
    case: id,
    contact,
    initials,
    preview,
    preview_of: 'chat',
    at: at(1),
    group: 'answered',
    reminder: null,
    silenced: false,
    unread: 0,
    unread_private: 0,
    consulting: false,
    refused: null,
    selected: false,
    torn_off: false,
    interrupted: false,
    unsent: false,
    invited_until: null,
    ...more,
  });
  const hoffmann = row(
    CASE,
    'Martin Hoffmann',
    'MH',
    phrase('preview-contact', { text: say({ de: 'Die Rechnung stimmt nicht, im September …', en: 'The bill is wrong; in September …' }) }),
    { group: 'pending', reminder: reminder(42_000), selected: true },
  );
  const sahin = row(
    'case-sahin',
    'Aylin Şahin',
    'AŞ',
    phrase('preview-contact', { text: say({ de: 'Können Sie das noch heute prüfen?', en: 'Can you check that today?' }) }),
    { group: 'pending', reminder: reminder(70_000), unread: 2 },
  );
  const koehler = row(
    'case-koehler',
    'Petra Köhler',
    'PK',
    phrase('preview-mine', { text: say({ de: 'Gern, einen Moment bitte.', en: 'Of course, one moment please.' }) }),
  );
  const neumann = row('case-neumann', 'Thomas Neumann', 'TN', phrase('preview-ended'), { group: 'ended' });
  const list: ListView = {
    invitations: [],
    oldest: null,
    chats: [sahin, hoffmann, koehler, neumann],
    consultations: [
      row(
        'case-wagner',
        'Lukas Wagner',
        'LW',
        phrase('preview-consultation', { contact: 'Sabine Meyer', queue: say({ de: 'Vertrag', en: 'Contract' }) }),
      ),
    ],
    queues: [
      { queue: 'billing', name: billing, waiting: 3, longest_waiting_since: now - 48_000, by_hand: true },
      { queue: 'tech', name: tech, waiting: 1, longest_waiting_since: now - 12_000, by_hand: false },
    ],
    first: null,
  };
  const pane = (more: Partial<ConsultationPane> = {}): ConsultationPane => ({
    consultation: 'consultation-katrin',
    with_agent: KATRIN,
    with: 'Katrin Richter',
    initials: 'KR',
    presence: 'ready',
    doing: phrase('presence-ready', { chats: 1 }),
    not_askable: null,
    mine: true,
    question: null,
    ended: null,
    ended_at: null,
    unsent: false,
    can: ['write', 'end', 'ask_conference', 'ask_transfer'],
    unread: 0,
    scroll: { kind: 'bottom' },
    ...more,
  });
  const chat: ChatView = {
    case: CASE,
    contact: 'Martin Hoffmann',
    contact_language: language,
    queue: billing,
    opened_at: at(2),
    subtitle: phrase('chat-since', { queue: billing, at: at(2) }),
    contact_state: { kind: 'present' },
    standing: { kind: 'member' },
    owner: 'Jana Becker',
    participants: [],
    silenced: false,
    reminder: reminder(42_000),
    can: [
      'write',
      'consult',
      'ask_conference',
      'ask_transfer',
      'ask_transfer_to_queue',
      'end',
      'set_note',
      'set_disposition',
      'set_case_data',
    ],
    end_effect: 'whole_chat',
    notices: [],
    requests: [],
    invitation: null,
    consultations: [],
    selected_consultation: null,
    note: '',
    disposition: null,
    disposition_required: true,
    dispositions: dispositions(say),
    case_data: [
      { key: 'page', value: '/konto/rechnungen' },
      { key: say({ de: 'Kundennr.', en: 'Customer no.' }), value: '4711-0815' },
      { key: say({ de: 'Produkt', en: 'Product' }), value: 'DSL 100' },
    ],
    scroll: { kind: 'bottom' },
    busy: [],
    torn_off: false,
    has_draft: false,
    words: { question: '', note: '' },
    text_limit_bytes: 16_384,
  };
  const base: Scene = {
    window: { kind: 'main' },
    stage: { kind: 'workspace', practice: null },
    connection: { kind: 'online' },
    me: {
      agent: 'agent-jana',
      name: 'Jana Becker',
      initials: 'JB',
      state: { kind: 'ready' },
      presence: 'ready',
      word: phrase('presence-ready', { chats: 0 }),
      state_since: now - 42 * MINUTE,
      choices: CHOICES,
      places_taken: 3,
      capacity: 5,
      notice: null,
    },
    list,
    chat,
    main: opening,
    threads: {},
    typing: [],
    tour: null,
    quit: null,
    waiting: waitingIn('billing', billing, language, now),
    drafts: {},
    toast: null,
    communicator: null,
    attention: attentionOf(language),
    decisions: [],
  };
  const empty: ListView = {
    invitations: [],
    oldest: null,
    chats: [],
    consultations: [],
    queues: list.queues.map((queue) => ({ ...queue, waiting: 0, longest_waiting_since: null })),
    first: null,
  };
  const consulting = {
    chat: { ...chat, consultations: [pane()], selected_consultation: 'consultation-katrin' },
    threads: { 'consultation-katrin': inside },
  };
  const declined: ChatView['notices'] = [
    {
      id: 'notice-1',
      private: true,
      text: phrase('consultation-declined', { target: 'Sven Albrecht' }),
      pick_another: 'consult',
      at: at(5, 30),
    },
  ];
  const agent = (id: string, name: string, initials: string, more: Partial<ParticipantView> = {}): ParticipantView => ({
    key: `agent ${id}`,
    agent: id,
    name,
    role: null,
    initials,
    owner: false,
    connected: true,
    me: false,
    removable: true,
    ...more,
  });
  const words = (de: string, en: string) => phrase('preview-contact', { text: say({ de, en }) });
  /** All that a row can say. */
  const busyDay: Pick<ListView, 'chats'> = {
    chats: [
      sahin,
      { ...hoffmann, consulting: true },
      row(
        'case-kowalski',
        'Nadine Kowalski',
        'NK',
        words('Die Seriennummer habe ich jetzt gefunden.', 'I have found the serial number now.'),
        {
          group: 'pending',
          reminder: reminder(9_000),
        },
      ),
      row(
        'case-yildiz',
        'Emre Yıldız',
        'EY',
        phrase('preview-colleague', { name: 'Sven Albrecht', text: say({ de: 'Ist freigegeben.', en: 'Released.' }) }),
        { preview_of: 'private', consulting: true, unread: 1, unread_private: 1, at: at(9) },
      ),
      row('case-lindner', 'Petra Lindner', 'PL', words('Guten Tag, Frau Lindner, die Kündigung', 'Hello Ms Lindner, the notice'), {
        preview_of: 'draft',
        at: at(4),
      }),
      row('case-okafor', 'Grace Okafor', 'GO', phrase('consultation-declined', { target: 'Frieda Rixen' }), {
        preview_of: 'refused',
        refused: { text: phrase('consultation-declined', { target: 'Frieda Rixen' }), private: true },
        at: at(3),
      }),
      neumann,
    ],
  };
  const more = Array.from({ length: 8 }, (_, index) =>
    row(`case-more-${index}`, `Kontakt Nummer ${index + 1}`, 'KN', words('Danke, das hilft mir weiter.', 'Thanks, that helps.'), {
      silenced: index === 2,
    }),
  );
  const left = list.chats.filter((row) => row.case !== CASE);
  const invitations: InvitationCard[] = [
    {
      invitation: 'invitation-vogt',
      case: 'case-vogt',
      kind: 'chat',
      by: null,
      contact: 'Sabine Vogt',
      queue: tech,
      text: say({ de: 'Mein Router blinkt rot und nichts geht mehr.', en: 'My router is blinking red and nothing works any more.' }),
      expires_at: now + 21_000,
      busy: false,
      refusable: true,
      interrupted: true,
    },
    {
      invitation: 'invitation-wagner',
      case: 'case-meyer',
      kind: 'consultation',
      by: 'Lukas Wagner',
      contact: 'Sabine Meyer',
      queue: say({ de: 'Vertrag', en: 'Contract' }),
      text: say({ de: 'Gilt der alte Rabatt weiter?', en: 'Does the old discount still apply?' }),
      expires_at: now + 27_000,
      busy: false,
      refusable: true,
      interrupted: false,
    },
  ];
  return {
    base,
    list,
    sahin,
    hoffmann,
    koehler,
    neumann,
    chat,
    opening,
    inside,
    pane,
    said,
    happened,
    asked,
    say,
    at,
    billing,
    tech,
    reminder,
    left,
    invitations,
    agent,
    consulting,
    declined,
    empty,
    busyDay,
    more,
    QUESTION,
  };
}
