/** The chat's lines, oldest first, with what is still unsent at the end. */
import { laidOpen, type Token, tokens } from '../../shared/addresses';
import type { Chat, Line, Outgoing } from './chat';
import { el, icon, setText, show } from './dom';
import { refusalText } from './refusals';
import type { InLine } from './wire';
import type { Words } from './words';

export interface LogProps {
  edit(message: Outgoing): void;
  discard(message: Outgoing): void;
}

/** Whether the reader sees the end of the log, with a line's tolerance. */
const AT_END_PX = 48;

export interface LogTexts {
  centre: string;
  greeting: string | null;
  /** Why nobody answers yet; null where somebody does. */
  waiting: string | null;
  inLine: InLine | null;
}

export class LogView {
  readonly root: HTMLElement;
  readonly #props: LogProps;
  readonly #lines = el('div', { class: 'lines', role: 'log', 'aria-busy': 'true', tabindex: '0', 'data-testid': 'contact-log' });
  readonly #greeting = el('div', { class: 'line theirs', hidden: true });
  readonly #told = el('div', {});
  readonly #unsent = el('div', {});
  readonly #place = el('strong', { 'data-testid': 'contact-place' });
  readonly #minutes = el('span', { 'data-testid': 'contact-minutes' });
  readonly #inLine = el('p', { class: 'in-line', hidden: true }, this.#place, this.#minutes);
  readonly #waitingText = el('p', { dir: 'auto', 'data-testid': 'contact-waiting' });
  readonly #waiting = el('div', { class: 'notice', role: 'status', hidden: true }, this.#inLine, this.#waitingText);
  readonly #typing = el('p', { class: 'typing', hidden: true, 'data-testid': 'contact-typing' });
  readonly #pill = el('button', { type: 'button', class: 'pill', hidden: true });
  readonly #pillText = el('span', {});
  #drawn = 0;
  #first: Line | undefined;
  #drawnIn = '';
  #drawnUnsent = '';
  /** Lines that came while the reader was further up. */
  #below = 0;
  #atEnd = true;
  #calm: number | undefined;

