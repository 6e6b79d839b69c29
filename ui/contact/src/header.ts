/** What stands above the chat: whose page it is, how things stand, *Chat beenden* with its question, the connection. */
import type { Chat } from './chat';
import { el, icon, setText, show } from './dom';
import type { PageFacts } from './facts';
import type { Words } from './words';

export interface HeaderProps {
  /** Whether the page can be hidden: in the widget. */
  hides: boolean;
  hide(): void;
  switchLanguage(): void;
  /** *Chat beenden*, confirmed. */
  leave(): void;
  /** Continue here, or reload: what the bar offers. */
  barAction(): void;
}

export class HeaderView {
  readonly root: HTMLElement;
  readonly #props: HeaderProps;
  #asks = false;
  #render: (() => void) | null = null;

  readonly #centre = el('h1', { dir: 'auto' });
  readonly #standing = el('span', { role: 'status', 'data-testid': 'contact-standing' });
  readonly #privacy = el('a', { target: '_blank', rel: 'noopener noreferrer' });
  readonly #language = el('button', { type: 'button', class: 'plain', 'data-testid': 'contact-language' });
  readonly #leave = el('button', { type: 'button', class: 'quiet', 'data-testid': 'contact-leave' });
  readonly #close = el('button', { type: 'button', class: 'icon', 'data-testid': 'contact-hide' }, icon('close'));
  readonly #question = el('p', { id: 'leave-question' });
  readonly #yes = el('button', { type: 'button', class: 'danger', 'data-testid': 'contact-leave-confirm' });
  readonly #no = el('button', { type: 'button', class: 'quiet', 'data-testid': 'contact-leave-cancel' });
  readonly #ask = el('div', { class: 'ask', role: 'group', 'aria-labelledby': 'leave-question', hidden: true });
  readonly #bar = el('div', { class: 'bar', hidden: true, 'data-testid': 'contact-link' });
  readonly #barText = el('span', { role: 'status' });
  readonly #barButton = el('button', { type: 'button', class: 'quiet', hidden: true });

  constructor(props: HeaderProps) {
    this.#props = props;
    const small = el('p', { class: 'small' }, this.#standing, this.#privacy, this.#language);
    const top = el('div', { class: 'top' }, el('div', { class: 'names' }, this.#centre, small), this.#leave, this.#close);
    this.#ask.append(this.#question, el('div', { class: 'row' }, this.#no, this.#yes));
    this.#bar.append(icon('offline'), this.#barText, this.#barButton);
    this.root = el('header', {}, top, this.#ask, this.#bar);
    this.#language.addEventListener('click', () => props.switchLanguage());
    this.#leave.addEventListener('click', () => this.#askToLeave(!this.#asks));
    this.#no.addEventListener('click', () => this.#askToLeave(false));
    this.#yes.addEventListener('click', () => {
      this.#asks = false;
      props.leave();
    });
    this.#ask.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      // Within the widget Escape would hide the whole chat.
      event.preventDefault();
      this.#askToLeave(false);
    });
    this.#barButton.addEventListener('click', () => props.barAction());
    this.#close.addEventListener('click', () => props.hide());
  }

  render(facts: PageFacts | null, chat: Chat | null, words: Words): void {
    this.#render = () => this.render(facts, chat, words);
    const privacy = facts === null ? null : words.own(facts.privacy);
    setText(this.#centre, facts?.centre ?? '');
    setText(this.#standing, standing(chat, words));
    setText(this.#privacy, words.t('page-privacy'));
    this.#privacy.href = privacy ?? '';
    show(this.#privacy, privacy !== null && chat !== null);
    const next = words.language === 'de' ? 'en' : 'de';
    this.#language.lang = next;
    setText(this.#language, words.t(next === 'de' ? 'page-language-de' : 'page-language-en'));
    this.#language.setAttribute('aria-label', `${words.t('page-language')}: ${this.#language.textContent}`);
    show(this.#language, (facts?.languages.length ?? 0) > 1);
    show(this.#close, this.#props.hides);
    this.#close.setAttribute('aria-label', words.t('page-close'));
    this.#renderLeaving(chat, words);
    this.#renderBar(chat, words);
  }

  #renderLeaving(chat: Chat | null, words: Words): void {
    const live = chat !== null && chat.state !== null && !chat.ended;
    const leaving = chat?.leaving ?? false;
    if (!live || leaving) this.#asks = false;
    show(this.#leave, live);
    this.#leave.disabled = leaving;
    setText(this.#leave, words.t(leaving ? 'page-leave-under-way' : 'page-leave-button'));
    this.#leave.setAttribute('aria-expanded', String(this.#asks));
    show(this.#ask, this.#asks);
    setText(this.#question, words.t('page-leave-question'));
    setText(this.#yes, words.t('page-leave-yes'));
    setText(this.#no, words.t('page-leave-no'));
  }

  #renderBar(chat: Chat | null, words: Words): void {
    const link = chat?.link.kind ?? 'online';
    const texts = {
      connecting: 'page-link-connecting',
      online: null,
      over: null,
      lost: chat?.state === null ? 'page-link-lost' : 'page-link-lost-kept',
      elsewhere: 'page-link-elsewhere',
      outdated: 'page-outdated',
    } as const;
    const text = texts[link];
    const button = link === 'elsewhere' ? 'page-link-continue-here' : link === 'outdated' ? 'page-reload' : null;
    show(this.#bar, text !== null);
    setText(this.#barText, text === null ? '' : words.t(text));
    show(this.#barButton, button !== null);
    setText(this.#barButton, button === null ? '' : words.t(button));
  }

  #askToLeave(asks: boolean): void {
    this.#asks = asks;
    this.#render?.();
    (asks ? this.#no : this.#leave).focus();
  }
}

/** "Sie schreiben mit Jana und Katrin", or what else is so. */
function standing(chat: Chat | null, words: Words): string {
  const state = chat?.state;
  if (!state) return '';
  const names = words.names(state.agents);
  switch (state.phase) {
    case 'waiting':
      return words.t('page-chat-waiting');
    case 'chatting':
      return state.agents.length === 0 ? words.t('page-chat-waiting') : words.t('page-chat-with', { names });
    case 'agent_away':
      // With two of them somebody else is still there.
      return words.t(state.agents.length > 1 ? 'page-chat-with' : 'page-chat-agent-away', { names });
    case 'ended':
      return words.t('page-chat-ended');
  }
}
