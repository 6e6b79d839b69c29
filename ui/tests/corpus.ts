// The words of both languages as the tests read them: each message with its texts, its variables and its whole sentences.

import { readdirSync, readFileSync } from 'node:fs';
import { basename, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Attribute, type BaseNode, type Message, type Pattern, parse, Transformer } from '@fluent/syntax';
import { expect } from 'vitest';

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
export const LANGUAGES = ['de', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

export interface Said {
  file: string;
  /** The heading under which it stands. */
  group: string;
  id: string;
  attributes: string[];
  variables: string[];
  /** Every run of text, without what is filled in. */
  texts: string[];
  /** Every variant as one line: what is filled in as `{name}`, a choice within a sentence as `{}`. */
  sentences: string[];
}

/** All files below these folders, or these files themselves. */
export function files(...paths: string[]): string[] {
  return paths.flatMap((path) => {
    const folder = `${root}/${path}`;
    if (/\.\w+$/.test(path)) return [folder];
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:ts|svelte|html|rs|ftl)$/.test(name))
      .map((name) => `${folder}/${name}`);
  });
}

function collect(pattern: Pattern | null | undefined): { variables: string[]; texts: string[] } {
  const variables = new Set<string>();
  const texts: string[] = [];
  class Look extends Transformer {
    override visitVariableReference(node: { id: { name: string } }) {
      variables.add(node.id.name);
      return node as unknown as BaseNode;
    }
    override visitTextElement(node: { value: string }) {
      texts.push(node.value);
      return node as unknown as BaseNode;
    }
  }
  if (pattern) new Look().genericVisit(pattern);
  return { variables: [...variables].sort(), texts };
}

function sentences(pattern: Pattern | null | undefined): string[] {
  if (!pattern) return [];
  const variants: string[] = [];
  let line = '';
  for (const element of pattern.elements) {
    if (element.type === 'TextElement') {
      line += element.value;
    } else if (element.expression.type === 'VariableReference') {
      line += `{${element.expression.id.name}}`;
    } else {
      if (element.expression.type === 'SelectExpression') {
        variants.push(...element.expression.variants.flatMap((variant) => sentences(variant.value)));
      }
      line += '{}';
    }
  }
  return line === '{}' ? variants : [...variants, line];
}

function read(language: Language): Said[] {
  return files(`locales/${language}`).flatMap((file) => {
    const resource = parse(readFileSync(file, 'utf8'), {});
    const junk = resource.body.filter((entry) => entry.type === 'Junk');
    expect(
      junk.map((entry) => entry.content),
      `${relative(root, file)} has lines that are no Fluent`,
    ).toEqual([]);
    let group = '';
    const said: Said[] = [];
    for (const entry of resource.body) {
      if (entry.type === 'GroupComment') group = entry.content;
      if (entry.type === 'Message') said.push(heard(entry, basename(file), group));
    }
    return said;
  });
}

function heard(message: Message, file: string, group: string): Said {
  const patterns = [message.value, ...message.attributes.map((attribute: Attribute) => attribute.value)];
  const parts = patterns.map(collect);
  return {
    file,
    group,
    id: message.id.name,
    attributes: message.attributes.map((attribute: Attribute) => attribute.id.name).sort(),
    variables: [...new Set(parts.flatMap((part) => part.variables))].sort(),
    texts: parts.flatMap((part) => part.texts),
    sentences: patterns.flatMap(sentences),
  };
}

export const words: Record<Language, Said[]> = { de: read('de'), en: read('en') };
