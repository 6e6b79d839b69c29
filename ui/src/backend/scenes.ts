// Believable moments of a working day, for pictures, tests and a plain browser. Names and texts are invented.
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
import type { ReminderView } from '../generated/ReminderView';
import type { Phrase } from '../generated/Phrase';
import type { Purpose } from '../generated/Purpose';
import type { QuitView } from '../generated/QuitView';
import type { SendState } from '../generated/SendState';
import type { Side } from '../generated/Side';
import type { Stage } from '../generated/Stage';
import type { TourView } from '../generated/TourView';
import type { WindowView } from '../generated/WindowView';
import { attentionOf, decisionsOf, WAYLAND } from './signs';

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
  drafts: Record<string, string>;
  toast: Phrase | null;
  attention: AttentionView;
  decisions: DecisionRow[];
  /** The Team Communicator that stands open in this scene, and what is searched in it. */
  communicator: { purpose: Purpose; text: string } | null;
}

export const SCENES = [
  'first-start', 'sign-in', 'sign-in-error', 'starting', 'failed', 'empty', 'empty-not-ready', 'invitation', 'chat', 'two-consultations', 'communicator-consult',
  'communicator-conference', 'communicator-transfer', 'declined', 'pending', 'conference', 'wrap-up', 'offline', 'elsewhere', 'torn-off', 'colleague', 'unsent', 'long',
  'interrupted', 'invited-elsewhere', 'practice', 'hostile',
  'reminder', 'settings', 'settings-wayland', 'why', 'why-empty', 'do-not-disturb', 'do-not-disturb-menu', 'do-not-disturb-until', 'silenced', 'unread-private', 'quit',
] as const;
export type SceneName = (typeof SCENES)[number];

type Two = Record<Language, string>;
const pick = (language: Language) => (two: Two) => two[language];
const phrase = (id: string, args: Phrase['args'] = {}): Phrase => ({ id, args });

const MINUTE = 60_000;
export const CASE = 'case-hoffmann';
export const KATRIN = 'agent-katrin';

/** How far a scene's clock is: pictures stay the same from run to run. */
function moments(now: number) {
  const noon = new Date(now);
  noon.setHours(14, 2, 0, 0);
  const at = (minute: number, second = 0) => noon.getTime() + (minute - 2) * MINUTE + second * 1000;
  return { at };
}

