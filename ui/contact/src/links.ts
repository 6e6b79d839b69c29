/** Finds web addresses in a text. The parts, put together, are the text again; only http and https become links. */
export type Part = { text: string; href: string | null };

const CANDIDATE = /\bhttps?:\/\/[^\s<>"„“”«»]+/giu;
/** Belongs to the sentence, not to the address. */
const TRAILING = /[.,;:!?'’)\]}]+$/u;

export function linkParts(text: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(CANDIDATE)) {
    const address = withoutTrailing(found);
    const href = hrefOf(address);
    if (href === null) continue;
    if (index > from) parts.push({ text: text.slice(from, index), href: null });
    parts.push({ text: address, href });
    from = index + address.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), href: null });
  return parts;
}

/** Keeps a closing bracket that was opened within the address. */
function withoutTrailing(found: string): string {
  const cut = found.replace(TRAILING, '');
  const rest = found.slice(cut.length);
  return rest.startsWith(')') && cut.includes('(') && !cut.includes(')') ? `${cut})` : cut;
}

function hrefOf(address: string): string | null {
  try {
    const url = new URL(address);
    return (url.protocol === 'https:' || url.protocol === 'http:') && url.hostname !== '' ? url.href : null;
  } catch {
    return null;
  }
}
