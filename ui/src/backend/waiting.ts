// Who waits in a queue: somebody who came first, one whose page has no connection, one who could not be taken, and one who
// is gone.
import type { Language } from '../generated/Language';
import type { WaitingRow } from '../generated/WaitingRow';
import type { WaitingView } from '../generated/WaitingView';

export function waitingIn(queue: string, name: string, language: Language, now: number): WaitingView {
  const row = (contact: string, seconds: number, words: Record<Language, string>, more: Partial<WaitingRow> = {}): WaitingRow => ({
    case: `case-${contact.split(' ').at(-1)?.toLowerCase()}`,
    contact,
    text: words[language],
    since: now - seconds * 1000,
    interrupted: false,
    state: 'waits',
    refused: null,
    ...more,
  });
  return {
    queue,
    name,
    told: 'list',
    more: 2,
    rows: [
      row('Ruth Ackermann', 48, {
        de: 'Guten Tag, auf meiner Rechnung vom März steht der Router zweimal. Ich habe aber nur einen bekommen, und der zweite ist schon bezahlt.',
        en: 'Hello, my March bill lists the router twice. But I only got one, and the second one has already been paid for.',
      }),
      row('Jens Brandt', 41, { de: 'Wann wird abgebucht?', en: 'When will it be debited?' }, { interrupted: true }),
      row(
        'Meike Lorenz',
        36,
        { de: 'Meine Gutschrift fehlt noch.', en: 'My credit note is still missing.' },
        { refused: { id: 'refusal-no-free-place', args: {} } },
      ),
      row(
        'Kemal Yıldız',
        22,
        { de: 'Ich möchte eine Rate verschieben.', en: 'I would like to postpone an instalment.' },
        { state: 'gone' },
      ),
      row('Anna Sommer', 9, { de: 'Bitte rufen Sie die letzte Rechnung auf.', en: 'Please look at the last bill.' }),
    ],
  };
}
