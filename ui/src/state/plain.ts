// Lines of a chat as plain text: for the clipboard, and for a file.
import type { Inside } from '../generated/Inside';
import type { Line } from '../generated/Line';
import type { Readers } from '../generated/Readers';
import type { TranscriptView } from '../generated/TranscriptView';
import { type L10n, startOfDay } from '../l10n/l10n.svelte';

/** Marks that our own words have around what is filled in. What somebody wrote keeps its own. */
const ISOLATING = /[\u2068\u2069]/g;

/** Where somebody's text breaks its line. */
const BREAK = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/g;
/** As wide as a time: what follows it was said by the one who stands above. */
const INSET = '      ';

/** A text of several lines: none of its own looks like a line of the transcript, with a time and an author that it made up. */
function inset(text: string): string {
  return text.replace(BREAK, `\n${INSET}`);
}

/** As it is copied: our words without their marks. */
export function unmarked(text: string): string {
  return text.replace(ISOLATING, '');
}

/** A line, or as much of it as was selected. */
export interface Copied {
  readonly line: Line;
  /** Of a message, or of a question; none: all of it. */
  readonly text?: string;
}

/** Each line with its time and author; where they are of several days, below its day. */
export function copiedLines(copied: readonly Copied[], l10n: L10n): string {
  const days = new Set(copied.map(({ line }) => startOfDay(line.at)));
  return said(
    copied.map(({ line, text }) => ({ line, text, inside: { kind: 'no' } })),
    l10n,
    days.size > 1,
  ).join('\n');
}

/** A whole chat: whose it was, for whom this is, and its lines. */
export function transcriptText(view: TranscriptView, readers: Readers, l10n: L10n): string {
  const head = [
    l10n.t('transcript-title', { contact: view.contact }),
    view.opened_at === null
      ? view.queue
      : l10n.t('transcript-about', { queue: view.queue, date: l10n.fullDate(view.opened_at), at: l10n.time(view.opened_at) }),
    l10n.t(readers === 'contact' ? 'transcript-for-contact' : 'transcript-for-inside'),
    ...(view.whole ? [] : [l10n.t('transcript-incomplete')]),
  ].map((line) => unmarked(line));
  return `${[...head, '', ...said(view.lines, l10n, true)].join('\n')}\n`;
}

function said(lines: readonly { line: Line; text?: string | undefined; inside: Inside }[], l10n: L10n, days: boolean): string[] {
  let day: number | null = null;
  return lines.flatMap(({ line, text, inside }) => {
    const today = startOfDay(line.at);
    const heading = days && today !== day ? [...(day === null ? [] : ['']), l10n.fullDate(line.at)] : [];
    day = today;
    const who = inside.kind === 'no' ? '' : `[${unmarked(insideWords(inside, l10n))}] `;
    return [...heading, `${l10n.time(line.at)} ${who}${words(line, text, l10n)}`];
  });
}

function insideWords(inside: Exclude<Inside, { kind: 'no' }>, l10n: L10n): string {
  return inside.kind === 'chat' ? l10n.t('transcript-inside') : l10n.t('transcript-inside-consultation', { name: inside.with });
}

function words(line: Line, text: string | undefined, l10n: L10n): string {
  const { body } = line;
  switch (body.kind) {
    case 'message': {
      const unsent = body.state.kind === 'sent' || body.state.kind === 'sending' ? '' : ` (${l10n.t('copied-not-sent')})`;
      return `${body.author}${unsent}: ${inset(text ?? body.text)}`;
    }
    case 'question':
      return `${body.author}: ${inset(text ?? body.text)}`;
    case 'system': {
      const note = body.note ? `\n[${unmarked(l10n.t('transcript-inside'))}] ${body.note.author}: ${body.note.text}` : '';
      return `– ${inset(unmarked(l10n.phrase(body.phrase)) + note)}`;
    }
  }
}