  constructor(props: LogProps) {
    this.#props = props;
    this.#pill.append(icon('down'), this.#pillText);
    this.#lines.append(this.#greeting, this.#told, this.#unsent);
    this.root = el('div', { class: 'log' }, this.#lines, this.#waiting, this.#typing, this.#pill);
    this.root.addEventListener('scroll', () => {
      this.#atEnd = this.root.scrollHeight - this.root.scrollTop - this.root.clientHeight < AT_END_PX;
      if (this.#atEnd) this.#below = 0;
      show(this.#pill, this.#below > 0);
    });
    this.#pill.addEventListener('click', () => this.toEnd());
    // The keyboard on a phone makes the log smaller: its end stays in view.
    if ('ResizeObserver' in window) new ResizeObserver(() => this.#follow()).observe(this.root);
  }

  toEnd(): void {
    this.#below = 0;
    this.#atEnd = true;
    show(this.#pill, false);
    this.#follow();
  }

  /** `greeting` and `waiting` are the centre's texts, or the page's own. */
  render(chat: Chat, words: Words, texts: LogTexts, now: number): void {
    this.#lines.setAttribute('aria-label', words.t('page-chat-log'));
    if (this.#drawnIn !== words.language || chat.lines.length < this.#drawn || chat.lines[0] !== this.#first) {
      this.#first = chat.lines[0];
      this.#drawnIn = words.language;
      this.#drawn = 0;
      this.#drawnUnsent = '';
      this.#told.replaceChildren();
    }
    show(this.#greeting, texts.greeting !== null);
    if (texts.greeting !== null && this.#greeting.dataset['text'] !== texts.greeting) {
      this.#greeting.dataset['text'] = texts.greeting;
      this.#greeting.replaceChildren(who(texts.centre, null), bubble(texts.greeting, words));
    }
    this.#renderLines(chat.lines, words);
    this.#renderUnsent(chat, words);
    show(this.#waiting, texts.waiting !== null);
    setText(this.#waitingText, texts.waiting ?? '');
    this.#renderInLine(texts.inLine, words);
    const typists = chat.typists(now);
    show(this.#typing, typists.length > 0);
    setText(this.#typing, typists.length === 0 ? '' : words.t('page-chat-typing', { count: typists.length, names: words.names(typists) }));
    show(this.#pill, this.#below > 0);
    setText(this.#pillText, words.t('page-chat-new-messages', { count: this.#below }));
    this.#follow();
  }

  #renderInLine(inLine: InLine | null, words: Words): void {
    show(this.#inLine, inLine !== null);
    if (inLine === null) return;
    const { place, minutes } = inLine;
    setText(this.#place, words.t('page-chat-place', { place }));
    show(this.#minutes, minutes !== null);
    setText(this.#minutes, minutes === null ? '' : words.t('page-chat-minutes', minutes));
  }

  #renderLines(lines: Line[], words: Words): void {
    const fresh = lines.slice(this.#drawn);
    if (fresh.length === 0) return;
    let before = lines[this.#drawn - 1];
    for (const line of fresh) {
      if (before !== undefined && dayOf(before.at) !== dayOf(line.at))
        this.#told.append(el('p', { class: 'happened day' }, words.day(line.at)));
      // That a new chat waits is said below it, in the centre's words.
      if (line.n > 1 || line.event.kind !== 'waiting') this.#told.append(lineElement(line, before, words));
      if (!this.#atEnd && this.#drawn > 0 && line.event.kind === 'message') this.#below += 1;
      before = line;
    }
    this.#drawn = lines.length;
    // What was said before this page was opened is there to be read, but is not read out.
    window.clearTimeout(this.#calm);
    this.#calm = window.setTimeout(() => this.#lines.setAttribute('aria-busy', 'false'), 300);
  }

  #renderUnsent(chat: Chat, words: Words): void {
    const online = chat.link.kind === 'online';
    const drawn = JSON.stringify([words.language, online, chat.opening?.text, chat.outgoing]);
    if (drawn === this.#drawnUnsent) return;
    this.#drawnUnsent = drawn;
    const opening: Outgoing[] = chat.opening === null ? [] : [{ id: '', text: chat.opening.text, refusal: null }];
    this.#unsent.replaceChildren(...[...opening, ...chat.outgoing].map((message) => this.#unsentElement(message, online, words)));
  }

  #unsentElement(message: Outgoing, online: boolean, words: Words): HTMLElement {
    const line = el('div', { class: 'line mine unsent' }, who(words.t('page-chat-you'), null), bubble(message.text, words));
    if (message.refusal === null) {
      line.append(el('p', { class: 'fate' }, words.t(online ? 'page-compose-sending' : 'page-compose-waiting')));
      return line;
    }
    line.classList.add('refused');
    const edit = el('button', { type: 'button', class: 'plain' }, words.t('page-compose-edit'));
    const discard = el('button', { type: 'button', class: 'plain' }, words.t('page-compose-discard'));
    edit.addEventListener('click', () => this.#props.edit(message));
    discard.addEventListener('click', () => this.#props.discard(message));
    const reason = words.t('page-compose-not-sent', { reason: refusalText(message.refusal, words) });
    const over = message.refusal.kind === 'chat_ended';
    line.append(el('p', { class: 'fate', role: 'alert' }, reason, ...(over ? [] : [' ', edit]), ' ', discard));
    return line;
  }

  #follow(): void {
    if (this.#atEnd) this.root.scrollTop = this.root.scrollHeight;
  }
}

function lineElement(line: Line, before: Line | undefined, words: Words): HTMLElement {
  const { event, at } = line;
  switch (event.kind) {
    case 'mine':
      return said('mine', words.t('page-chat-you'), event.text, line, before, words);
    case 'message':
      return said('theirs', event.name, event.text, line, before, words);
    case 'joined':
      return happened(words.t('page-chat-joined', { name: event.name }));
    case 'left':
      return happened(words.t('page-chat-left', { name: event.name }));
    case 'waiting':
      return happened(words.t('page-chat-waits'));
    case 'agent_away':
      return happened(words.t('page-chat-away', { name: event.name }));
    case 'agent_back':
      return happened(words.t('page-chat-back', { name: event.name }));
    case 'ended': {
      const texts = {
        contact: 'page-chat-ended-by-you',
        agent: 'page-chat-ended-by-agent',
        timed_out: 'page-chat-ended-timed-out',
      } as const;
      return happened(`${words.t(texts[event.by])} · ${words.time(at)}`);
    }
    case 'unsupported':
      return happened(words.t('page-chat-unsupported'));
  }
}

function said(side: 'mine' | 'theirs', name: string, text: string, line: Line, before: Line | undefined, words: Words): HTMLElement {
  const made = el('div', { class: `line ${side}` });
  const heading = who(name, words.time(line.at));
  // Right after another of the same author in the same minute the heading is for screen readers only.
  if (before !== undefined && authorOf(before) === authorOf(line) && words.time(before.at) === words.time(line.at)) {
    heading.classList.add('unseen');
    made.classList.add('more');
  }
  made.append(heading, bubble(text, words));
  return made;
}

/** Names are the author's, so their marks and letters are kept apart from what stands around them. */
function who(name: string, time: string | null): HTMLElement {
  const heading = el('p', { class: 'who' }, el('bdi', {}, name));
  if (time !== null) heading.append(` · ${time}`);
  return heading;
}

function bubble(text: string, words: Words): HTMLElement {
  return el('div', { class: 'bubble', dir: 'auto' }, ...tokens(text).flatMap((token) => drawn(token, words)));
}

/** An address reads from left to right, whatever stands around it. What only looks like one is laid open, and no link. */
function drawn(token: Token, words: Words): (Node | string)[] {
  switch (token.kind) {
    case 'text':
      return [token.text];
    case 'address':
      // A place that is written in another way than it is called is named on hover.
      return [
        el('a', { href: token.target, title: token.target, dir: 'ltr', target: '_blank', rel: 'noopener noreferrer nofollow' }, token.text),
      ];
    case 'suspect': {
      const pieces = laidOpen(token.text).map(({ text, name }) => (name === null ? text : el('span', { class: 'hidden' }, name)));
      const warning = token.host === null ? words.t('page-chat-no-link') : words.t('page-chat-no-link-host', { host: token.host });
      return [el('bdi', { dir: 'ltr' }, ...pieces), ' ', el('span', { class: 'doubt' }, warning)];
    }
  }
}

function happened(text: string): HTMLElement {
  return el('p', { class: 'happened' }, text);
}

function authorOf({ event }: Line): string | null {
  return event.kind === 'mine' ? 'mine' : event.kind === 'message' ? `theirs ${event.name}` : null;
}

function dayOf(at: number): string {
  return new Date(at).toDateString();
}
