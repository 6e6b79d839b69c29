/** The socket under a chat: dials, keeps it alive, and dials again. What is said over it is `chat.ts`. */
import { wellFormed } from '../../shared/writing';
import type { Chat } from './chat';
import { DEAD_AFTER_MS, decode, PING_EVERY_MS } from './wire';

/** For a socket that this page gave up itself; the server never sends it. */
const GIVEN_UP = 4000;
/** A socket that has not opened by then is given up. */
const OPEN_WITHIN_MS = 10_000;

export class Connection {
  readonly #chat: Chat;
  readonly #address: string;
  readonly #changed: () => void;
  #socket: WebSocket | null = null;
  #heardAt = 0;
  #pings = 0;
  #redial: number | undefined;
  #wake: number | undefined;
  readonly #heartbeat: number;
  #closed = false;

  constructor(chat: Chat, address: string, changed: () => void) {
    this.#chat = chat;
    this.#address = address;
    this.#changed = changed;
    this.#heartbeat = window.setInterval(() => this.#beat(), PING_EVERY_MS);
    window.addEventListener('online', this.#nudge);
    window.addEventListener('offline', this.#cut);
    document.addEventListener('visibilitychange', this.#nudge);
    this.#dial();
  }

  /** Lets go of the chat. */
  close(): void {
    this.#closed = true;
    window.clearInterval(this.#heartbeat);
    window.clearTimeout(this.#redial);
    window.clearTimeout(this.#wake);
    window.removeEventListener('online', this.#nudge);
    window.removeEventListener('offline', this.#cut);
    document.removeEventListener('visibilitychange', this.#nudge);
    this.#giveUp();
  }

  /** After each change of the chat made by the reader: sends what it wants to send. */
  flush(): void {
    const socket = this.#socket;
    if (socket?.readyState === WebSocket.OPEN) {
      for (const frame of this.#chat.takeFrames()) socket.send(JSON.stringify(wellFormed(frame)));
    }
    window.clearTimeout(this.#wake);
    const wakeAt = this.#chat.nextWake();
    if (wakeAt !== null) {
      this.#wake = window.setTimeout(
        () => {
          this.#chat.wake(Date.now());
          this.flush();
        },
        Math.max(0, wakeAt - Date.now()) + 1,
      );
    }
    this.#changed();
  }

  /** Here again, after another page had the chat: dials now. */
  reconnect(): void {
    if (this.#closed || this.#socket !== null) return;
    window.clearTimeout(this.#redial);
    this.#dial();
  }

  #dial(): void {
    const socket = new WebSocket(this.#address);
    this.#socket = socket;
    this.#heardAt = Date.now();
    const tooLate = window.setTimeout(() => {
      if (this.#socket === socket && socket.readyState === WebSocket.CONNECTING) this.#lost(GIVEN_UP);
    }, OPEN_WITHIN_MS);
    socket.addEventListener('open', () => {
      window.clearTimeout(tooLate);
      if (this.#socket !== socket) return;
      this.#heardAt = Date.now();
      this.#chat.connected();
      this.flush();
    });
    socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (this.#socket !== socket || typeof data !== 'string') return;
      this.#heardAt = Date.now();
      const frame = decode(data);
      if (frame === null) return;
      this.#chat.received(frame, Date.now());
      if (this.#chat.takeWantsNewSocket()) this.#lost(GIVEN_UP);
      else this.flush();
    });
    socket.addEventListener('close', ({ code }) => {
      window.clearTimeout(tooLate);
      if (this.#socket === socket) this.#lost(code);
    });
  }

  #lost(code: number): void {
    this.#giveUp();
    const wait = this.#chat.disconnected(code, Date.now(), Math.random());
    if (wait !== null) this.#redial = window.setTimeout(() => this.#dial(), wait);
    this.flush();
  }

  #giveUp(): void {
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #beat(): void {
    const socket = this.#socket;
    if (socket === null || socket.readyState !== WebSocket.OPEN) return;
    if (Date.now() - this.#heardAt > DEAD_AFTER_MS) return this.#lost(GIVEN_UP);
    this.#pings += 1;
    socket.send(JSON.stringify({ type: 'ping', n: this.#pings }));
  }

  /** The network or the reader is back: no need to wait for the next attempt. */
  readonly #nudge = (): void => {
    if (this.#chat.link.kind === 'lost' && document.visibilityState === 'visible') this.reconnect();
  };

  /** The system says that there is no network: the socket may not notice for a long time. */
  readonly #cut = (): void => {
    if (this.#socket !== null && !this.#chat.ended) this.#lost(GIVEN_UP);
  };
}
