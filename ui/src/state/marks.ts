// What was looked for, where it stands in a text.
import type { Token } from '../../shared/addresses';

export interface Marks {
  /** Begin and end of each place, in order. */
  readonly ranges: readonly (readonly [number, number])[];
  /** The reader was led here. */
  readonly current: boolean;
}

export interface Part {
  readonly text: string;
  readonly mark: boolean;
}

/** Each piece of a text, cut where marks begin and end. */
export function marked(tokens: readonly Token[], marks: Marks | null): { readonly token: Token; readonly parts: readonly Part[] }[] {
  let from = 0;
  return tokens.map((token) => {
    const start = from;
    from += token.text.length;
    return { token, parts: cut(token.text, start, marks?.ranges ?? []) };
  });
}

function cut(text: string, start: number, ranges: Marks['ranges']): Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const [begin, end] of ranges) {
    const from = Math.max(begin - start, at);
    const to = Math.min(end - start, text.length);
    if (from >= to) continue;
    if (from > at) parts.push({ text: text.slice(at, from), mark: false });
    parts.push({ text: text.slice(from, to), mark: true });
    at = to;
  }
  if (at < text.length || parts.length === 0) parts.push({ text: text.slice(at), mark: false });
  return parts;
}
