/**
 * One chat as the page holds it: what was said, what is still to be sent, and how the connection stands. Pure: frames
 * and times come in, frames and deadlines go out; the sockets are in `connection.ts`.
 *
 * Messages leave one at a time, in the order in which they were written, each under the id it was given then: after a
 * cut the same one is sent again, and the server knows it by its id.
 */
import type { Language } from './facts';
import {
  CLOSE_PROTOCOL,
  CLOSE_RESYNC,
  CLOSE_TAKEN_OVER,
  type ContactEvent,
  type ContactRefusal,
  type ContactState,
  type FromContact,
  type Opening,
  PROTOCOL,
  type ToContact,
} from './wire';

/** A line of the chat, numbered without gaps. */
export interface Line {
  n: number;
  at: number;
  event: ContactEvent;
}

/** A message that the server has not confirmed. */
export interface Outgoing {
  id: string;
  text: string;
  /** Set once the server has said no for good. */
  refusal: ContactRefusal | null;
}

export type Link =
  /** No answer yet since the page was opened. */
  | { kind: 'connecting' }
  | { kind: 'online' }
  /** Another attempt follows by itself. */
  | { kind: 'lost' }
  /** Another page continues this chat. */
  | { kind: 'elsewhere' }
  /** Server and page have no version in common: the page must be loaded anew. */
  | { kind: 'outdated' }
  /** The chat has ended; nothing more will come. */
  | { kind: 'over' };

/** How this chat came to nothing, where it did. */
export type Failure =
  | { kind: 'not-opened'; refusal: ContactRefusal; opening: Opening }
  /** The server knows no such chat (any more). */
  | { kind: 'gone' };

/** Where unsent things survive a reload. */
export interface Outbox {
  put(message: Outgoing): void;
  drop(id: string): void;
  opened(secret: string): void;
  leaving(): void;
}

export interface ChatStart {
  secret: string;
  /** Set until the server has answered it. */
  opening: Opening | null;
  unsent: Outgoing[];
  leaving: boolean;
}

const BACK_OFF_FIRST_MS = 250;
const BACK_OFF_MOST_MS = 15_000;
const TYPING_FADES_MS = 5_000;
const TYPING_EVERY_MS = 3_000;
const NOT_STORED_AGAIN_MS = 2_000;

/** How long to wait before attempt number `attempt` (from 0); `random` is in 0…1 (full jitter). */
export function backOffMs(attempt: number, random: number): number {
  return Math.round(random * Math.min(BACK_OFF_MOST_MS, BACK_OFF_FIRST_MS * 2 ** Math.min(attempt, 16)));
}

export class Chat {
  /** Grows; begins anew only when the server does. */
  readonly lines: Line[] = [];
  outgoing: Outgoing[];
  state: ContactState | null = null;
  link: Link = { kind: 'connecting' };
  failure: Failure | null = null;
  /** *Chat beenden* was confirmed and is on its way. */
  leaving: boolean;
  /** When the connection was lost, while it is. */
  lostAt: number | null = null;

  #secret: string;
  #opening: Opening | null;
  readonly #outbox: Outbox;
  #frames: FromContact[] = [];
  #welcomed = false;
  /** The message that was sent and is not answered. */
  #asked: string | null = null;
  #askAgainAt: number | null = null;
  #attempt = 0;
  /** The gap after this number was asked for once: whoever leaves it again really has nothing there. */
  #gapAskedAfter = -1;
  #askedToLeave = false;
  #nothingSinceHello = false;
  #wantsNewSocket = false;
  /** Stored by the server; their event is still on its way. */
  readonly #stored = new Set<string>();
  #typists = new Map<string, number>();
  #typedAt = -Infinity;

  constructor(start: ChatStart, outbox: Outbox) {
    this.#secret = start.secret;
    this.#opening = start.opening;
    this.outgoing = [...start.unsent];
    this.leaving = start.leaving;
    this.#outbox = outbox;
  }

