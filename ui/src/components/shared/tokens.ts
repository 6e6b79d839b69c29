// Finds web addresses in a text, to set them apart. Only http and https, and only what is plainly an address: the
// result is shown as text in any case.

export type Token = { readonly kind: 'text' | 'address'; readonly text: string };

// biome-ignore lint/suspicious/noControlCharactersInRegex: They end an address.
const ADDRESS = /https?:\/\/[^\s<>"'`\u0000-\u001f\u202a-\u202e\u2066-\u2069]+/gi;
const CLOSING: Record<string, string> = { ')': '(', ']': '[', '}': '{' };

/** The text in pieces; joined they give the text again, character by character. */
export function tokens(text: string): Token[] {
  const out: Token[] = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = trimmed(match[0]);
    if (address.length <= match[0].indexOf('//') + 2) continue;
    if (match.index > from) out.push({ kind: 'text', text: text.slice(from, match.index) });
    out.push({ kind: 'address', text: address });
    from = match.index + address.length;
  }
  if (from < text.length || out.length === 0) out.push({ kind: 'text', text: text.slice(from) });
  return out;
}

/** A full stop or closing bracket at the end belongs to the sentence, unless the bracket was opened within. */
function trimmed(address: string): string {
  const open: Record<string, number> = {};
  for (const [closing, opening] of Object.entries(CLOSING)) open[closing] = count(address, opening) - count(address, closing);
  let end = address.length;
  for (;;) {
    const last = address[end - 1] ?? '';
    const opened = open[last] ?? 0;
    if (opened >= 0 && !'.,;:!?…“”„’'.includes(last)) return address.slice(0, end);
    if (opened < 0) open[last] = opened + 1;
    end -= 1;
  }
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
