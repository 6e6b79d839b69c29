/** The form before a chat: who writes, about what, and the first message; or that it is closed. */
import { confirmsWord } from '../../shared/writing';
import { el, setText, show } from './dom';
import type { PageFacts, Topic } from './facts';
import type { Draft } from './keep';
import { nameRefusal, refusalText, textRefusal } from './refusals';
import type { ContactRefusal } from './wire';
import type { Words } from './words';

export interface StartProps {
  submit(form: { name: string; topic: string; text: string }): void;
  draft(draft: Draft): void;
}

/** What stands above the form, if something does. */
export type StartNotice = { kind: 'gone' } | { kind: 'refused'; refusal: ContactRefusal };

export class StartView {
  readonly root: HTMLFormElement;
  readonly #props: StartProps;
  readonly #heading = el('h2', {});
  readonly #intro = el('p', { class: 'intro' });
  readonly #introText = el('span', {});
  readonly #privacy = el('a', { target: '_blank', rel: 'noopener noreferrer' });
  readonly #notice = el('p', { class: 'notice alert', role: 'alert', hidden: true, 'data-testid': 'contact-alert' });
  readonly #name = field(
    el('input', { type: 'text', id: 'name', name: 'name', 'data-testid': 'contact-name', autocomplete: 'name', dir: 'auto' }),
  );
  readonly #topics = el('fieldset', { id: 'topics' });
  readonly #topicsLabel = el('legend', {});
  readonly #topicsList = el('div', { class: 'topics' });
  readonly #topicsError = el('p', { class: 'error', id: 'topics-error', hidden: true });
  readonly #topicNotice = el('p', { class: 'notice', role: 'status', dir: 'auto', hidden: true, 'data-testid': 'contact-topic-says' });
  readonly #text = field(el('textarea', { id: 'message', name: 'message', 'data-testid': 'contact-message', rows: '4', dir: 'auto' }));
  readonly #submit = el('button', { type: 'submit', class: 'primary', 'data-testid': 'contact-start' });
  #facts: PageFacts | null = null;
  #words: Words | null = null;
  #topic: string | null;
  #drawn = '';
  #wrong: { name: ContactRefusal | null; topic: boolean; text: ContactRefusal | null } = { name: null, topic: false, text: null };

  constructor(draft: Draft, props: StartProps) {
    this.#props = props;
    this.#topic = draft.topic ?? null;
    this.#name.input.value = draft.name ?? '';
    this.#text.input.value = draft.text ?? '';
    this.#intro.append(this.#introText, ' ', this.#privacy);
    this.#topics.append(this.#topicsLabel, this.#topicsList, this.#topicsError);
    this.root = el(
      'form',
      { class: 'start', novalidate: true },
      this.#heading,
      this.#intro,
      this.#notice,
      this.#topics,
      this.#topicNotice,
      this.#name.root,
      this.#text.root,
      this.#submit,
    );
    this.root.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#send();
    });
    this.root.addEventListener('keydown', (event) => {
      // Enter in the name's field sends the form: not the one that confirms a word.
      if (event.key === 'Enter' && event.target === this.#name.input && confirmsWord(event)) event.preventDefault();
    });
    this.root.addEventListener('input', () => this.#edited());
  }

  /** To the first thing that is still to be filled in. */
  focus(): void {
    const radio = this.#topicsList.querySelector<HTMLInputElement>('input:checked, input');
    const first =
      this.#topic === null && !this.#topics.hidden ? radio : this.#name.input.value === '' ? this.#name.input : this.#text.input;
    first?.focus();
  }

  render(facts: PageFacts, words: Words, notice: StartNotice | null, opening: boolean): void {
    this.#facts = facts;
    this.#words = words;
    if (facts.topics.length === 1) this.#topic = facts.topics[0]?.id ?? null;
    if (!facts.topics.some(({ id }) => id === this.#topic)) this.#topic = null;
    const topic = this.#chosen();
    const closed = topic !== null && !topic.open;

    setText(this.#heading, words.t('page-start-heading'));
    setText(this.#introText, words.t('page-start-intro', { centre: facts.centre }));
    setText(this.#privacy, words.t('page-start-privacy'));
    this.#privacy.href = words.own(facts.privacy) ?? '';
    show(this.#privacy, words.own(facts.privacy) !== null);

    show(this.#notice, notice !== null);
    setText(this.#notice, notice === null ? '' : notice.kind === 'gone' ? words.t('page-start-gone') : refusalText(notice.refusal, words));

    setText(this.#topicsLabel, words.t('page-start-topic'));
    show(this.#topics, facts.topics.length > 1);
    this.#renderTopics(facts.topics, words);
    show(this.#topicsError, this.#wrong.topic);
    setText(this.#topicsError, this.#wrong.topic ? words.t('page-refused-topic-missing') : '');

    const says = topic === null ? null : topicSays(topic, words);
    show(this.#topicNotice, says !== null);
    setText(this.#topicNotice, says ?? '');

    this.#name.render(words.t('page-start-name'), this.#wrong.name && refusalText(this.#wrong.name, words));
    this.#text.render(words.t('page-start-message'), this.#wrong.text && refusalText(this.#wrong.text, words));
    show(this.#name.root, !closed);
    show(this.#text.root, !closed);
    show(this.#submit, !closed);
    setText(this.#submit, words.t(opening ? 'page-start-opening' : 'page-start-submit'));
    for (const control of [this.#name.input, this.#text.input, this.#submit, this.#topics]) control.disabled = opening;
  }

  #renderTopics(topics: Topic[], words: Words): void {
    const drawn = JSON.stringify([words.language, topics.map(({ id, name, open }) => [id, name, open])]);
    if (drawn !== this.#drawn) {
      this.#drawn = drawn;
      const focused = document.activeElement instanceof HTMLInputElement ? document.activeElement.value : null;
      this.#topicsList.replaceChildren(
        ...topics.map(({ id, name, open }) => {
          const radio = el('input', { type: 'radio', name: 'topic', value: id });
          const label = el(
            'label',
            { class: 'topic', 'data-testid': `contact-topic-${id}` },
            radio,
            el('span', { dir: 'auto' }, name[words.language]),
          );
          if (!open) label.append(el('small', {}, words.t('page-start-topic-closed')));
          return label;
        }),
      );
      for (const radio of this.#radios()) if (radio.value === focused) radio.focus();
    }
    for (const radio of this.#radios()) radio.checked = radio.value === this.#topic;
  }

  #radios(): HTMLInputElement[] {
    return [...this.#topicsList.querySelectorAll('input')];
  }

  #chosen(): Topic | null {
    return this.#facts?.topics.find(({ id }) => id === this.#topic) ?? null;
  }

  #edited(): void {
    this.#topic = this.#radios().find(({ checked }) => checked)?.value ?? this.#topic;
    const { name, text } = this.#wrong;
    this.#wrong = {
      name: name && this.#facts && nameRefusal(this.#name.input.value, this.#facts.limits.name_chars),
      topic: this.#wrong.topic && this.#topic === null,
      text: text && this.#facts && textRefusal(this.#text.input.value, this.#facts.limits.text_bytes),
    };
    this.#props.draft({
      name: this.#name.input.value,
      text: this.#text.input.value,
      ...(this.#topic === null ? {} : { topic: this.#topic }),
    });
  }

  #send(): void {
    const facts = this.#facts;
    const words = this.#words;
    if (facts === null || words === null) return;
    const name = this.#name.input.value.trim();
    const text = this.#text.input.value.trim();
    this.#wrong = {
      name: nameRefusal(name, facts.limits.name_chars),
      topic: this.#topic === null,
      text: textRefusal(text, facts.limits.text_bytes),
    };
    const wrong = this.#wrong.topic ? this.#radios()[0] : this.#wrong.name ? this.#name.input : this.#wrong.text ? this.#text.input : null;
    if (wrong === null && this.#topic !== null) this.#props.submit({ name, topic: this.#topic, text });
    else this.#edited();
    wrong?.focus();
  }
}

/** That it is closed; that nobody is there; or how the centre greets those who write about this. */
function topicSays({ open, staffed, texts }: Topic, words: Words): string | null {
  if (!open) return words.own(texts.closed) ?? words.t('page-start-closed');
  return staffed ? words.own(texts.greeting) : (words.own(texts.nobody_there) ?? words.t('page-start-nobody-there'));
}

interface Field<T> {
  root: HTMLElement;
  input: T;
  render(label: string, error: string | null): void;
}

function field<T extends HTMLInputElement | HTMLTextAreaElement>(input: T): Field<T> {
  const label = el('label', { for: input.id });
  const error = el('p', { class: 'error', id: `${input.id}-error`, hidden: true });
  input.setAttribute('aria-describedby', error.id);
  return {
    root: el('div', { class: 'field' }, label, input, error),
    input,
    render: (text, wrong) => {
      setText(label, text);
      setText(error, wrong ?? '');
      show(error, wrong !== null);
      input.setAttribute('aria-invalid', String(wrong !== null));
    },
  };
}