  /** The number of the last event shown. */
  get last(): number {
    return this.lines.at(-1)?.n ?? 0;
  }

  get opening(): Opening | null {
    return this.#opening;
  }

  get ended(): boolean {
    return this.state?.phase === 'ended';
  }

  /** Who is writing, at `now`. */
  typists(now: number): string[] {
    return [...this.#typists].filter(([, until]) => until > now).map(([name]) => name);
  }

  /** Frames to send now, in order; each is handed out once. */
  takeFrames(): FromContact[] {
    const frames = this.#frames;
    this.#frames = [];
    return frames;
  }

  /** Whether the socket is of no use any more and is to be replaced; asked once. */
  takeWantsNewSocket(): boolean {
    const wants = this.#wantsNewSocket;
    this.#wantsNewSocket = false;
    return wants;
  }

  /** When `wake` wants to be called, if at all. */
  nextWake(): number | null {
    const times = [...this.#typists.values()];
    if (this.#askAgainAt !== null) times.push(this.#askAgainAt);
    return times.length === 0 ? null : Math.min(...times);
  }

  wake(now: number): void {
    for (const [name, until] of this.#typists) if (until <= now) this.#typists.delete(name);
    if (this.#askAgainAt !== null && this.#askAgainAt <= now) {
      this.#askAgainAt = null;
      this.#sendNext();
    }
  }

  /** A socket stands: the first frame goes out. */
  connected(): void {
    this.#frames = [];
    this.#welcomed = false;
    this.#asked = null;
    this.#askAgainAt = null;
    this.#askedToLeave = false;
    this.#nothingSinceHello = true;
    const secret = this.#secret;
    this.#frames.push(
      this.#opening === null
        ? { type: 'hello', protocol: PROTOCOL, secret, after: this.last }
        : { type: 'open', protocol: PROTOCOL, secret, ...this.#opening },
    );
  }

  /** The socket is gone. Gives the wait before the next attempt, or null if there is none. */
  disconnected(code: number, now: number, random: number): number | null {
    this.#frames = [];
    this.#asked = null;
    this.#askAgainAt = null;
    this.#welcomed = false;
    this.#typists.clear();
    if (this.ended || this.failure !== null) {
      this.link = { kind: 'over' };
      return null;
    }
    if (code === CLOSE_TAKEN_OVER) {
      this.link = { kind: 'elsewhere' };
      return null;
    }
    if (code === CLOSE_PROTOCOL) {
      this.link = { kind: 'outdated' };
      return null;
    }
    this.lostAt ??= now;
    this.link = { kind: 'lost' };
    const wait = code === CLOSE_RESYNC ? 0 : backOffMs(this.#attempt, random);
    this.#attempt += 1;
    return wait;
  }

  received(frame: ToContact, now: number): void {
    switch (frame.type) {
      case 'welcome':
        return this.#welcome(frame.secret, frame.state);
      case 'event':
        return this.#event(frame);
      case 'state':
        return this.#setState(frame.state);
      case 'said':
        return this.#said(frame.id);
      case 'refused':
        return this.#refused(frame.id, frame.refusal, now);
      case 'typing':
        this.#typists.set(frame.name, now + TYPING_FADES_MS);
        return;
      case 'ping':
        this.#frames.push({ type: 'pong', n: frame.n });
        return;
      case 'pong':
        return;
    }
  }

  /** Puts a message into the outbox; it goes out as soon as it can. */
  say(id: string, text: string): void {
    const message: Outgoing = { id, text, refusal: null };
    this.#outbox.put(message);
    this.outgoing.push(message);
    this.#sendNext();
  }

  /** Takes a refused message back. */
  discard(id: string): void {
    this.outgoing = this.outgoing.filter((message) => message.id !== id);
    this.#outbox.drop(id);
  }

  /** The reader is writing; told at most every three seconds. */
  typing(now: number): void {
    if (!this.#welcomed || this.ended || now - this.#typedAt < TYPING_EVERY_MS) return;
    this.#typedAt = now;
    this.#frames.push({ type: 'typing' });
  }

  language(language: Language): void {
    if (this.#opening !== null) this.#opening = { ...this.#opening, language };
    if (this.#welcomed) this.#frames.push({ type: 'language', language });
  }

  /** *Chat beenden*: goes out after what was written before. */
  leave(): void {
    this.leaving = true;
    this.#outbox.leaving();
    this.#sendNext();
  }

  #welcome(secret: string | null, state: ContactState): void {
    this.#secret = secret ?? this.#secret;
    this.#opening = null;
    this.#outbox.opened(this.#secret);
    this.#welcomed = true;
    this.#attempt = 0;
    this.lostAt = null;
    this.link = { kind: 'online' };
    this.#setState(state);
    this.#sendNext();
  }

  #event({ n, at, event }: { n: number; at: number; event: ContactEvent }): void {
    const first = this.#nothingSinceHello;
    this.#nothingSinceHello = false;
    // We asked for what follows and are told all from the beginning: the server's database was restored.
    if (first && n === 1 && this.last > 0) this.lines.length = 0;
    if (n <= this.last) return;
    if (n > this.last + 1 && this.last > 0 && this.#gapAskedAfter !== this.last) {
      this.#gapAskedAfter = this.last;
      this.#wantsNewSocket = true;
      return;
    }
    this.lines.push({ n, at, event });
    if (event.kind === 'mine') this.#said(event.id);
    if (event.kind === 'message' || event.kind === 'left') this.#typists.delete(event.name);
  }

  #setState(state: ContactState): void {
    this.state = state;
    if (state.phase !== 'ended') return;
    this.link = { kind: 'over' };
    this.leaving = false;
    this.#askAgainAt = null;
    this.#typists.clear();
    for (const message of this.outgoing) message.refusal ??= { kind: 'chat_ended' };
  }

  #said(id: string): void {
    this.#outbox.drop(id);
    if (this.lines.some(({ event }) => event.kind === 'mine' && event.id === id)) {
      this.outgoing = this.outgoing.filter((message) => message.id !== id);
    }
    if (this.#asked === id) {
      this.#asked = null;
      this.#stored.add(id);
      this.#sendNext();
    }
  }

  #refused(id: string | null, refusal: ContactRefusal, now: number): void {
    if (id === null) {
      if (this.#opening !== null) this.failure = { kind: 'not-opened', refusal, opening: this.#opening };
      else if (refusal.kind === 'no_such_chat') this.failure = { kind: 'gone' };
      else if (!this.#welcomed) this.#wantsNewSocket = true;
      // A frame that could not even be read has no name: of all that goes out only what was written can be such.
      else if (refusal.kind === 'malformed' && this.#asked !== null) this.#refused(this.#asked, refusal, now);
      return;
    }
    const message = this.outgoing.find((candidate) => candidate.id === id);
    if (this.#asked === id) this.#asked = null;
    if (message === undefined) return;
    if (refusal.kind === 'too_fast') {
      this.#askAgainAt = now + refusal.retry_after_ms;
      return;
    }
    if (refusal.kind === 'not_stored') {
      this.#askAgainAt = now + NOT_STORED_AGAIN_MS;
      return;
    }
    message.refusal = refusal;
    this.#sendNext();
  }

  #sendNext(): void {
    if (!this.#welcomed || this.#asked !== null || this.#askAgainAt !== null || this.ended) return;
    const next = this.outgoing.find((message) => message.refusal === null && !this.#stored.has(message.id));
    if (next !== undefined) {
      this.#asked = next.id;
      this.#frames.push({ type: 'say', id: next.id, text: next.text });
    } else if (this.leaving && !this.#askedToLeave) {
      this.#askedToLeave = true;
      this.#frames.push({ type: 'leave' });
    }
  }
}
