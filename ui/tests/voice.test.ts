// @vitest-environment node
// How the words sound: the rules of voice in STYLE.md, as far as a machine can hear them.

import { describe, expect, test } from 'vitest';
import { LANGUAGES, type Language, type Said, words } from './corpus';

/** The sentences in which something is heard that should not be, with their ids. */
function heard(language: Language, wrong: RegExp, counts: (said: Said) => boolean = () => true): string[] {
  return words[language]
    .filter(counts)
    .flatMap((said) => said.sentences.filter((sentence) => wrong.test(sentence)).map((sentence) => `${said.id}: ${sentence}`));
}

/** With a boundary on both sides that knows umlauts. */
const word = (...alternatives: string[]) => new RegExp(`(?<!\\p{L})(?:${alternatives.join('|')})(?!\\p{L})`, 'iu');

describe('the voice', () => {
  test('names a contact, whose name is theirs („Herr Brandt“), in the nominative or after a colon only', () => {
    const oblique = /(?<!\p{L})(?:mit|an|für|zu|von|bei|nach|über|um|ohne|durch)\s+\{(?:contacts?|centre)\}/iu;
    expect(heard('de', oblique)).toEqual([]);
    expect('Chat mit {contact} beenden?', 'what is looked for').toMatch(oblique);
  });

  test.each([
    ['de', word('Bytes?', 'verstr(?:ichen|eichen)', 'spricht eine andere')],
    ['en', word('bytes?', 'you let', 'speaks? another')],
  ] as const)('says what is so and blames nobody (%s)', (language, wrong) => {
    expect(heard(language, wrong)).toEqual([]);
  });

  test.each([
    [
      'de',
      word(
        'Zustand',
        'Rechner',
        'Einladung in die Konferenz',
        'in eine Konferenz ein',
        'nicht gesendete[rn]? Texte?',
        'nachgesendet',
        'ohne Verbindung',
        'eröffnet',
        'Anfrage',
      ),
    ],
    [
      'en',
      word('states?', 'log(?:ged|ging)? (?:out|in)', 'after work', 'ran out', '(?:is|are) writing', 'unsent texts?', 'without connection'),
    ],
  ] as const)('has one word for one thing (%s)', (language, wrong) => {
    expect(heard(language, wrong)).toEqual([]);
  });

  test('ends chats, consultations, the tour and the program; settings are turned on and off', () => {
    const setting = (said: Said) => /dnd|do-not-disturb|quiet|setting|silence/.test(said.id);
    expect(heard('de', word('beenden', 'beendet', 'zu Ende'), setting)).toEqual([]);
    expect(heard('en', word('end', 'ended', 'over'), setting)).toEqual([]);
  });

  test('removes people and deletes things', () => {
    // The vendor's term on its button, and the chats of an exercise.
    const people = (said: Said) => !['remove-participant', 'practice-restart-text'].includes(said.id);
    expect(heard('de', word('gelöscht', 'löschen'), people)).toEqual([]);
    expect(heard('en', word('deleted?'), people)).toEqual([]);
  });

  test('lets people want and need, not things', () => {
    const things = (said: Said) => said.file !== 'practice.ftl';
    expect(heard('de', word('brauch(?:t|en) Sie', 'Ruhe', 'System (?:möchte|will)'), things)).toEqual([]);
    expect(heard('en', word('needs? you', 'wants? quiet', 'system(?:’s quiet| wants)'), things)).toEqual([]);
  });

  test('is the same for women and men', () => {
    expect(heard('de', /(?<!\p{L})(?:Kolleg(?!ium)|Eigner|Techniker(?!termin)|Mitarbeiter|Benutzer)/iu)).toEqual([]);
    expect(heard('de', /\p{L}(?:\*|:|_)in(?:nen)?(?!\p{L})/u)).toEqual([]);
  });

  test('puts no full stop behind a line in a thread', () => {
    const isLine = ({ id, file, group }: Said) =>
      (file === 'phrases.ftl' && ['Lines in a thread', 'Above the chat', 'Second line of a row'].includes(group)) ||
      // What the centre says while somebody waits is a message; what cannot be shown says what to do.
      (file === 'contact.ftl' &&
        group === 'The chat' &&
        !['page-chat-waiting-text', 'page-chat-minutes', 'page-chat-unsupported'].includes(id));
    for (const language of LANGUAGES) {
      expect(words[language].filter(isLine).length, 'the lines were found').toBeGreaterThan(45);
      expect(heard(language, /\.$/u, isLine)).toEqual([]);
    }
  });

  test('sets the ellipsis as each language does', () => {
    expect(heard('en', /\s…/u), 'English: no space before it').toEqual([]);
    expect(heard('de', /[^\s]…/u), 'German: a space before it').toEqual([]);
    for (const language of LANGUAGES) expect(heard(language, /\.\.\./u)).toEqual([]);
  });

  test('is English where it is English', () => {
    expect(heard('en', /['"`]/u), 'apostrophes and quotes are ’ “ ”').toEqual([]);
    expect(heard('en', word('stands?', 'stood')), 'things are or appear').toEqual([]);
    const toContacts = (said: Said) => said.file === 'contact.ftl' || /^practice-.*-(?:takeover|solved)$/.test(said.id);
    const stiff = word(
      'I am',
      'I will',
      'you are',
      'you will',
      'we will',
      '(?<!as )it is',
      'did not',
      'do not',
      'does not',
      'cannot',
      'will not',
    );
    expect(heard('en', stiff, toContacts), 'contacts are written to as people talk').toEqual([]);
  });
});
