// What the page makes of texts: limits, languages, frames it does not know. (Addresses: ui/tests/addresses.test.ts.)
import { describe, expect, it } from 'vitest';
import { nameRefusal, refusalText, textRefusal } from '../src/refusals';
import { decode } from '../src/wire';
import { firstLanguage, Words } from '../src/words';

describe('a refusal', () => {
  it('asks for other words where the same ones would be refused again', () => {
    const words = new Words('de');
    expect(refusalText({ kind: 'malformed' }, words)).toContain('etwas anders');
    expect(refusalText({ kind: 'not_stored' }, words)).toContain('noch einmal');
  });
});

describe('limits', () => {
  it('counts a message in bytes and a name in characters', () => {
    expect(textRefusal('ä'.repeat(8), 16)).toBeNull();
    expect(textRefusal('ä'.repeat(9), 16)).toEqual({ kind: 'text_too_long', limit: 16 });
    expect(nameRefusal('😀'.repeat(80), 80)).toBeNull();
    expect(nameRefusal('😀'.repeat(81), 80)).toEqual({ kind: 'name_too_long', limit: 80 });
    expect(textRefusal(' \n', 16)).toEqual({ kind: 'text_empty' });
    expect(nameRefusal('  ', 80)).toEqual({ kind: 'name_missing' });
  });
});

describe('frames', () => {
  it('keeps the place of an event it does not know', () => {
    expect(decode('{"type":"event","n":4,"at":5,"event":{"kind":"file","name":"x"}}')).toEqual({
      type: 'event',
      n: 4,
      at: 5,
      event: { kind: 'unsupported' },
    });
  });

  it.each([
    '',
    'null',
    '[]',
    '{',
    '{"type":7}',
    '{"type":"fireworks"}',
    '{"type":"event","n":"1","at":0}',
    '{"type":"welcome","protocol":1}',
  ])('is not upset by %s', (text) => {
    expect(decode(text)).toBeNull();
  });
});

describe('languages', () => {
  it('takes the first wish that is offered, else the first that is offered', () => {
    expect(firstLanguage(['de', 'en'], [null, null, 'fr-FR', 'en-US', 'de'])).toBe('en');
    expect(firstLanguage(['en'], ['de', 'de-DE'])).toBe('en');
    expect(firstLanguage(['de', 'en'], ['fr'])).toBe('de');
  });

  it('keeps names apart from the sentence around them', () => {
    const words = new Words('de');
    expect(words.t('page-chat-with', { names: words.names(['Jana', 'Katrin']) })).toContain('\u2068Jana\u2069 und \u2068Katrin\u2069');
    words.language = 'en';
    expect(words.t('page-chat-typing', { count: 2, names: words.names(['Jana', 'Katrin']) })).toMatch(/are typing…$/u);
  });
});
