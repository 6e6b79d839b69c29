// What is dropped or pasted into a window: a text goes into a composer, a file is refused in words, and whatever it is, it
// never takes the place of the window's page.
import { AS_TYPED } from '../../shared/writing';

/** More is no message, in however many parts: a log file, a whole book. */
const MOST = 100_000;

export type Given = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'file' } | { readonly kind: 'nothing' };

/** What the data holds, as far as it is of use here. A link is its address. */
export function given(data: DataTransfer | null): Given {
  if (!data) return { kind: 'nothing' };
  const addresses = data
    .getData('text/uri-list')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && !line.startsWith('#'));
  if (addresses.some((address) => /^file:/i.test(address))) return { kind: 'file' };
  const text = data.getData('text/plain') || addresses.join('\n');
  if (text.trim() !== '') return { kind: 'text', text };
  // WebKit says that there are addresses and gives none: those of files are no page's business.
  return data.types.some((type) => type === 'Files' || type === 'text/uri-list') ? { kind: 'file' } : { kind: 'nothing' };
}

/** A field that takes text as it is. */
const FIELD =
  'textarea:not(:disabled):not(:read-only), input:not([type]):not(:disabled), input:is([type=text], [type=search]):not(:disabled)';
/** A message is written there. */
const COMPOSER = 'textarea[data-composer]:not(:disabled)';
/** Each is a thread with its own composer, if there is anything to be written. */
const THREAD = '[data-testid=consultation], [data-testid=chat]';

type Field = HTMLTextAreaElement | HTMLInputElement;

export class Drops {
  /** The composer that was written in last. */
  #last: HTMLTextAreaElement | null = null;

  constructor(
    /** Something was not taken: the id of the words that say so. */
    readonly tell: (id: string) => void,
  ) {}

  focused(target: EventTarget | null): void {
    if (target instanceof HTMLTextAreaElement && target.matches(COMPOSER)) this.#last = target;
  }

  /** Whoever drags sees that it can be let go everywhere: where it leads nowhere, that is said. */
  over(event: DragEvent): void {
    if (this.#isFieldsOwn(event)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
  }

  drop(event: DragEvent): void {
    const it = given(event.dataTransfer);
    // The field puts it where the pointer is, and takes it away where it came from.
    if (it.kind === 'text' && it.text.length <= AS_TYPED && this.#isFieldsOwn(event)) return;
    event.preventDefault();
    if (it.kind === 'file') return this.tell('told-no-files');
    if (it.kind === 'nothing') return;
    const field = this.#fieldFor(event.target);
    if (!field) this.tell('told-no-field');
    else if (!insert(field, it.text)) this.tell('told-too-long');
  }

  /** A file on the clipboard would become its path, and over a long text the engine would sit for minutes. */
  paste(event: ClipboardEvent): void {
    const it = given(event.clipboardData);
    if (it.kind === 'file') {
      event.preventDefault();
      this.tell('told-no-files');
    } else if (it.kind === 'text' && it.text.length > AS_TYPED && event.target instanceof Element && event.target.matches(FIELD)) {
      event.preventDefault();
      if (!insert(event.target as Field, it.text)) this.tell('told-too-long');
    }
  }

  /** Dragged over a field, as plain text: what fields have always done. */
  #isFieldsOwn(event: DragEvent): boolean {
    const types = event.dataTransfer?.types ?? [];
    return event.target instanceof Element && event.target.matches(FIELD) && types.includes('text/plain') && !types.includes('Files');
  }

  /** The field under the pointer, the composer of the thread under it, else the one that is or was written in. */
  #fieldFor(target: EventTarget | null): Field | null {
    if (!(target instanceof Element)) return null;
    if (target.matches(FIELD)) return target as Field;
    // A question that lies over the window is answered first.
    if (document.querySelector('dialog[open]')) return null;
    const thread = target.closest(THREAD);
    // Private words never go to the contact because the pointer was a little off.
    if (thread) return thread.querySelector<HTMLTextAreaElement>(COMPOSER);
    return this.#last?.isConnected ? this.#last : document.querySelector<HTMLTextAreaElement>(COMPOSER);
  }
}

/**
 * Puts it at the caret, as if it were typed: it can be undone. A long one is put there at once, since WebKit types line by line
 * and takes the longer for each the more there are. Whether it is short enough to be put anywhere.
 */
export function insert(field: Field, text: string): boolean {
  field.focus();
  if (text.length > MOST) return false;
  if (text.length <= AS_TYPED) document.execCommand('insertText', false, text);
  else {
    field.setRangeText(text, field.selectionStart ?? 0, field.selectionEnd ?? 0, 'end');
    field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }));
  }
  return true;
}
