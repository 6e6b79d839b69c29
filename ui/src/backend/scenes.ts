// Believable moments of a working day, for pictures, tests and a plain browser. Names and texts are invented.
import type { Language } from '../generated/Language';
import type { SignInError } from '../generated/SignInError';
import { linesScene } from './lines-scenes';
import { listScene } from './list-scenes';
import { attentionOf, decisionsOf, UNPLUGGED, WAYLAND } from './signs';
import { CASE, inState, KATRIN, MINUTE, phrase, type Scene, workday } from './workday';

export const SCENES = [
  'first-start',
  'sign-in',
  'sign-in-error',
  'sign-in-certificate',
  'sign-in-busy',
  'sign-in-waits',
  'starting',
  'starting-offline',
  'failed',
  'empty',
  'empty-not-ready',
  'invitation',
  'chat',
  'transcript',
  'two-consultations',
  'communicator-consult',
  'communicator-conference',
  'communicator-transfer',
  'team',
  'declined',
  'pending',
  'conference',
  'expert',
  'wrap-up',
  'offline',
  'elsewhere',
  'torn-off',
  'colleague',
  'unsent',
  'came-back',
  'long',
  'interrupted',
  'invited-elsewhere',
  'practice',
  'hostile',
  'reminder',
  'settings',
  'settings-wayland',
  'why',
  'why-empty',
  'do-not-disturb',
  'do-not-disturb-menu',
  'do-not-disturb-until',
  'silenced',
  'unread-private',
  'quit',
  'window',
  'many-chats',
  'next-chat',
  'waiting-nobody',
  'not-ready',
  'former-target',
  'palette',
  'keys',
  'keys-own',
] as const;
export type SceneName = (typeof SCENES)[number];

