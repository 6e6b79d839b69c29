/** Where the reader writes. Enter sends, Shift+Enter breaks the line; where fingers write, Enter breaks it, too. */
import { confirmsWord, put } from '../../shared/writing';
import { byTouch, el, icon, setText, show } from './dom';
import { refusalText, textRefusal } from './refusals';
import type { ContactRefusal } from './wire';
import type { Words } from './words';

export interface ComposeProps {
  send(text: string): void;
  /** Called on each change. */
  edited(text: string): void;
}

export class ComposeView {
  readonly root: HTMLFormElement;
  readonly #props: ComposeProps;
  readonly #input = el('textarea', {
    id: 'compose',
    'data-testid': 'contact-compose',
    rows: '1',
    dir: 'auto',
    'aria-describedby': 'compose-error',
  });
  readonly #error = el('p', { class: 'error', id: 'compose-error', role: 'alert', hidden: true });
  readonly #send = el('button', { type: 'submit', class: 'primary', 'data-testid': 'contact-send' });
  readonly #sendText = el('span', {});
  #limit = Infinity;
  #refusal: ContactRefusal | null = null;
  /** An input method is in the middle of a word; and whether the reader wants to send when it is done. */
  #composing = false;
  #sendAfterWord = false;

  constructor(draft: string, props: ComposeProps) {
    this.#props = props;
    this.#input.value = draft;
    this.#send.append(this.#sendText, icon('send'));
    this.root = el('form', { class: 'compose', novalidate: true }, this.#error, el('div', { class: 'row' }, this.#input, this.#send));
    this.root.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#input.addEventListener('input', () => {
      this.#refusal = null;
      this.#grow();
      this.#props.edited(this.#input.value);
    });
    this.#input.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.shiftKey || byTouch() || confirmsWord(event)) return;
      event.preventDefault();
      this.#submit();
    });
    this.#input.addEventListener('compositionstart', () => {
      this.#composing = true;
    });
    this.#input.addEventListener('compositionend', () => this.#wordEnded());
  }

  focus(): void {
    this.#input.focus();
    this.#grow();
  }

  /** Puts a text that came back into the field, after what is there. */
  take(text: string): void {
    this.focus();
    put(this.#input, this.#input.value === '' ? text : `${this.#input.value}\n${text}`);
    this.#props.edited(this.#input.value);
    this.#grow();
  }

  render(words: Words, limit: number): void {
    this.#limit = limit;
    const label = words.t('page-compose-message');
    this.#input.setAttribute('enterkeyhint', byTouch() ? 'enter' : 'send');
    this.#input.placeholder = label;
    this.#input.setAttribute('aria-label', label);
    setText(this.#sendText, words.t('page-compose-send'));
    show(this.#error, this.#refusal !== null);
    setText(this.#error, this.#refusal === null ? '' : refusalText(this.#refusal, words));
  }

  #wordEnded(): void {
    this.#composing = false;
    if (!this.#sendAfterWord) return;
    this.#sendAfterWord = false;
    this.#submit();
  }

  #submit(): void {
    if (this.#composing) {
      // Emptied in the middle of a word, the field would get that word once more: it is brought to its end first.
      this.#sendAfterWord = true;
      this.#input.blur();
      this.#input.focus();
      return;
    }
    const text = this.#input.value.trim();
    this.#input.focus();
    if (text === '') return;
    this.#refusal = textRefusal(text, this.#limit);
    if (this.#refusal === null) {
      this.#input.value = '';
      this.#grow();
      this.#props.send(text);
    }
    this.#props.edited(this.#input.value);
  }

  #grow(): void {
    const { style } = this.#input;
    style.setProperty('height', 'auto');
    style.setProperty('height', `${this.#input.scrollHeight}px`);
  }
}
