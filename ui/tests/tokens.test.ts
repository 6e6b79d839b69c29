// Addresses in a text are found to be seen, and nothing of the text is lost.
import { expect, test } from 'vitest';
import { tokens } from '../src/components/shared/tokens';

const addresses = (text: string) =>
  tokens(text)
    .filter((token) => token.kind === 'address')
    .map((token) => token.text);

test('an address ends before the full stop and the bracket of its sentence', () => {
  expect(addresses('Siehe https://example.com/hilfe. Danke!')).toEqual(['https://example.com/hilfe']);
  expect(addresses('(https://example.com/a_(b)?c=d)')).toEqual(['https://example.com/a_(b)?c=d']);
  expect(addresses('„https://example.com“, http://b.de/x;')).toEqual(['https://example.com', 'http://b.de/x']);
});

test('only http and https are addresses', () => {
  expect(addresses('javascript:alert(1) data:text/html,x file:///etc/passwd mailto:a@b.de https:// http://.')).toEqual([]);
});

test('an address ends at a mark that turns the direction, so that its end cannot be disguised', () => {
  expect(addresses('https://example.com/\u202egnp.exe')).toEqual(['https://example.com/']);
});

test.each(['', 'ohne Adresse', 'https://a.de https://b.de', '<b>https://a.de/?q=<script></b>', '💥'.repeat(50), 'https://a.de...)))'])(
  'the pieces of %j together are the text',
  (text) => {
    expect(
      tokens(text)
        .map((token) => token.text)
        .join(''),
    ).toBe(text);
  },
);

test('a very long text is read in one go', () => {
  const text = `https://example.com/${'('.repeat(8000)}${')'.repeat(8000)}`;
  expect(
    tokens(text)
      .map((token) => token.text)
      .join(''),
  ).toBe(text);
});
