// @vitest-environment node
// All words of the project, held together: the two languages to each other, and both to the places that use them.
// How they sound is held in voice.test.ts.

import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { files, LANGUAGES, type Language, root, words } from './corpus';

const defined = new Map(words.de.map((said) => [said.id, said]));

describe('the two languages', () => {
  test('have the same messages in the same files, with the same attributes and variables', () => {
    const shape = (language: Language) =>
      words[language]
        .map(({ file, id, attributes, variables }) => ({ file, id, attributes, variables }))
        .sort((a, b) => a.id.localeCompare(b.id));
    expect(shape('en')).toEqual(shape('de'));
  });

  test.each(LANGUAGES)('define no message twice (%s)', (language) => {
    const ids = words[language].map((said) => said.id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  test('use the quotes of their language', () => {
    const wrong = (language: Language, quotes: RegExp) =>
      words[language].filter((said) => said.file !== 'practice.ftl' && said.texts.some((text) => quotes.test(text))).map((said) => said.id);
    // German: „…“ and ’ — English: “…”. What practising people type in a chat is theirs.
    expect(wrong('de', /["”«»'‘]/u), 'German quotes are „…“').toEqual([]);
    expect(wrong('en', /["„«»']/u), 'English quotes are “…”, the apostrophe is ’').toEqual([]);
    const unpaired = words.de
      .filter((said) => said.texts.join('').split('„').length !== said.texts.join('').split('“').length)
      .map((said) => said.id);
    expect(unpaired, 'each „ has its “').toEqual([]);
  });

  test('say Sie in German, except between colleagues who practise', () => {
    const du = /(?:^|[^\p{L}])(?:du|dich|dir|dein\p{L}{0,2}|euch|euer|eure\p{L}?|ihr habt|klick|wähle|gib|drück|schreib)(?=$|[^\p{L}])/iu;
    const informal = words.de
      .filter((said) => said.file !== 'practice.ftl' && said.texts.some((text) => du.test(text)))
      .map((said) => said.id);
    expect(informal).toEqual([]);
  });
});

// What uses words: the desktop's pages, the contact's page, and the crates that speak.
const sources = [
  ...files('ui/src', 'ui/contact', 'ui/vite.contact.config.ts').filter((path) => !/generated|\.test\.ts$|scenes\.ts$/.test(path)),
  ...files('crates/desk/src', 'crates/app/src', 'crates/practice/src', 'src-tauri/src'),
].map((path) => ({ path: relative(root, path), text: readFileSync(path, 'utf8') }));

/** The arguments of each `t(…)`, as text. */
function calls(text: string): { first: string; rest: string }[] {
  const out: { first: string; rest: string }[] = [];
  for (const match of text.matchAll(/(?<![\w$])(?:l10n\.|words\.)?t\(/g)) {
    let depth = 1;
    let at = match.index + match[0].length;
    const start = at;
    let comma = -1;
    for (; at < text.length && depth > 0; at++) {
      const c = text[at]!;
      if ('([{'.includes(c)) depth += 1;
      else if (')]}'.includes(c)) depth -= 1;
      else if (c === ',' && depth === 1 && comma < 0) comma = at;
    }
    const end = at - 1;
    out.push({ first: text.slice(start, comma < 0 ? end : comma), rest: comma < 0 ? '' : text.slice(comma + 1, end) });
  }
  return out;
}

const uses = sources
  .filter(({ path }) => !path.endsWith('.rs'))
  .flatMap(({ path, text }) => calls(text).map((call) => ({ path, ...call })));
const literals = (code: string) => [...code.matchAll(/'([a-z0-9]+(?:-[a-z0-9]+)*)'/g)].map((match) => match[1]!);
/** The words before the first hole of a template. */
const prefixes = (code: string) => [...code.matchAll(/`([a-z-]+)\$\{/g)].map((match) => match[1]!);
/** What stands in the first argument after a question mark or alone, not what it is compared with. */
const ids = (code: string) =>
  literals(code.replace(/[!=]==?\s*'[^']*'/g, '').replace(/\.(?:includes|replace|replaceAll|find)\((?:[^()]|\([^()]*\))*\)/g, ''));

describe('every use', () => {
  test('names a message that is defined', () => {
    expect(uses.length, 'the uses were found').toBeGreaterThan(150);
    const missing = uses.flatMap(({ path, first }) =>
      ids(first)
        .filter((id) => !defined.has(id))
        .map((id) => `${path}: ${id}`),
    );
    expect(missing).toEqual([]);
    const empty = uses.flatMap(({ path, first }) =>
      prefixes(first)
        .filter((prefix) => ![...defined.keys()].some((id) => id.startsWith(prefix)))
        .map((prefix) => `${path}: ${prefix}…`),
    );
    expect(empty).toEqual([]);
  });

  test('gives the variables that the message takes', () => {
    const missing = uses.flatMap(({ path, first, rest }) => {
      if (rest.trim() !== '' && !rest.trim().startsWith('{')) return [];
      const given = new Set([...rest.matchAll(/[{,]\s*([a-z_]\w*)\s*(?=[:,}])/g)].map((match) => match[1]!));
      return ids(first).flatMap((id) =>
        (defined.get(id)?.variables ?? []).filter((variable) => !given.has(variable)).map((variable) => `${path}: ${id} needs ${variable}`),
      );
    });
    expect(missing).toEqual([]);
  });

  test('of the desk gives the variables that the message takes', () => {
    const text = sources.find(({ path }) => path.endsWith('desk/src/boundary/phrases.rs'))!.text;
    const said = [...text.matchAll(/^\s*"([a-z0-9-]+)" \w+\(([^)]*)\);/gm)].map((match) => ({
      id: match[1]!,
      given: [...match[2]!.matchAll(/(\w+):/g)].map((arg) => arg[1]!),
    }));
    expect(said.length, 'the list of the desk’s phrases was found').toBeGreaterThan(100);
    expect(
      said.filter(({ id }) => !defined.has(id)).map(({ id }) => id),
      'crates/desk/src/boundary/phrases.rs names messages that no file defines',
    ).toEqual([]);
    expect(
      said.flatMap(({ id, given }) =>
        (defined.get(id)?.variables ?? []).filter((variable) => !given.includes(variable)).map((variable) => `${id} needs ${variable}`),
      ),
    ).toEqual([]);
  });
});

test('every message is used somewhere', () => {
  const everything = sources.map(({ text }) => text).join('\n');
  const quoted = new Set([...everything.matchAll(/['"`%]([a-z0-9]+(?:-[a-z0-9]+)*)(?=['"`:])/g)].map((match) => match[1]!));
  const open = [...new Set(sources.flatMap(({ text }) => prefixes(text)))];
  const unused = [...defined.keys()].filter((id) => !quoted.has(id) && !open.some((prefix) => prefix.length > 3 && id.startsWith(prefix)));
  expect(unused).toEqual([]);
});

test('no words stand in the markup itself', () => {
  const hard = sources
    .filter(({ path }) => path.endsWith('.svelte'))
    .flatMap(({ path, text }) => {
      const markup = text
        .replace(/<script[\s\S]*?<\/script>|<style[\s\S]*?<\/style>|<!--[\s\S]*?-->/g, '')
        // What is computed may hold anything, nested braces too.
        .replace(/\{(?:[^{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*\}/g, '{}');
      const between = [...markup.matchAll(/>([^<]*)</g)].map((match) => match[1]!);
      const said = [...markup.matchAll(/\b(?:aria-label|title|placeholder|alt)="([^"{]*)"/g)].map((match) => match[1]!);
      return [...between, ...said]
        .map((piece) => piece.replace(/\{\}|&nbsp;/g, '').trim())
        .filter((piece) => /\p{L}{2}/u.test(piece) && piece !== 'https://')
        .map((piece) => `${path}: ${piece}`);
    });
  expect(hard).toEqual([]);
});

test('nobody’s words become markup', () => {
  const unsafe = sources
    .filter(({ path, text }) => path.startsWith('ui/') && /\{@html|\.innerHTML\s*=|insertAdjacentHTML|document\.write/.test(text))
    .map(({ path }) => path);
  expect(unsafe, 'text is data: text nodes only').toEqual([]);
});
