// What stands in one composer, and when the desktop learns of it. The desktop keeps the draft; this is the copy under
// the agent's fingers. Nothing leaves it before the desktop has it.
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
  /** The desktop did not take what was sent: it stands here still. */
  returned = $state(false);

  #timer: ReturnType<typeof setTimeout> | undefined;
  #told: Draft = { text: '', start: 0, end: 0 };
  /** It is on its way to the desktop. */
  #telling: Draft | null = null;
  #sending: Promise<boolean> | null = null;
  #typedAt = -Infinity;
  /** One after the other: a draft told late must not bring back what was sent meanwhile. */
  #queue: Promise<unknown> = Promise.resolve();

  /** `execute` rejects where the desktop did not take it. */
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
    this.returned = false;
    this.#tellSoon();
    if (text.trim() !== '' && performance.now() - this.#typedAt >= TYPING_EVERY_MS) {
      this.#typedAt = performance.now();
      this.execute({ kind: 'typing', signal: { kind: 'typing', case: this.caseId, thread: this.thread } }).catch(() => undefined);
    }
  }

  /** The caret moved; told with the next draft. */
  select(start: number, end: number): void {
    this.start = start;
    this.end = end;
  }

  /** Tells the desktop what stands here, if it does not know it yet. Before blur, a move, another chat. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    return this.#inOrder(async () => {
      const draft: Draft = { text: this.text, start: this.start, end: this.end };
      if (draft.text === this.#told.text && draft.start === this.#told.start && draft.end === this.#told.end) return;
      this.#telling = draft;
      try {
        await this.execute({ kind: 'draft', case: this.caseId, thread: this.thread, draft });
        this.#told = draft;
      } catch {
        // It stands here, and is told with the next key.
      } finally {
        this.#telling = null;
      }
    });
  }

  /** Enter. Whether the desktop has taken it; until then it stands here. */
  async send(): Promise<boolean> {
    // Enter twice sends what was typed in between, if anything was.
    if (this.#sending) return (await this.#sending) && this.send();
    const text = this.text;
    if (text.trim() === '') return false;
    clearTimeout(this.#timer);
    this.#sending = this.#hand(text);
    try {
      return await this.#sending;
    } finally {
      this.#sending = null;
    }
  }

  /** Throws the draft away. */
  async discard(): Promise<void> {
    this.text = '';
    this.start = this.end = 0;
    await this.flush();
  }

  /** The desktop put this here. Where it only repeats what it has from here, what was typed since counts. */
  place(draft: Draft): void {
    const repeats = draft.text === this.#told.text || draft.text === this.#telling?.text;
    if (repeats && !this.#sending) return;
    const { text, shift } = joined(this.#told.text, this.text, draft);
    const untold = this.text !== this.#told.text && text !== draft.text;
    this.start = untold ? this.start + shift : draft.start;
    this.end = untold ? this.end + shift : draft.end;
    this.text = text;
    this.#told = draft;
    this.placed += 1;
    if (untold) this.#tellSoon();
    else clearTimeout(this.#timer);
  }

  #tellSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), DRAFT_AFTER_MS);
  }

  #hand(text: string): Promise<boolean> {
    return this.#inOrder(async () => {
      const placed = this.placed;
      try {
        await this.execute({ kind: 'send', case: this.caseId, thread: this.thread, text });
      } catch {
        this.returned = true;
        return false;
      }
      this.returned = false;
      this.#typedAt = -Infinity;
      // What the desktop has put here meanwhile is there to stay.
      if (this.placed === placed) this.#taken(text);
      return true;
    });
  }

  /** What was typed behind it meanwhile stays. */
  #taken(text: string): void {
    this.#told = { text: '', start: 0, end: 0 };
    if (!this.text.startsWith(text)) return;
    this.text = this.text.slice(text.length);
    this.start = Math.max(0, this.start - text.length);
    this.end = Math.max(0, this.end - text.length);
    if (this.text !== '') this.#tellSoon();
  }

  #inOrder<T>(task: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(task);
    // One that failed must not hold up the next.
    this.#queue = done.catch(() => undefined);
    return done;
  }
}

/**
 * What the desktop put into a field in which somebody was writing: it made it of what it knew, and what was typed since
 * takes the place of that. No word is lost, and the caret moves by what came before it.
 */
function joined(told: string, typed: string, { text }: Draft): { text: string; shift: number } {
  if (typed === told || text.includes(typed)) return { text, shift: 0 };
  if (text === '') return { text: typed, shift: 0 };
  if (told !== '' && text.endsWith(told)) {
    const before = text.slice(0, text.length - told.length);
    return { text: before + typed, shift: before.length };
  }
  if (told !== '' && text.startsWith(told)) return { text: typed + text.slice(told.length), shift: 0 };
  return { text: `${text}\n${typed}`, shift: text.length + 1 };
}
