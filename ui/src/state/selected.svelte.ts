// What is selected in a thread, over more lines than stand in the DOM, and how it is copied: as plain text, each line with its
// time and author.
import type { Line } from '../generated/Line';
import { l10n } from '../l10n/l10n.svelte';
import type { Desk } from './desk.svelte';
import type { ThreadLines } from './lines.svelte';
import { type Copied, copiedLines, unmarked } from './plain';

interface Elements {
  readonly scroller: HTMLElement | undefined;
  readonly inner: HTMLElement | undefined;
}

/** What of a row is a person's words. */
const WORDS = '.foreign.selectable';

/** Those that are drawn. */
const DRAWN = new Set<Selected>();

/** What is selected in this window, as it is copied. */
export function selectedText(): string {
  for (const selected of DRAWN) {
    const text = selected.text();
    if (text !== null) return text;
  }
  return unmarked(getSelection()?.toString() ?? '');
}

export class Selected {
  /** The places of the lines in which the selection begins and ends: they stay in the DOM, so that it stays. */
  ends = $state.raw<number[]>([]);

  constructor(
    readonly desk: Desk,
    readonly lines: () => ThreadLines,
    readonly elements: () => Elements,
    /** Fetches the lines that are not in this window yet. */
    readonly readAll: () => Promise<void>,
  ) {}

  /** While the thread is drawn. Gives what ends that. */
  begin(): () => void {
    DRAWN.add(this);
    return () => DRAWN.delete(this);
  }

  /** None: nothing in this thread is selected. */
  text(): string | null {
    const range = this.#range();
    return range && this.#text(range);
  }

  /** The selection is another one now. */
  follow(): void {
    const range = this.#range();
    if (!range) {
      if (this.ends.length > 0) this.ends = [];
      return;
    }
    const ends = [range.startContainer, range.endContainer].flatMap((node) => this.#placeOf(node) ?? []);
    if (ends.join() !== this.ends.join()) this.ends = [...new Set(ends)].sort((a, b) => a - b);
  }

  /** All lines of this thread, and nothing else in the window. */
  all(): void {
    const { inner } = this.elements();
    if (!inner) return;
    getSelection()?.selectAllChildren(inner);
    void this.readAll();
  }

  async copy(event: ClipboardEvent): Promise<void> {
    const range = this.#range();
    if (!range || !event.clipboardData) return;
    event.preventDefault();
    if (!this.#isAll(range) || !this.lines().older) {
      event.clipboardData.setData('text/plain', this.#text(range));
      return;
    }
    try {
      await this.readAll();
      await navigator.clipboard.writeText(copiedLines(whole(this.lines().lines), l10n));
    } catch {
      this.desk.tell({ id: 'told-not-copied', args: {} });
    }
  }

  #range(): Range | null {
    const selection = getSelection();
    const { scroller } = this.elements();
    if (!scroller || !selection || selection.isCollapsed || selection.rangeCount === 0) return null;
    const range = selection.getRangeAt(0);
    return scroller.contains(range.commonAncestorContainer) ? range : null;
  }

  #isAll(range: Range): boolean {
    const { inner } = this.elements();
    return range.startContainer === inner && range.endContainer === inner;
  }

  #text(range: Range): string {
    if (this.#isAll(range)) return copiedLines(whole(this.lines().lines), l10n);
    const { scroller } = this.elements();
    const rows = [...(scroller?.querySelectorAll<HTMLElement>('[data-key]') ?? [])].filter((row) => range.intersectsNode(row));
    const [first, last] = [rows[0], rows.at(-1)];
    if (!first || !last) return unmarked(range.toString());
    // Within one line it is what was marked, and nothing is added.
    if (first === last) return unmarked(within(range, first));
    const copied: Copied[] = whole(this.lines().lines.slice(this.#placeOf(first) ?? 0, (this.#placeOf(last) ?? 0) + 1));
    for (const [at, row] of [
      [0, first],
      [copied.length - 1, last],
    ] as const) {
      const line = copied[at]?.line;
      if (line && row.querySelector(WORDS)) copied[at] = { line, text: within(range, row) };
    }
    return copiedLines(
      copied.filter(({ text }) => text !== ''),
      l10n,
    );
  }

  #placeOf(node: Node): number | null {
    const element = node instanceof Element ? node : node.parentElement;
    const key = element?.closest<HTMLElement>('[data-key]')?.dataset['key'];
    const place = key === undefined ? -1 : this.lines().indexOf(key);
    return place < 0 ? null : place;
  }
}

function whole(lines: readonly Line[]): Copied[] {
  return lines.map((line) => ({ line }));
}

/** The words of a row as far as they are selected. */
function within(range: Range, row: HTMLElement): string {
  const words = row.querySelector(WORDS) ?? row;
  const part = document.createRange();
  part.selectNodeContents(words);
  if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0) part.setStart(range.startContainer, range.startOffset);
  if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) part.setEnd(range.endContainer, range.endOffset);
  return part.toString();
}
