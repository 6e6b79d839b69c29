// What the page makes of texts: links, limits, languages, frames it does not know.
import { describe, expect, it } from 'vitest';
import { linkParts } from '../src/links';
import { nameRefusal, refusalText, textRefusal } from '../src/refusals';
import { decode } from '../src/wire';
import { firstLanguage, Words } from '../src/words';

const links = (text: string) => linkParts(text).flatMap(({ href }) => (href === null ? [] : [href]));

describe('links', () => {
  it.each([
    ['Siehe https://example.org/a?b=c#d.', ['https://example.org/a?b=c#d']],
    ['„https://example.org/rechnung“, dann weiter', ['https://example.org/rechnung']],
    ['(http://example.org/x_(y))', ['http://example.org/x_(y)']],
    ['javascript:alert(1) data:text/html,x ftp://example.org file:///etc/passwd', []],
    ['https:// und https://', []],
    ['<a href="https://example.org">', ['https://example.org/']],
  ])('in %s', (text, expected) => {
    expect(links(text)).toEqual(expected);
    expect(
      linkParts(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });
});

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