export function scene(name: SceneName, language: Language, now: number): Scene {
  const { at } = moments(now);
  const say = pick(language);
  const billing = say({ de: 'Rechnung', en: 'Billing' });
  const tech = say({ de: 'Technik', en: 'Technical' });
  let key = 0;
  const reminder = (waited: number): ReminderView => ({ since: now - waited, counts_from: now - waited, yellow_at: now - waited + 30_000, red_at: now - waited + 50_000 });
  const line = (time: number, body: LineBody): Line => ({ key: `line-${++key}`, at: time, body });
  const said = (side: Side, author: string, time: number, words: Two, state: SendState = { kind: 'sent' }) =>
    line(time, { kind: 'message', author, side, text: say(words), state, message: `message-${key}` });
  const happened = (time: number, id: string, args: Phrase['args'] = {}) => line(time, { kind: 'system', phrase: phrase(id, args), private: false });
  const asked = (time: number, author: string, words: Two) => line(time, { kind: 'question', author, text: say(words) });

  const QUESTION: Two = { de: 'Darf ich die 38,90 € auf Kulanz gutschreiben?', en: 'May I credit the €38.90 as goodwill?' };
  const opening: Line[] = [
    said('contact', 'Martin Hoffmann', at(2), {
      de: 'Guten Tag, auf meiner Oktober-Rechnung stehen 38,90 € für „Premium-Option“. Die habe ich nie bestellt.',
      en: 'Hello, my October bill shows €38.90 for a “Premium option”. I never ordered that.',
    }),
    said('mine', 'Jana Becker', at(3), { de: 'Guten Tag, Herr Hoffmann. Ich sehe mir das sofort an.', en: 'Hello Mr Hoffmann. I’ll look into that right away.' }),
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
    said('mine', 'Jana Becker', at(6, 40), { de: 'Super. Kannst du gleich selbst kurz dazukommen?', en: 'Great. Could you join for a moment yourself?' }),
  ];

  const row = (id: string, contact: string, initials: string, preview: Phrase, more: Partial<ChatRow> = {}): ChatRow => ({
    case: id, contact, initials, preview, group: 'answered', reminder: null, silenced: false, unread: 0, unread_private: false, selected: false, torn_off: false, interrupted: false, unsent: false, invited_until: null, ...more,
  });
  const hoffmann = row(CASE, 'Martin Hoffmann', 'MH', phrase('preview-contact', { text: say({ de: 'Die Rechnung stimmt nicht, im September …', en: 'The bill is wrong; in September …' }) }), {
    group: 'pending', reminder: reminder(42_000), selected: true,
  });
  const list: ListView = {
    invitations: [],
    chats: [
      row('case-sahin', 'Aylin Şahin', 'AŞ', phrase('preview-contact', { text: say({ de: 'Können Sie das noch heute prüfen?', en: 'Can you check that today?' }) }), { group: 'pending', reminder: reminder(70_000), unread: 2 }),
      hoffmann,
      row('case-koehler', 'Petra Köhler', 'PK', phrase('preview-mine', { text: say({ de: 'Gern, einen Moment bitte.', en: 'Of course, one moment please.' }) })),
      row('case-neumann', 'Thomas Neumann', 'TN', phrase('preview-ended'), { group: 'ended' }),
    ],
    consultations: [row('case-wagner', 'Lukas Wagner', 'LW', phrase('preview-consultation', { contact: 'Sabine Meyer', queue: say({ de: 'Vertrag', en: 'Contract' }) }))],
    queues: [
      { queue: 'billing', name: billing, waiting: 3, longest_waiting_since: now - 48_000 },
      { queue: 'tech', name: tech, waiting: 1, longest_waiting_since: now - 12_000 },
    ],
  };
  const pane = (more: Partial<ConsultationPane> = {}): ConsultationPane => ({
    consultation: 'consultation-katrin', with_agent: KATRIN, with: 'Katrin Richter', initials: 'KR', with_connected: true, not_askable: null, mine: true, question: null, ended: null,
    can: ['write', 'end', 'ask_conference', 'ask_transfer'], unread: 0, scroll: { kind: 'bottom' }, ...more,
  });
  const chat: ChatView = {
    case: CASE, contact: 'Martin Hoffmann', contact_language: language, queue: billing, opened_at: at(2), subtitle: phrase('chat-since', { queue: billing, at: at(2) }),
    contact_state: { kind: 'present' }, standing: { kind: 'member' }, owner: 'Jana Becker', participants: [], silenced: false, reminder: reminder(42_000),
    can: ['write', 'consult', 'ask_conference', 'ask_transfer', 'ask_transfer_to_queue', 'end', 'set_note', 'set_disposition', 'set_case_data'], end_effect: 'whole_chat',
    notices: [], requests: [], invitation: null, consultations: [], selected_consultation: null, note: '', disposition: null, disposition_required: true,
    dispositions: [
      { disposition: 'solved', name: say({ de: 'Gelöst', en: 'Solved' }) },
      { disposition: 'goodwill', name: say({ de: 'Kulanz gewährt', en: 'Goodwill granted' }) },
      { disposition: 'callback', name: say({ de: 'Rückruf vereinbart', en: 'Call-back agreed' }) },
    ],
    case_data: [
      { key: 'page', value: '/konto/rechnungen' },
      { key: say({ de: 'Kundennr.', en: 'Customer no.' }), value: '4711-0815' },
      { key: say({ de: 'Produkt', en: 'Product' }), value: 'DSL 100' },
    ],
    scroll: { kind: 'bottom' }, busy: [], torn_off: false, has_draft: false,
  };
  const base: Scene = {
    window: { kind: 'main' },
    stage: { kind: 'workspace', practice: null },
    connection: { kind: 'online' },
    me: { agent: 'agent-jana', name: 'Jana Becker', initials: 'JB', state: { kind: 'ready' }, state_since: now - 9 * MINUTE, places_taken: 3, capacity: 5 },
    list, chat, main: opening, threads: {}, typing: [], tour: null, quit: null, drafts: {}, toast: null, communicator: null, attention: attentionOf(language), decisions: [],
  };
  const empty: ListView = { invitations: [], chats: [], consultations: [], queues: list.queues.map((queue) => ({ ...queue, waiting: 0, longest_waiting_since: null })) };
  const consulting = { chat: { ...chat, consultations: [pane()], selected_consultation: 'consultation-katrin' }, threads: { 'consultation-katrin': inside } };
  const declined: ChatView['notices'] = [
    { id: 'notice-1', private: true, text: phrase('consultation-declined', { target: 'Sven Albrecht' }), pick_another: 'consult', at: at(5, 30) },
  ];
  const agent = (id: string, name: string, initials: string, more: Partial<ParticipantView> = {}): ParticipantView => ({
    agent: id, name, initials, owner: false, connected: true, me: false, removable: true, ...more,
  });
  const left = list.chats.filter((row) => row.case !== CASE);
  const invitations: InvitationCard[] = [
    { invitation: 'invitation-vogt', case: 'case-vogt', kind: 'chat', by: null, contact: 'Sabine Vogt', queue: tech, text: say({ de: 'Mein Router blinkt rot und nichts geht mehr.', en: 'My router is blinking red and nothing works any more.' }), expires_at: now + 21_000, busy: false },
    { invitation: 'invitation-wagner', case: 'case-meyer', kind: 'consultation', by: 'Lukas Wagner', contact: 'Sabine Meyer', queue: say({ de: 'Vertrag', en: 'Contract' }), text: say({ de: 'Gilt der alte Rabatt weiter?', en: 'Does the old discount still apply?' }), expires_at: now + 27_000, busy: false },
  ];

  switch (name) {
    case 'first-start':
      return { ...base, stage: { kind: 'first_start' } };
    case 'sign-in':
      return { ...base, stage: { kind: 'sign_in', server: 'https://konsil.example.de', login: 'jana', busy: false, error: null, kept: 0 } };
    case 'sign-in-error':
      return { ...base, stage: { kind: 'sign_in', server: 'https://konsil.example.de', login: 'jana', busy: false, error: phrase('sign-in-wrong-login-or-password'), kept: 2 } };
    case 'starting':
      return { ...base, stage: { kind: 'starting', practice: true } };
    case 'failed':
      return { ...base, stage: { kind: 'failed', error: phrase('practice-failed-port', { port: 47800 }) } };
    case 'empty':
      return { ...base, list: empty, chat: null, me: { ...base.me, places_taken: 0 } };
    case 'empty-not-ready':
      return { ...base, list: empty, chat: null, me: { ...base.me, places_taken: 0, state: { kind: 'not_ready', reason: 'signed_in' } } };
    case 'invitation':
      return { ...base, chat: null, list: { ...list, invitations, chats: left, consultations: [] } };
    case 'chat':
      return { ...base, typing: ['Martin Hoffmann'] };
    case 'two-consultations':
      return {
        ...base, ...consulting, typing: ['Martin Hoffmann'],
        chat: {
          ...consulting.chat, notices: declined,
          consultations: [pane(), pane({ consultation: 'consultation-rita', with_agent: 'agent-rita', with: 'Rita Maurer', initials: 'RM', unread: 1 })],
        },
      };
    case 'communicator-consult':
      return { ...base, communicator: { purpose: 'consult', text: 'ri' } };
    case 'communicator-conference':
      return { ...base, ...consulting, communicator: { purpose: 'conference', text: '' } };
    case 'communicator-transfer':
      return { ...base, ...consulting, communicator: { purpose: 'transfer', text: '' } };
    case 'declined':
      return { ...base, chat: { ...chat, notices: declined } };
    case 'pending':
      return {
        ...base, ...consulting,
        chat: {
          ...consulting.chat,
          requests: [
            { invitation: 'request-1', kind: 'conference', target: 'Katrin Richter', expires_at: now + 24_000, busy: false },
            { invitation: 'request-2', kind: 'consultation', target: tech, expires_at: now + 12_000, busy: false },
          ],
        },
      };
    case 'conference':
      return {
        ...base,
        chat: {
          ...chat, end_effect: 'my_session', reminder: null,
          participants: [agent(KATRIN, 'Katrin Richter', 'KR')],
          consultations: [pane({ ended: phrase('consultation-ended-became-conference'), can: ['mark_done'] })], selected_consultation: 'consultation-katrin',
        },
        main: [
          ...opening,
          happened(at(7), 'agent-joined-conference', { agent: 'Katrin Richter', by: 'Jana Becker', me: 'by' }),
          said('colleague', 'Katrin Richter', at(7, 30), {
            de: 'Guten Tag, Herr Hoffmann, hier ist Katrin Richter. Ich schreibe Ihnen die 38,90 € sofort gut.',
            en: 'Hello Mr Hoffmann, this is Katrin Richter. I am crediting the €38.90 right now.',
          }),
          said('contact', 'Martin Hoffmann', at(8), { de: 'Das ging ja schnell. Vielen Dank!', en: 'That was quick. Thank you!' }),
        ],
        threads: { 'consultation-katrin': inside },
      };
    case 'wrap-up':
      return {
        ...base, list: { ...list, chats: left.map((row) => ({ ...row, selected: row.case === 'case-neumann' })) },
        chat: {
          ...chat, case: 'case-neumann', contact: 'Thomas Neumann', queue: say({ de: 'Vertrag', en: 'Contract' }), subtitle: phrase('chat-ended-at', { queue: say({ de: 'Vertrag', en: 'Contract' }), at: at(21) }),
          contact_state: { kind: 'left', at: at(21) }, standing: { kind: 'former', at: at(21), notice: phrase('former-ended') }, reminder: null,
          can: ['mark_done', 'set_note', 'set_disposition'], owner: 'Jana Becker', case_data: [{ key: 'page', value: '/hilfe/kuendigen' }],
        },
        main: [
          said('contact', 'Thomas Neumann', at(19), { de: 'Perfekt, dann bleibt es bei der Kündigung zum 31.12.', en: 'Perfect, then the notice to 31 December stands.' }),
          said('mine', 'Jana Becker', at(20), { de: 'So ist es vorgemerkt. Die Bestätigung kommt per E-Mail.', en: 'That is what is noted. The confirmation will come by e-mail.' }),
          said('mine', 'Jana Becker', at(20, 30), { de: 'Ich wünsche Ihnen einen schönen Tag!', en: 'Have a nice day!' }),
          happened(at(21), 'contact-left-ended', { contact: 'Thomas Neumann' }),
        ],
      };
    case 'offline':
      return {
        ...base, connection: { kind: 'offline', retry_at: now + 3_000, queued: 1, cause: phrase('offline-unreachable') },
        main: [...opening, said('mine', 'Jana Becker', at(6), { de: 'Ja, das kläre ich gerade für Sie.', en: 'Yes, I am clarifying that for you right now.' }, { kind: 'queued' })],
      };
    case 'elsewhere':
      return { ...base, connection: { kind: 'elsewhere', unsent: 1 }, drafts: { main: say({ de: 'Ich habe mit der Buchhaltung gesprochen und', en: 'I have talked to accounting and' }) } };
    case 'torn-off':
      return { ...base, ...consulting, window: { kind: 'own', case: CASE }, chat: { ...consulting.chat, torn_off: true } };
    case 'colleague':
      return {
        ...base, window: { kind: 'own', case: CASE }, me: { ...base.me, agent: KATRIN, name: 'Katrin Richter', initials: 'KR' },
        chat: {
          ...chat, torn_off: true, subtitle: phrase('chat-of-colleague', { queue: billing, owner: 'Jana Becker' }), standing: { kind: 'consult_target', by: 'Jana Becker' }, can: [],
          consultations: [pane({ mine: false, with: 'Jana Becker', initials: 'JB', with_agent: 'agent-jana', question: say(QUESTION), can: ['write', 'end'] })], selected_consultation: 'consultation-katrin',
          invitation: { invitation: 'invitation-conference', case: CASE, kind: 'conference', by: 'Jana Becker', contact: 'Martin Hoffmann', queue: billing, text: null, expires_at: now + 24_000, busy: false },
          disposition_required: false, participants: [agent('agent-jana', 'Jana Becker', 'JB', { owner: true, removable: false })],
        },
        main: opening.map((line) => (line.body.kind === 'message' && line.body.side === 'mine' ? { ...line, body: { ...line.body, side: 'colleague' } } : line)),
        threads: {
          'consultation-katrin': [
            asked(at(5, 30), 'Jana Becker', QUESTION),
            ...inside.map((line) => (line.body.kind === 'message' ? { ...line, body: { ...line.body, side: line.body.side === 'mine' ? ('colleague' as const) : ('mine' as const) } } : line)),
          ],
        },
      };
    case 'unsent':
      return {
        ...base, toast: phrase('refusal-target-logged-out'),
        main: [
          ...opening,
          said('mine', 'Jana Becker', at(6), { de: 'Ich habe das gerade für Sie storniert.', en: 'I have just cancelled that for you.' }, { kind: 'not_sent', why: phrase('refusal-store-unavailable') }),
          said('mine', 'Jana Becker', at(6, 20), { de: 'Einen Moment bitte.', en: 'One moment please.' }, { kind: 'sending' }),
        ],
      };
    case 'long':
      return {
        ...base,
        main: Array.from({ length: 100_000 }, (_, index) =>
          said(index % 3 === 0 ? 'mine' : 'contact', index % 3 === 0 ? 'Jana Becker' : 'Martin Hoffmann', at(2) - (100_000 - index) * 20_000, {
            de: `Nachricht ${index + 1}${index % 7 === 0 ? ': eine längere Zeile, die auch einmal umbricht, damit die Höhen nicht alle gleich sind, wie im wirklichen Leben.' : ''}`,
            en: `Message ${index + 1}${index % 7 === 0 ? ': a longer line that also wraps now and then, so that the heights are not all the same, as in real life.' : ''}`,
          }),
        ),
      };
    case 'invited-elsewhere':
      return {
        ...base,
        list: {
          ...list, invitations: invitations.slice(0, 1),
          consultations: list.consultations.map((row) => ({ ...row, invited_until: now + 24_000 })),
        },
      };
    case 'interrupted':
      return {
        ...base, list: { ...list, chats: list.chats.map((row) => (row.case === CASE ? { ...row, interrupted: true } : row)) },
        chat: { ...chat, contact_state: { kind: 'interrupted', since: now - 75_000 } }, main: [...opening, happened(at(6), 'contact-interrupted', { contact: 'Martin Hoffmann' })],
      };
    case 'practice':
      return {
        ...base, stage: { kind: 'workspace', practice: { contact_page: 'http://127.0.0.1:47800/' } }, tour: { step: 'consult', number: 4, of: 8, done: true },
        list: { ...list, chats: [hoffmann], consultations: [] },
      };
    case 'reminder':
      return {
        ...base, chat: { ...chat, reminder: reminder(42_000) },
        list: {
          ...list,
          chats: [
            { ...list.chats[0]!, reminder: reminder(70_000) },
            { ...hoffmann, reminder: reminder(42_000) },
            { ...list.chats[2]!, group: 'pending', unread: 1, preview: phrase('preview-contact', { text: say({ de: 'Danke, und wann ist das Geld da?', en: 'Thanks, and when will the money be there?' }) }), reminder: reminder(12_000) },
            list.chats[3]!,
          ],
        },
      };
    case 'settings':
      return { ...base, stage: { kind: 'workspace', practice: { contact_page: 'http://127.0.0.1:47800/' } }, attention: attentionOf(language, {}, { shortcut: { kind: 'shortcut', shortcut: 'ctrl_alt_j' } }) };
    case 'settings-wayland':
      return { ...base, attention: attentionOf(language, WAYLAND, { flash_consultations: { kind: 'switch', on: false } }) };
    case 'why':
      return { ...base, attention: { ...attentionOf(language), decided: 62 }, decisions: decisionsOf(now) };
    case 'why-empty':
    case 'do-not-disturb-menu':
    case 'do-not-disturb-until':
      return base;
    case 'do-not-disturb':
      return { ...base, attention: { ...attentionOf(language), do_not_disturb_until: now + 30 * MINUTE } };
    case 'silenced':
      return { ...base, chat: { ...chat, silenced: true }, list: { ...list, chats: list.chats.map((row) => (row.case === CASE || row.case === 'case-koehler' ? { ...row, silenced: true } : row)) } };
    case 'unread-private':
      return { ...base, list: { ...list, chats: list.chats.map((row) => (row.case === 'case-koehler' ? { ...row, unread: 1, unread_private: true } : row)), consultations: list.consultations.map((row) => ({ ...row, unread: 1, unread_private: true })) } };
    case 'quit':
      return {
        ...base, drafts: { main: say({ de: 'Ich sehe gerade', en: 'I can see' }) },
        quit: {
          open: [
            phrase('quit-chats', { count: 3, contacts: 'Martin Hoffmann, Petra Köhler, Otto Weiß' }), phrase('quit-consultations', { count: 2, names: 'Katrin Richter, Rita Maurer' }),
            phrase('quit-texts', { count: 1 }),
          ],
          then: [phrase('quit-contacts-wait', { count: 3 }), phrase('quit-consultations-stay', { count: 2 }), phrase('quit-texts-later'), phrase('quit-drafts-stay')],
        },
      };
    case 'hostile': {
      const name = '\u202eevil <b>Martin</b> <script>alert(1)</script> ' + 'W'.repeat(90);
      return {
        ...base,
        list: { ...list, chats: [{ ...hoffmann, contact: name, preview: phrase('preview-contact', { text: '\u202e' + '💥'.repeat(200) }) }, ...left] },
        chat: { ...chat, contact: name, queue: 'Q'.repeat(80), subtitle: phrase('chat-since', { queue: 'Q'.repeat(80), at: at(2) }), case_data: [{ key: 'k'.repeat(60), value: '<img src=x onerror=alert(1)>'.repeat(4) }] },
        main: [
          said('contact', name, at(2), { de: '<script>alert(1)</script> <img src=x onerror=alert(1)> javascript:alert(1) https://example.com/a_(b)?c=d. \u202egnp.exe', en: '<script>alert(1)</script> <img src=x onerror=alert(1)> javascript:alert(1) https://example.com/a_(b)?c=d. \u202egnp.exe' }),
          said('contact', name, at(3), { de: '😀'.repeat(600), en: '😀'.repeat(600) }),
          said('contact', name, at(4), { de: 'مرحبا، الفاتورة غير صحيحة 38,90 €', en: 'مرحبا، الفاتورة غير صحيحة 38,90 €' }),
          said('contact', name, at(4, 30), { de: `${'x'.repeat(400)}\n\n\n  eingerückt\tTab`, en: `${'x'.repeat(400)}\n\n\n  indented\ttab` }),
        ],
      };
    }
  }
}
