// What is typed into the note of a chat, until the desktop has it: told a moment after the last key, and whenever the window
// hands over what stands in it. It outlives its field, which comes and goes with the chat that is shown.
import { charactersOver } from '../../shared/writing';
import type { Command } from '../generated/Command';

const SAVE_AFTER_MS = 600;

export class Note {
  /** Typed here, and not in the desktop's note yet; none: that one counts. */
  typed = $state.raw<string | null>(null);

  #told: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly caseId: string,
    readonly limitBytes: number,
    readonly hand: (command: Command) => Promise<boolean>,
  ) {}

  /** So many characters are too many: it is not told. */
  get over(): number {
    return this.typed === null ? 0 : charactersOver(this.typed, this.limitBytes);
  }

  edit(text: string): void {
    this.typed = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), SAVE_AFTER_MS);
  }

  async save(): Promise<void> {
    clearTimeout(this.#timer);
    const text = this.typed;
    if (text === null || text === this.#told || this.over > 0) return;
    this.#told = text;
    if (!(await this.hand({ kind: 'set_note', case: this.caseId, text })) && this.#told === text) this.#told = null;
  }

  /** The desktop's note is this now: where it is what was typed here, that counts again. */
  is(note: string): void {
    // What was told before it may still be on its way, and come after it.
    if (this.typed !== note || (this.#told !== null && this.#told !== note)) return;
    this.typed = this.#told = null;
  }
}
