// Addresses in what somebody wrote: found where one is meant, and what only looks like one opens nothing.
import { describe, expect, test } from 'vitest';
import { laidOpen, type Token, tokens } from '../shared/addresses';

const addresses = (text: string) => tokens(text).filter((token) => token.kind === 'address');
const shown = (text: string) => addresses(text).map((token) => token.text);
const joined = (text: string) =>
  tokens(text)
    .map((token) => token.text)
    .join('');

test.each([
  // Quotes and brackets of the sentence stay outside.
  ['Siehe ‚https://nordlicht.example/a‘', ['https://nordlicht.example/a']],
  ['„https://nordlicht.example/b“ und ›https://nordlicht.example/c‹', ['https://nordlicht.example/b', 'https://nordlicht.example/c']],
  ['»https://nordlicht.example/b« “https://nordlicht.example/c”', ['https://nordlicht.example/b', 'https://nordlicht.example/c']],
  ["'https://nordlicht.example/a' ’https://nordlicht.example/b’", ['https://nordlicht.example/a', 'https://nordlicht.example/b']],
  ['"https://nordlicht.example/a" <https://nordlicht.example/b>', ['https://nordlicht.example/a', 'https://nordlicht.example/b']],
  ['`https://nordlicht.example/a` **https://nordlicht.example/b**', ['https://nordlicht.example/a', 'https://nordlicht.example/b']],
  ['https://nordlicht.example/a…', ['https://nordlicht.example/a']],
  ['https://nordlicht.example/a.', ['https://nordlicht.example/a']],
  ['(https://nordlicht.example/a)', ['https://nordlicht.example/a']],
  ['(siehe https://nordlicht.example/a…).', ['https://nordlicht.example/a']],
  ['[hier](https://nordlicht.example/a)weiter', ['https://nordlicht.example/a']],
  ['https://nordlicht.example/a – oder https://nordlicht.example/b–', ['https://nordlicht.example/a', 'https://nordlicht.example/b']],
  ['Wirklich https://nordlicht.example/a?!', ['https://nordlicht.example/a']],
  ['查看https://nordlicht.example/a。然后', ['https://nordlicht.example/a']],
  // Those that were opened within are its own.
  ['(https://nordlicht.example/a_(b)_(c))', ['https://nordlicht.example/a_(b)_(c)']],
  ['https://nordlicht.example/a?b=c#d.', ['https://nordlicht.example/a?b=c#d']],
  ['http://[2001:db8::1]:8080/a', ['http://[2001:db8::1]:8080/a']],
  ['https://nordlicht.example/@jana und HTTPS://NORDLICHT.example', ['https://nordlicht.example/@jana', 'HTTPS://NORDLICHT.example']],
  ['https://a.example,https://b.example;www.c.example', ['https://a.example', 'https://b.example', 'www.c.example']],
  // Without a scheme.
  ['www.nordlicht.example/hilfe', ['www.nordlicht.example/hilfe']],
  ['Auf www.nordlicht.example, bitte', ['www.nordlicht.example']],
  ['hilfe@nordlicht.example', ['hilfe@nordlicht.example']],
  ['(mailto:hilfe@nordlicht.example).', ['mailto:hilfe@nordlicht.example']],
  ["an 'erste.hilfe+neu@nordlicht.example', danke", ['erste.hilfe+neu@nordlicht.example']],
  // Isolated by whatever it was copied from.
  [
    '\u2068https://nordlicht.example/a\u2069 \u200bhttps://nordlicht.example/b\u200b',
    ['https://nordlicht.example/a', 'https://nordlicht.example/b'],
  ],
])('in %j the addresses are %j', (text, expected) => {
  expect(shown(text)).toEqual(expected);
  expect(joined(text)).toBe(text);
});

test.each([
  ['javascript:alert(1)'],
  ['data:text/html,x'],
  ['file:///etc/passwd'],
  ['ms-excel:x'],
  ['ftp://nordlicht.example ftp://www.nordlicht.example ftp://jana@nordlicht.example'],
  ['https:// http://. https://? www. www.a awww.nordlicht.example xhttps://nordlicht.example git+https://nordlicht.example'],
  ['@jana jana@ jana@rechner a@b.de@c.de .@b.de a..b@c.de a@-b.de a@1.2.3.4'],
  // A slash that is none.
  ['https://bank.example\u2215login.evil.example'],
  [`https://nordlicht.example/${'a'.repeat(5000)}`],
])('in %j there is none', (text) => {
  expect(addresses(text)).toEqual([]);
  expect(joined(text)).toBe(text);
});

const target = (text: string) => addresses(text)[0]?.target;

test('what is left out is filled in: what opens is a page over https, or a mail', () => {
  expect(target('www.nordlicht.example/hilfe')).toBe('https://www.nordlicht.example/hilfe');
  expect(target('hilfe@nordlicht.example')).toBe('mailto:hilfe@nordlicht.example');
  expect(target('mailto:hilfe@nordlicht.example?cc=evil@evil.example')).toBe('mailto:hilfe@nordlicht.example');
});