export function scene(name: SceneName, language: Language, now: number): Scene {
  const day = workday(language, now);
  const {
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
    QUESTION,
  } = day;

  const signIn = (error: SignInError | null, { busy = false, kept = 0 } = {}): Scene => ({
    ...base,
    stage: { kind: 'sign_in', server: 'https://konsil.example.de', login: 'jana', busy, error, kept },
  });
  switch (name) {
    case 'first-start':
      return { ...base, stage: { kind: 'first_start' } };
    case 'sign-in':
      return signIn(null);
    case 'sign-in-error':
      return signIn({ what: phrase('sign-in-wrong-login-or-password'), field: 'password' }, { kept: 2 });
    case 'sign-in-certificate':
      return signIn({ what: phrase('sign-in-certificate-out-of-date'), field: 'server' });
    case 'sign-in-busy':
      return signIn(null, { busy: true });
    case 'sign-in-waits':
      return signIn({ what: phrase('offline-busy'), field: null }, { busy: true });
    case 'starting':
      return { ...base, stage: { kind: 'starting', practice: true } };
    case 'starting-offline':
      return {
        ...base,
        stage: { kind: 'starting', practice: false },
        connection: { kind: 'offline', retry_at: now + 12_000, queued: 0, cause: phrase('offline-portal') },
      };
    case 'failed':
      return { ...base, stage: { kind: 'failed', error: phrase('practice-failed-port', { port: 47800 }) } };
    case 'empty':
      return { ...base, list: empty, chat: null, me: { ...base.me, places_taken: 0 } };
    case 'empty-not-ready':
      return { ...base, list: empty, chat: null, me: { ...inState(base.me, { kind: 'not_ready', reason: 'signed_in' }), places_taken: 0 } };
    case 'invitation':
      return { ...base, chat: null, list: { ...list, invitations, oldest: invitations[0] ?? null, chats: left, consultations: [] } };
    case 'team':
    case 'chat':
      return { ...base, typing: ['Martin Hoffmann'] };
    case 'two-consultations':
      return {
        ...base,
        ...consulting,
        typing: ['Martin Hoffmann'],
        chat: {
          ...consulting.chat,
          notices: declined,
          consultations: [
            pane(),
            pane({ consultation: 'consultation-rita', with_agent: 'agent-rita', with: 'Rita Maurer', initials: 'RM', unread: 1 }),
          ],
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
        ...base,
        ...consulting,
        chat: {
          ...consulting.chat,
          requests: [
            {
              invitation: 'request-1',
              kind: 'conference',
              target: 'Katrin Richter',
              expires_at: now + 24_000,
              busy: false,
              least: null,
              withdrawable: true,
            },
            {
              invitation: 'request-2',
              kind: 'consultation',
              target: tech,
              least: null,
              expires_at: now + 12_000,
              busy: false,
              withdrawable: true,
            },
          ],
        },
      };
    case 'conference':
      return {
        ...base,
        chat: {
          ...chat,
          end_effect: 'my_session',
          reminder: null,
          participants: [agent(KATRIN, 'Katrin Richter', 'KR')],
          consultations: [pane({ ended: phrase('consultation-ended-became-conference'), ended_at: at(7), can: ['mark_done'] })],
          selected_consultation: 'consultation-katrin',
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
    case 'expert': {
      const role = phrase('party-expert', { sponsor: 'Jana Becker' });
      return {
        ...base,
        chat: {
          ...chat,
          reminder: null,
          participants: [agent('', 'Dr. Paula Weber', 'PW', { key: 'expert teams:4f1d2c', agent: null, role, removable: false })],
        },
        main: [
          ...opening,
          said(
            'colleague',
            'Dr. Paula Weber',
            at(7, 30),
            {
              de: 'Das ist ein bekannter Fehler vom Oktober, die Option wird überall wieder abgezogen.',
              en: 'This is a known fault of October; the option is being taken off everywhere.',
            },
            { kind: 'sent' },
            role,
          ),
        ],
      };
    }
    case 'wrap-up':
      return {
        ...base,
        list: { ...list, chats: left.map((row) => ({ ...row, selected: row.case === 'case-neumann' })) },
        chat: {
          ...chat,
          case: 'case-neumann',
          contact: 'Thomas Neumann',
          queue: say({ de: 'Vertrag', en: 'Contract' }),
          subtitle: phrase('chat-ended-at', { queue: say({ de: 'Vertrag', en: 'Contract' }), at: at(21) }),
          contact_state: { kind: 'left', at: at(21) },
          standing: { kind: 'former', at: at(21), notice: phrase('former-ended') },
          reminder: null,
          can: ['mark_done', 'set_note', 'set_disposition'],
          owner: 'Jana Becker',
          case_data: [{ key: 'page', value: '/hilfe/kuendigen' }],
        },
        main: [
          said('contact', 'Thomas Neumann', at(19), {
            de: 'Perfekt, dann bleibt es bei der Kündigung zum 31.12.',
            en: 'Perfect, then the notice to 31 December stands.',
          }),
          said('mine', 'Jana Becker', at(20), {
            de: 'So ist es vorgemerkt. Die Bestätigung kommt per E-Mail.',
            en: 'That is what is noted. The confirmation will come by e-mail.',
          }),
          said('mine', 'Jana Becker', at(20, 30), { de: 'Ich wünsche Ihnen einen schönen Tag!', en: 'Have a nice day!' }),
          happened(at(21), 'contact-left-ended', { contact: 'Thomas Neumann' }),
        ],
      };
    case 'offline':
      return {
        ...base,
        connection: { kind: 'offline', retry_at: now + 3_000, queued: 1, cause: phrase('offline-unreachable') },
        main: [
          ...opening,
          said(
            'mine',
            'Jana Becker',
            at(6),
            { de: 'Ja, das kläre ich gerade für Sie.', en: 'Yes, I am clarifying that for you right now.' },
            { kind: 'queued' },
          ),
        ],
      };
    case 'elsewhere':
      return {
        ...base,
        connection: { kind: 'elsewhere', unsent: 1 },
        drafts: { main: say({ de: 'Ich habe mit der Buchhaltung gesprochen und', en: 'I have talked to accounting and' }) },
      };
    case 'torn-off':
      return { ...base, ...consulting, window: { kind: 'own', case: CASE }, chat: { ...consulting.chat, torn_off: true } };
    case 'colleague':
      return {
        ...base,
        window: { kind: 'own', case: CASE },
        me: { ...base.me, agent: KATRIN, name: 'Katrin Richter', initials: 'KR' },
        chat: {
          ...chat,
          torn_off: true,
          subtitle: phrase('chat-of-colleague', { queue: billing, owner: 'Jana Becker' }),
          standing: { kind: 'consult_target', by: 'Jana Becker' },
          can: [],
          consultations: [
            pane({
              mine: false,
              with: 'Jana Becker',
              initials: 'JB',
              with_agent: 'agent-jana',
              question: say(QUESTION),
              can: ['write', 'end'],
            }),
          ],
          selected_consultation: 'consultation-katrin',
          invitation: {
            invitation: 'invitation-conference',
            case: CASE,
            kind: 'conference',
            by: 'Jana Becker',
            contact: 'Martin Hoffmann',
            queue: billing,
            text: null,
            expires_at: now + 24_000,
            busy: false,
            refusable: true,
            interrupted: false,
          },
          disposition_required: false,
          participants: [agent('agent-jana', 'Jana Becker', 'JB', { owner: true, removable: false })],
        },
        main: opening.map((line) =>
          line.body.kind === 'message' && line.body.side === 'mine' ? { ...line, body: { ...line.body, side: 'colleague' } } : line,
        ),
        threads: {
          'consultation-katrin': [
            asked(at(5, 30), 'Jana Becker', QUESTION),
            ...inside.map((line) =>
              line.body.kind === 'message'
                ? { ...line, body: { ...line.body, side: line.body.side === 'mine' ? ('colleague' as const) : ('mine' as const) } }
                : line,
            ),
          ],
        },
      };
    case 'unsent':
      return {
        ...base,
        toast: phrase('refusal-target-logged-out'),
        main: [
          ...opening,
          said(
            'mine',
            'Jana Becker',
            at(6),
            { de: 'Ich habe das gerade für Sie storniert.', en: 'I have just cancelled that for you.' },
            { kind: 'not_sent', why: phrase('refusal-store-unavailable'), sendable: true },
          ),
          said('mine', 'Jana Becker', at(6, 20), { de: 'Einen Moment bitte.', en: 'One moment please.' }, { kind: 'sending' }),
        ],
      };
    case 'long':
      return {
        ...base,
        main: Array.from({ length: 100_000 }, (_, index) =>
          said(
            index % 3 === 0 ? 'mine' : 'contact',
            index % 3 === 0 ? 'Jana Becker' : 'Martin Hoffmann',
            at(2) - (100_000 - index) * 20_000,
            {
              de: `Nachricht ${index + 1}${index % 7 === 0 ? ': eine längere Zeile, die auch einmal umbricht, damit die Höhen nicht alle gleich sind, wie im wirklichen Leben.' : ''}`,
              en: `Message ${index + 1}${index % 7 === 0 ? ': a longer line that also wraps now and then, so that the heights are not all the same, as in real life.' : ''}`,
            },
          ),
        ),
      };
    case 'invited-elsewhere':
      return {
        ...base,
        list: {
          ...list,
          invitations: invitations.slice(0, 1),
          oldest: invitations[0] ?? null,
          consultations: list.consultations.map((row) => ({ ...row, invited_until: now + 24_000 })),
        },
      };
    case 'interrupted':
      return {
        ...base,
        list: { ...list, chats: list.chats.map((row) => (row.case === CASE ? { ...row, interrupted: true } : row)) },
        chat: { ...chat, contact_state: { kind: 'interrupted', since: now - 75_000 } },
        main: [...opening, happened(at(6), 'contact-interrupted', { contact: 'Martin Hoffmann' })],
      };
    case 'practice':
      return {
        ...base,
        stage: { kind: 'workspace', practice: { contact_page: 'http://127.0.0.1:47800/' } },
        tour: { step: 'read_reply', number: 5, of: 8, done: false, hint: 'consult' },
        list: { ...list, chats: [hoffmann], consultations: [] },
      };
    case 'reminder':
      return {
        ...base,
        chat: { ...chat, reminder: reminder(42_000) },
        list: {
          ...list,
          chats: [
            { ...sahin, reminder: reminder(70_000) },
            { ...hoffmann, reminder: reminder(42_000) },
            {
              ...koehler,
              group: 'pending',
              unread: 1,
              preview: phrase('preview-contact', {
                text: say({ de: 'Danke, und wann ist das Geld da?', en: 'Thanks, and when will the money be there?' }),
              }),
              reminder: reminder(12_000),
            },
            neumann,
          ],
        },
      };
    case 'settings':
      return {
        ...base,
        stage: { kind: 'workspace', practice: { contact_page: 'http://127.0.0.1:47800/' } },
        attention: attentionOf(language, {}, { shortcut: { kind: 'shortcut', shortcut: 'ctrl_alt_j' } }),
      };
    case 'settings-wayland':
      return {
        ...base,
        attention: attentionOf(language, WAYLAND, { flash_consultations: { kind: 'switch', on: false }, sound_output: UNPLUGGED }),
      };
    case 'why':
      return { ...base, attention: attentionOf(language), decisions: decisionsOf(now) };
    case 'palette':
      return {
        ...base,
        ...consulting,
        chat: { ...consulting.chat, reminder: reminder(42_000) },
        list: { ...list, invitations: invitations.slice(0, 1), oldest: invitations[0] ?? null },
      };
    case 'keys-own':
      return { ...base, attention: attentionOf(language, {}, { keys: { kind: 'keys', keys: { consult: 'Mod+Shift+G' } } }) };
    case 'keys':
    case 'why-empty':
    case 'do-not-disturb-menu':
    case 'do-not-disturb-until':
      return base;
    case 'do-not-disturb':
      return { ...base, attention: { ...attentionOf(language), do_not_disturb_until: now + 30 * MINUTE } };
    case 'silenced':
      return {
        ...base,
        chat: { ...chat, silenced: true },
        list: {
          ...list,
          chats: list.chats.map((row) => (row.case === CASE || row.case === 'case-koehler' ? { ...row, silenced: true } : row)),
        },
      };
    case 'unread-private':
      return {
        ...base,
        list: {
          ...list,
          chats: list.chats.map((row) => (row.case === 'case-koehler' ? { ...row, unread: 1, unread_private: 1 } : row)),
          consultations: list.consultations.map((row) => ({ ...row, unread: 1, unread_private: 1 })),
        },
      };
    case 'quit':
      return {
        ...base,
        drafts: { main: say({ de: 'Ich sehe gerade', en: 'I can see' }) },
        quit: {
          open: [
            phrase('quit-chats', { count: 3, contacts: 'Martin Hoffmann, Petra Köhler, Otto Weiß' }),
            phrase('quit-consultations', { count: 2, names: 'Katrin Richter, Rita Maurer' }),
            phrase('quit-texts', { count: 1 }),
          ],
          // biome-ignore lint/suspicious/noThenProperty: Nobody awaits a view.
          then: [
            phrase('quit-contacts-wait', { count: 3 }),
            phrase('quit-consultations-stay', { count: 2 }),
            phrase('quit-texts-later'),
            phrase('quit-drafts-stay'),
          ],
        },
      };
    case 'window':
    case 'many-chats':
    case 'waiting-nobody':
    case 'next-chat':
    case 'not-ready':
    case 'former-target':
      return listScene(name, day, now);
    case 'came-back':
    case 'transcript':
    case 'hostile':
      return linesScene(name, day);
  }
}
