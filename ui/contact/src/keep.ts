/**
 * What survives a reload: the chat's secret, what the chat before is known by, messages that were not confirmed, the reader's language, an unfinished
 * start form. In the browser's store for this origin; where a browser gives none, in memory.
 *
 * Each unsent message has a key of its own, so that two tabs of one chat do not write over each other.
 */
import type { Outbox, Outgoing } from './chat';
import type { Language } from './facts';
import type { Opening } from './wire';

const CHAT = 'konsil.chat';
const FORMER = 'konsil.former';
const LANGUAGE = 'konsil.language';
const DRAFT = 'konsil.draft';
const UNSENT = 'konsil.unsent.';

export interface KeptChat {
  secret: string;
  topic: string;
  /** Set until the server has answered it. */
  opening: Opening | null;
  leaving: boolean;
}

/** The start form, or the composer, as far as somebody has filled it in. */
export interface Draft {
  name?: string;
  topic?: string;
  text?: string;
}

/** The browser's store, or as much of it as is needed here. */
export type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

export class Keep {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  chat(): KeptChat | null {
    const kept = this.#read(CHAT);
    if (!isRecord(kept) || typeof kept['secret'] !== 'string' || typeof kept['topic'] !== 'string') return null;
    const opening = isRecord(kept['opening']) ? (kept['opening'] as unknown as Opening) : null;
    return { secret: kept['secret'], topic: kept['topic'], opening, leaving: kept['leaving'] === true };
  }

  setChat(chat: KeptChat): void {
    this.#write(CHAT, chat);
  }

  /** Forgets the chat and what was unsent in it. */
  forgetChat(): void {
    this.#store.removeItem(CHAT);
    for (const { key } of this.#unsentKeys()) this.#store.removeItem(key);
  }

  /** What the last chat is known by. Nobody can read that chat with it. */
  former(): string | null {
    return this.#store.getItem(FORMER);
  }

  setFormer(hash: string): void {
    this.#set(FORMER, hash);
  }

  unsent(): Outgoing[] {
    return this.#unsentKeys()
      .map(({ key, id }) => ({ key, id, kept: this.#read(key) }))
      .flatMap(({ key, id, kept }) => {
        if (isRecord(kept) && typeof kept['text'] === 'string') return [{ id, text: kept['text'], refusal: null }];
        this.#store.removeItem(key);
        return [];
      });
  }

  /** The outbox of the chat that is kept now. */
  outbox(): Outbox {
    return {
      put: ({ id, text }) => {
        const next = (this.#unsentKeys().at(-1)?.place ?? 0) + 1;
        this.#write(`${UNSENT}${String(next).padStart(6, '0')}.${id}`, { text });
      },
      drop: (id) => {
        for (const unsent of this.#unsentKeys()) if (unsent.id === id) this.#store.removeItem(unsent.key);
      },
      opened: (secret) => {
        const chat = this.chat();
        if (chat !== null) this.setChat({ ...chat, secret, opening: null });
      },
      leaving: () => {
        const chat = this.chat();
        if (chat !== null) this.setChat({ ...chat, leaving: true });
      },
    };
  }

  language(): Language | null {
    const kept = this.#store.getItem(LANGUAGE);
    return kept === 'de' || kept === 'en' ? kept : null;
  }

  setLanguage(language: Language): void {
    this.#set(LANGUAGE, language);
  }

  draft(): Draft {
    const kept = this.#read(DRAFT);
    return isRecord(kept) ? (kept as Draft) : {};
  }

  setDraft(draft: Draft): void {
    this.#write(DRAFT, draft);
  }

  /** In the order in which they were put. */
  #unsentKeys(): { key: string; id: string; place: number }[] {
    const keys: string[] = [];
    for (let at = 0; at < this.#store.length; at += 1) {
      const key = this.#store.key(at);
      if (key?.startsWith(UNSENT)) keys.push(key);
    }
    return keys.sort().map((key) => {
      const [place = '', ...id] = key.slice(UNSENT.length).split('.');
      return { key, id: id.join('.'), place: Number(place) };
    });
  }

  #read(key: string): unknown {
    try {
      return JSON.parse(this.#store.getItem(key) ?? 'null');
    } catch {
      return null;
    }
  }

  #write(key: string, value: unknown): void {
    this.#set(key, JSON.stringify(value));
  }

  #set(key: string, value: string): void {
    try {
      this.#store.setItem(key, value);
    } catch {
      // The store is full or shut: what the page shows goes on from memory.
    }
  }
}

/** The browser's store for this origin, or one in memory where the browser gives none (as in some iframes). */
export function storeOfThisBrowser(): Store {
  try {
    const store = window.localStorage;
    const probe = 'konsil.probe';
    store.setItem(probe, '1');
    store.removeItem(probe);
    return store;
  } catch {
    return storeInMemory();
  }
}

export function storeInMemory(): Store {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    key: (at) => [...kept.keys()][at] ?? null,
    get length() {
      return kept.size;
    },
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
