// What stands in one composer, and when the desktop learns of it. The desktop keeps the draft; this is the copy under
// the agent's fingers.
import type { Draft } from '../generated/Draft';
import type { Input } from '../generated/Input';
import type { Thread } from '../generated/Thread';

/** After the last key. */
const DRAFT_AFTER_MS = 150;
/** The desktop forgets a typing sign after five seconds. */
const TYPING_EVERY_MS = 3000;

export class Composer {
  text = $state('');
  /** Selection in UTF-16 units. */
  start = 0;
  end = 0;
  /** Counts drafts that the desktop put here: the text field then takes text and caret from here. */
  placed = $state(0);

  #timer: ReturnType<typeof setTimeout> | undefined;
  #told: Draft = { text: '', start: 0, end: 0 };
  #typedAt = -Infinity;
  /** One after the other: a draft told late must not bring back what was sent meanwhile. */
  #queue: Promise<void> = Promise.resolve();

  constructor(
    readonly caseId: string,
    readonly thread: Thread,
    readonly execute: (input: Input) => Promise<void>,
  ) {}

  /** The agent typed. */
  edit(text: string, start: number, end: number): void {
    this.text = text;
    this.start = start;
    this.end = end;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), DRAFT_AFTER_MS);
    if (text.trim() !== '' && performance.now() - this.#typedAt >= TYPING_EVERY_MS) {
      this.#typedAt = performance.now();
      void this.execute({ kind: 'typing', signal: { kind: 'typing', case: this.caseId, thread: this.thread } });
    }
  }

  /** The caret moved; told with the next draft. */
  select(start: number, end: number): void {
    this.start = start;
    this.end = end;
  }

  /** Tells the desktop what stands here, if it does not know it yet. Before blur, a move, another chat. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    const draft: Draft = { text: this.text, start: this.start, end: this.end };
    if (draft.text === this.#told.text && draft.start === this.#told.start && draft.end === this.#told.end) return;
    this.#told = draft;
    await this.#inOrder({ kind: 'draft', case: this.caseId, thread: this.thread, draft });
  }

  /** Enter. Whether something was sent. */
  async send(): Promise<boolean> {
    const text = this.text;
    if (text.trim() === '') return false;
    clearTimeout(this.#timer);
    this.text = '';
    this.start = this.end = 0;
    this.#told = { text: '', start: 0, end: 0 };
    this.#typedAt = -Infinity;
    await this.#inOrder({ kind: 'send', case: this.caseId, thread: this.thread, text });
    return true;
  }

  /** Throws the draft away. */
  async discard(): Promise<void> {
    this.text = '';
    this.start = this.end = 0;
    await this.flush();
  }

  /** The desktop put this here. */
  place(draft: Draft): void {
    clearTimeout(this.#timer);
    this.text = draft.text;
    this.start = draft.start;
    this.end = draft.end;
    this.#told = draft;
    this.placed += 1;
  }

  #inOrder(input: Input): Promise<void> {
    const done = this.#queue.then(() => this.execute(input));
    // One that failed must not hold up the next.
    this.#queue = done.catch(() => undefined);
    return done;
  }
}
