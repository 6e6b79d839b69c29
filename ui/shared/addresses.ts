// Finds addresses in what somebody wrote, for the desktop's windows and for the contact's page. An address opens exactly
// what it shows; what only looks like one is told apart and opens nothing.

/** Why something that looks like an address is none. */
export type Doubt =
  /** A name before an @ passes for the place that it leads to. */
  | 'userinfo'
  /** There are characters in it that nobody sees, or that turn its direction. */
  | 'hidden';

export type Token =
  | { readonly kind: 'text'; readonly text: string }
  /** `target` is what opens, as the browser would write it. `host` is where it leads, in ASCII. */
  | { readonly kind: 'address'; readonly text: string; readonly target: string; readonly host: string }
  /** `host` is where it would lead; none if nowhere. */
  | { readonly kind: 'suspect'; readonly text: string; readonly doubts: readonly Doubt[]; readonly host: string | null };

type Found = Exclude<Token, { kind: 'text' }>;

/** Nobody sees these, or they turn the direction of what they stand beside. A control that breaks a line is none of them. */
const HIDDEN = '\\p{Default_Ignorable_Code_Point}\\u2800\\ufff9-\\ufffb\\u0000-\\u0008\\u000e-\\u001f\\u007f-\\u009f';
/** A piece without a blank, a quote or a bracket that no address has, and without a full stop of another script. */
const RUN = /(?:[^\s<>"“”„‟«»‹›‚‘‛`\\、。，；：？！（）【】「」『』《》〈〉]|\ufeff)+/gu;
const START = /https?:\/\/|www\.|@/giu;
/** Where the next address begins in a list without blanks. */
const NEXT = /[,;|]+(?:https?:\/\/|www\.)/giu;
const HAS_HIDDEN = new RegExp(`[${HIDDEN}]`, 'u');
const ENDS_HIDDEN = new RegExp(`[${HIDDEN}]$`, 'u');
const CLOSING: Record<string, string> = { ')': '(', ']': '[', '}': '{' };
/** At its end these belong to the sentence. */
const AFTER = ".,;:!?…'’–—*~([{";
/** Right before it, it would be a word of its own. Other scripts write without blanks. */
const WORD = /[\p{Script=Latin}\p{N}_]$/u;
const MOST = 2048;
/** Before @; nobody's is longer. */
const LOCAL = /[\p{L}\p{N}_][\p{L}\p{M}\p{N}._+'-]*$/u;
const LOCAL_MOST = 64;
const DOMAIN = /[\p{L}\p{M}\p{N}.-]+/uy;
const WRITTEN_HOST = /^(?:[\p{L}\p{M}\p{N}._-]+|\[[\da-f:.]+\])$/iu;

/** The text in pieces; joined they give the text again, character by character. */
export function tokens(text: string): Token[] {
  const out: Token[] = [];
  let from = 0;
  for (const run of text.matchAll(RUN)) {
    for (const { at, token } of inRun(run[0])) {
      const begin = run.index + at;
      if (begin > from) out.push({ kind: 'text', text: text.slice(from, begin) });
      out.push(token);
      from = begin + token.text.length;
    }
  }
  if (from < text.length || out.length === 0) out.push({ kind: 'text', text: text.slice(from) });
  return out;
}

/** Pieces of what is not as it looks: each hidden character by itself, with the name by which it can be shown. */
export function laidOpen(text: string): { readonly text: string; readonly name: string | null }[] {
  return text
    .split(new RegExp(`([${HIDDEN}])`, 'u'))
    .filter((piece) => piece !== '')
    .map((piece) => ({ text: piece, name: HAS_HIDDEN.test(piece) ? nameOf(piece) : null }));
}

/** „U+202E“. */
function nameOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function* inRun(run: string): Generator<{ at: number; token: Found }> {
  let from = 0;
  for (const { 0: start, index } of run.matchAll(START)) {
    if (index < from) continue;
    const found = start === '@' ? mail(run, index, from) : page(run, index, start);
    if (found === null) continue;
    from = found.at + found.token.text.length;
    // What is longer is data, not an address.
    if (found.token.text.length <= MOST) yield found;
  }
}

function page(run: string, at: number, start: string): { at: number; token: Found } | null {
  const short = start.toLowerCase() === 'www.';
  const before = run.slice(Math.max(0, at - 2), at);
  // A short look, before all of it is read.
  if (/^(?:[/?#.:,;(){}\]]|$)/u.test(run.slice(at + start.length, at + start.length + 1))) return null;
  if (WORD.test(before) || (short ? /[@/.-]$/u : /\+$/u).test(before)) return null;
  const text = ended(upToNext(run.slice(at, at + MOST + 1), start.length));
  if (text.length > MOST) return { at, token: { kind: 'suspect', text, doubts: [], host: null } };
  const url = parsed(short ? `https://${text}` : text);
  const written = text.slice(short ? 0 : start.length).split(/[/?#]/u, 1)[0] ?? '';
  const doubts: Doubt[] = [];
  if (written.includes('@')) doubts.push('userinfo');
  if (HAS_HIDDEN.test(text)) doubts.push('hidden');
  if (doubts.length > 0) {
    const bare = written.slice(written.lastIndexOf('@') + 1);
    return bare === '' ? null : { at, token: { kind: 'suspect', text, doubts, host: url?.hostname || null } };
  }
  if (!url?.hostname || !WRITTEN_HOST.test(written.replace(/:\d*$/u, ''))) return null;
  // „www.“ alone leads nowhere.
  if (short && !/^www\.[^.]+\.[^.]/iu.test(written)) return null;
  return { at, token: { kind: 'address', text, target: url.href, host: url.hostname } };
}

/** In a list the next address is one of its own. */
function upToNext(run: string, from: number): string {
  NEXT.lastIndex = from;
  const next = NEXT.exec(run);
  return next ? run.slice(0, next.index) : run;
}

/** A bracket that was opened outside ends it; marks at its end are the sentence's. */
function ended(run: string): string {
  const open: Record<string, number> = {};
  let end = 0;
  for (const character of run) {
    const opening = CLOSING[character];
    if (opening !== undefined) {
      if (!open[opening]) break;
      open[opening] -= 1;
    } else if ('([{'.includes(character)) open[character] = (open[character] ?? 0) + 1;
    end += character.length;
  }
  for (;;) {
    const last = run[end - 1] ?? '';
    if (last !== '' && AFTER.includes(last)) end -= 1;
    else if (ENDS_HIDDEN.test(run.slice(Math.max(0, end - 2), end))) end -= [...run.slice(Math.max(0, end - 2), end)].at(-1)?.length ?? 1;
    else return run.slice(0, end);
  }
}

function parsed(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}

function mail(run: string, sign: number, from: number): { at: number; token: Found } | null {
  const local = LOCAL.exec(run.slice(Math.max(from, sign - LOCAL_MOST - 1), sign))?.[0] ?? '';
  const begin = sign - local.length;
  const before = run.slice(Math.max(0, begin - 7), begin);
  if (local === '' || local.length > LOCAL_MOST || local.endsWith('.') || local.includes('..')) return null;
  DOMAIN.lastIndex = sign + 1;
  const domain = (DOMAIN.exec(run)?.[0] ?? '').replace(/[.-]+$/u, '');
  const labels = domain.split('.');
  if (labels.length < 2 || labels.some((label) => label === '' || /^-|-$/u.test(label)) || !/\p{L}/u.test(labels.at(-1) ?? '')) return null;
  const after = run.slice(sign + 1 + domain.length, sign + MOST);
  // What stands right beside it would be part of it to whoever reads.
  if (/[\p{L}\p{M}\p{N}/.@%+-]$/u.test(before) || ENDS_HIDDEN.test(before) || after.startsWith('@')) return null;
  if (HAS_HIDDEN.test(after.slice(0, 2)) && ended(after) !== '') return null;
  const host = parsed(`https://${domain}`)?.hostname;
  const prefix = /mailto:$/iu.exec(before)?.[0] ?? '';
  const target = host && parsed(`mailto:${local}@${host}`)?.href;
  if (!target) return null;
  return { at: begin - prefix.length, token: { kind: 'address', text: `${prefix}${local}@${domain}`, target, host } };
}
