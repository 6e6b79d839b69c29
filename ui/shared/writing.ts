// What goes for every field in which somebody writes, in the windows and on the contact's page.

/**
 * Whether this key belongs to an input method: an Enter that confirms a word sends nothing. 229 says so where the word is
 * already over when the key arrives (WebKit).
 */
export function confirmsWord(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** Half a character, as a cut in the middle of one leaves it. No other program reads a text that has one. */
const HALF = /\p{Surrogate}/gu;

/** The same with U+FFFD for each half of a character, wherever a text stands in it. For all that leaves a page. */
export function wellFormed<T>(value: T): T {
  if (typeof value === 'string') return value.replace(HALF, '\ufffd') as T;
  if (Array.isArray(value)) return value.map((part: unknown) => wellFormed(part)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [wellFormed(key), wellFormed(part)])) as T;
}

/** How many characters at the end of a text are more than so many bytes of UTF-8 hold. Looked at with each key: nothing is made. */
export function charactersOver(text: string, limitBytes: number): number {
  if (text.length <= limitBytes / 3) return 0;
  let bytes = 0;
  let over = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    const pair = unit >= 0xd800 && unit < 0xdc00 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00;
    bytes += unit < 0x80 ? 1 : unit < 0x800 ? 2 : pair ? 4 : 3;
    if (pair) at += 1;
    if (bytes > limitBytes) over += 1;
  }
  return over;
}

/** WebKit types line by line, and takes the longer for each the more there are: more than this is put there at once. */
export const AS_TYPED = 4_000;

/** Puts a text into a field. While somebody writes there it is as if it was typed, and can be taken back with undo. */
export function put(field: HTMLTextAreaElement, text: string): void {
  if (field.value === text) return;
  if (document.activeElement === field && field.value !== '' && text !== '' && text.length <= AS_TYPED) {
    field.select();
    if (document.execCommand?.('insertText', false, text)) return;
  }
  field.value = text;
}