test('an international name opens by its technical one, which is known', () => {
  for (const text of ['http://xn--bcher-kva.example', 'http://bücher.example', 'post@bücher.example']) {
    expect(addresses(text)[0], text).toMatchObject({ text, host: 'xn--bcher-kva.example' });
  }
  expect(target('http://bücher.example')).toBe('http://xn--bcher-kva.example/');
  // A number is where it leads, however it is written.
  expect(addresses('http://2130706433/')[0]).toMatchObject({ host: '127.0.0.1' });
});

test.each([
  ['https://bank.example@evil.example/', ['userinfo'], 'evil.example'],
  ['(https://bank.example:geheim@evil.example/a)', ['userinfo'], 'evil.example'],
  ['www.bank.example@evil.example/a', ['userinfo'], 'evil.example'],
  ['https://nordlicht.example/\u202egpj.exe', ['hidden'], 'nordlicht.example'],
  ['https://nord\u200blicht.example', ['hidden'], 'nordlicht.example'],
  ['https://nordlicht.example/\ufeffa', ['hidden'], 'nordlicht.example'],
  ['https://bank.example\u2060@evil.example', ['userinfo', 'hidden'], 'evil.example'],
] as const)('%j is no address: %j, it would lead to %s', (text, doubts, host) => {
  const suspects = tokens(text).filter((token) => token.kind === 'suspect');
  expect(suspects).toMatchObject([{ doubts, host }]);
  expect(addresses(text)).toEqual([]);
  expect(joined(text)).toBe(text);
});

test('what nobody sees is given a name', () => {
  expect(laidOpen('a\u202eb\u200b')).toEqual([
    { text: 'a', name: null },
    { text: '\u202e', name: 'U+202E' },
    { text: 'b', name: null },
    { text: '\u200b', name: 'U+200B' },
  ]);
});

describe('whatever is written', () => {
  const PARTS = [
    ...[
      'https://',
      'HTTP://',
      'www.',
      'mailto:',
      'javascript:',
      '//',
      'nordlicht',
      '.example',
      '.',
      'bücher',
      '例え',
      'a',
      '7',
      '@',
      '/',
      '?q=',
      '#',
    ],
    ...[
      ' ',
      '\n',
      '(',
      ')',
      '[',
      ']',
      '{',
      '}',
      '„',
      '“',
      '‚',
      '‘',
      '’',
      '"',
      "'",
      '<',
      '>',
      '…',
      '...',
      ',',
      ';',
      ':',
      '!',
      '|',
      '\\',
      '%2F',
      '%00',
    ],
    ...[
      '\u202e',
      '\u200b',
      '\u00ad',
      '\ufeff',
      '\u2069',
      '\ud83d',
      '😀',
      '👩‍👩‍👧',
      'e\u0301',
      '_',
      '-',
      '+',
      '&',
      '=',
      '*',
      '~',
      ':8080',
      '[::1]',
    ],
  ];
  /** The same texts in every run. */
  function* texts(count: number): Generator<string> {
    let seed = 42;
    const next = (below: number) => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return seed % below;
    };
    for (let made = 0; made < count; made++) yield Array.from({ length: 1 + next(14) }, () => PARTS[next(PARTS.length)]).join('');
  }

  const faults = (text: string, token: Token): string[] => {
    if (token.kind !== 'address') return [];
    const url = new URL(token.target);
    const wrong: [boolean, string][] = [
      [!['http:', 'https:', 'mailto:'].includes(url.protocol), 'another scheme'],
      [url.href !== token.target, 'not as the browser writes it'],
      [!/^[!-~]+$/.test(token.target), 'not plain ASCII'],
      [url.username !== '' || url.password !== '', 'a name before the host'],
      [/[\p{Default_Ignorable_Code_Point}\s]/u.test(token.text), 'something that nobody sees'],
      [/[.,;:!?…'’"“”„‚‘(]$/u.test(token.text), 'ends with a mark of the sentence'],
      [[...token.text].filter((c) => c === ')').length > [...token.text].filter((c) => c === '(').length, 'a bracket of the sentence'],
      [token.host === '', 'leads nowhere'],
    ];
    return wrong.filter(([is]) => is).map(([, what]) => `${JSON.stringify(text)}: ${token.text} ${what}`);
  };

  test('the pieces together are the text, and each address is what it seems', () => {
    let found = 0;
    let suspects = 0;
    for (const text of texts(20_000)) {
      const all = tokens(text);
      expect(all.map((token) => token.text).join('')).toBe(text);
      expect(all.flatMap((token) => faults(text, token))).toEqual([]);
      found += all.filter((token) => token.kind === 'address').length;
      suspects += all.filter((token) => token.kind === 'suspect').length;
    }
    expect(found, 'enough were found to mean something').toBeGreaterThan(300);
    expect(suspects).toBeGreaterThan(100);
  });

  test.each(['a@', 'https://(', 'www.', 'https://a.de/(', '@', 'a.', '(', '\u202e', 'https://a@', 'mailto:'])(
    'a very long text of %j is read in one go',
    (part) => {
      const text = part.repeat(Math.ceil(65_536 / part.length));
      expect(joined(text)).toBe(text);
    },
  );
});
