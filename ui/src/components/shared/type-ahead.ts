// Letters that are typed one after the other lead to what begins with them.

/** So long after the last letter a word is over. */
const WORD_MS = 700;

export class TypeAhead {
  #typed = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Whether a word is being typed: a space then belongs to it. */
  get typing(): boolean {
    return this.#typed !== '';
  }

  /** Where that letter leads, from this place on; none: nothing begins so. The same letter again goes on to the next. One place
   *  may have several names. */
  find(letter: string, names: readonly (readonly string[])[], from: number): number | null {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.end(), WORD_MS);
    this.#typed += folded(letter);
    const again = this.#typed.length > 1 && [...this.#typed].every((one) => one === this.#typed[0]);
    const wanted = again ? this.#typed.slice(0, 1) : this.#typed;
    // A word that goes on may still mean where it has led.
    const first = from + (again || this.#typed.length === 1 ? 1 : 0);
    for (let step = 0; step < names.length; step++) {
      const at = (first + step) % names.length;
      if (names[at]?.some((name) => folded(name).startsWith(wanted))) return at;
    }
    return null;
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#typed = '';
  }
}

/** „Über“ is found by `u` and by `ü`. */
function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\p{M}\u2066-\u2069]/gu, '')
    .trimStart()
    .toLocaleLowerCase();
}
