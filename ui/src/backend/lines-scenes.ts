// Moments that are about what is said: lines that come back, fold, or mean harm.
import { phrase, type Scene, type workday } from './workday';

export type LinesSceneName = 'came-back' | 'transcript' | 'hostile';

export function linesScene(name: LinesSceneName, day: ReturnType<typeof workday>): Scene {
  const { base, list, sahin, hoffmann, koehler, neumann, chat, opening, inside, pane, said, happened, say, at, billing, left } = day;
  switch (name) {
    case 'came-back': {
      const contact = 'Martin Hoffmann';
      const not = (id: string, sendable: boolean) => ({ kind: 'not_sent' as const, why: phrase(id, { by: 'Katrin Richter' }), sendable });
      return {
        ...base,
        list: { ...list, chats: [sahin, { ...hoffmann, group: 'ended', reminder: null, unsent: true }, koehler, neumann] },
        chat: {
          ...chat,
          subtitle: phrase('chat-ended-at', { queue: billing, at: at(9) }),
          standing: { kind: 'former', at: at(9), notice: phrase('former-removed', { by: 'Katrin Richter' }) },
          reminder: null,
          can: ['mark_done', 'set_note', 'set_disposition'],
          consultations: [
            pane({ ended: phrase('consultation-ended-became-conference'), can: ['mark_done'], unsent: true }),
            pane({
              consultation: 'consultation-rita',
              with_agent: 'agent-rita',
              with: 'Rita Maurer',
              initials: 'RM',
              ended: phrase('consultation-over'),
              can: ['mark_done'],
            }),
          ],
          selected_consultation: 'consultation-katrin',
        },
        main: [
          ...opening,
          {
            key: 'handover',
            at: at(3),
            body: {
              kind: 'system',
              phrase: phrase('agent-joined-transfer', { agent: 'Jana Becker', by: 'Sven Albrecht', me: 'agent' }),
              private: false,
              note: {
                author: 'Sven Albrecht',
                text: say({
                  de: 'Hat schon zweimal wegen derselben Rechnung geschrieben.\nBitte Kulanz prüfen, ich habe ihm bis heute Abend eine Antwort zugesagt.',
                  en: 'Has written twice about the same bill.\nPlease check for goodwill; I promised an answer by tonight.',
                }),
              },
            },
          },
          happened(at(9), 'agent-left-removed', { agent: 'Jana Becker', by: 'Katrin Richter', me: 'agent' }),
          said(
            'mine',
            'Jana Becker',
            at(9, 5),
            { de: 'Ich schreibe Ihnen den Betrag gleich gut, das dauert', en: 'I will credit the amount right away, it takes' },
            not('refusal-removed-from-conference', true),
          ),
          said(
            'mine',
            'Jana Becker',
            at(9, 6),
            { de: 'Darf ich über 50 € hinausgehen?', en: 'May I go beyond €50?' },
            not('not-sent-question', false),
          ),
        ],
        threads: {
          'consultation-katrin': [
            ...inside,
            said(
              'mine',
              'Jana Becker',
              at(7),
              { de: `Unter uns: ${contact} droht`, en: `Between us: ${contact} threatens` },
              not('not-sent-became-conference', true),
            ),
          ],
          'consultation-rita': [],
        },
      };
    }
    case 'transcript':
      return {
        ...base,
        main: [
          ...opening,
          happened(at(5, 20), 'contact-interrupted', { contact: 'Martin Hoffmann' }),
          happened(at(5, 40), 'contact-returned', { contact: 'Martin Hoffmann' }),
          happened(at(6), 'agent-joined-conference', { agent: 'Katrin Richter', by: 'Jana Becker', me: 'by' }),
          happened(at(6, 10), 'owner-changed', { agent: 'Katrin Richter', me: 'none' }),
          said('colleague', 'Katrin Richter', at(7), {
            de: 'Guten Tag, Herr Hoffmann. Für die Buchung fehlt die Bestätigung.',
            en: 'Hello Mr Hoffmann. The booking was never confirmed.',
          }),
          said('mine', 'Jana Becker', at(8), {
            de: 'Herr Hoffmann, ich schreibe Ihnen die 38,90 € gut.',
            en: 'I’ll credit you the €38.90.',
          }),
          said('mine', 'Jana Becker', at(8, 20), {
            de: 'So geht es künftig: www.nordlicht.example/hilfe',
            en: 'Next time it works like this: www.nordlicht.example/help',
          }),
          happened(at(8, 30), 'contact-interrupted', { contact: 'Martin Hoffmann' }),
          happened(at(8, 50), 'contact-returned', { contact: 'Martin Hoffmann' }),
          said('contact', 'Martin Hoffmann', at(9), { de: 'Danke!', en: 'Thank you!' }),
          said('contact', 'Martin Hoffmann', at(9, 10), {
            de: 'Ist https://nordlicht.example@gewinn.example/ auch von Ihnen?',
            en: 'Is https://nordlicht.example@prize.example/ yours, too?',
          }),
          said('contact', 'Martin Hoffmann', at(9, 30), { de: 'Die Mail kam heute.', en: 'The mail came today.' }),
        ],
      };
    case 'hostile': {
      const name = `\u202eevil <b>Martin</b> <script>alert(1)</script> ${'W'.repeat(90)}`;
      return {
        ...base,
        list: {
          ...list,
          chats: [{ ...hoffmann, contact: name, preview: phrase('preview-contact', { text: `\u202e${'💥'.repeat(200)}` }) }, ...left],
        },
        chat: {
          ...chat,
          contact: name,
          queue: 'Q'.repeat(80),
          subtitle: phrase('chat-since', { queue: 'Q'.repeat(80), at: at(2) }),
          case_data: [{ key: 'k'.repeat(60), value: '<img src=x onerror=alert(1)>'.repeat(4) }],
        },
        main: [
          said('contact', name, at(2), {
            de: '<script>alert(1)</script> <img src=x onerror=alert(1)> javascript:alert(1) https://example.com/a_(b)?c=d. \u202egnp.exe',
            en: '<script>alert(1)</script> <img src=x onerror=alert(1)> javascript:alert(1) https://example.com/a_(b)?c=d. \u202egnp.exe',
          }),
          said('contact', name, at(3), { de: '😀'.repeat(600), en: '😀'.repeat(600) }),
          said('contact', name, at(4), { de: 'مرحبا، الفاتورة غير صحيحة 38,90 €', en: 'مرحبا، الفاتورة غير صحيحة 38,90 €' }),
          said('contact', name, at(4, 30), {
            de: `${'x'.repeat(400)}\n\n\n  eingerückt\tTab`,
            en: `${'x'.repeat(400)}\n\n\n  indented\ttab`,
          }),
        ],
      };
    }
  }
}
