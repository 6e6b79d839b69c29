/** The whole page: loads what it must know, shows the form or the chat, and keeps both over a reload. */
import { Chat, type Outgoing } from './chat';
import { ComposeView } from './compose';
import { Connection } from './connection';
import { el, setText, show } from './dom';
import type { Language, PageFacts } from './facts';
import { frameAround } from './frame';
import { HeaderView } from './header';
import type { Keep, KeptChat } from './keep';
import { LogView } from './log';
import { type StartNotice, StartView } from './start';
import { firstLanguage, Words } from './words';

const FACTS_AGAIN_MS = 60_000;
const FACTS_RETRY_MS = 3_000;

export class Page {
  readonly #keep: Keep;
  readonly #words: Words;
  readonly #root: HTMLElement;
  readonly #frame = frameAround(() => this.#focus());
  readonly #header = new HeaderView({
    hides: this.#frame !== null,
    hide: () => this.#frame?.close(),
    switchLanguage: () => this.#switchLanguage(),
    leave: () => this.#leave(),
    barAction: () => this.#barAction(),
  });
  #facts: PageFacts | null = null;
  #factsFailed = false;
  #kept: KeptChat | null;
  #chat: Chat | null = null;
  #connection: Connection | null = null;
  #notice: StartNotice | null = null;
  /** Lines of others that came while the page was not looked at. */
  #unread = 0;
  #read = 0;

  readonly #loading = el('p', { class: 'loading', role: 'status' });
  readonly #ended = el('div', { class: 'ended', hidden: true, 'data-testid': 'contact-ended' });
  readonly #endedText = el('p', {});
  readonly #again = el('button', { type: 'button', class: 'primary', 'data-testid': 'contact-new-chat' });
  readonly #main = el('main', {});
  #start: StartView;
  #log: LogView;
  #compose: ComposeView;

  constructor(root: HTMLElement, keep: Keep) {
    this.#root = root;
    this.#keep = keep;
    this.#kept = keep.chat();
    this.#words = new Words(this.#wishedLanguage(['de', 'en']));
    this.#start = this.#newStart();
    [this.#log, this.#compose] = this.#newChatViews();

    this.#ended.append(this.#endedText, this.#again);
    root.replaceChildren(this.#header.root, this.#main);
    this.#main.append(this.#loading, this.#start.root, this.#log.root, this.#compose.root, this.#ended);

    this.#again.addEventListener('click', () => this.#newChat());
    if (this.#frame !== null) {
      document.addEventListener('keydown', ({ key, defaultPrevented }) => {
        if (key === 'Escape' && !defaultPrevented) this.#frame?.close();
      });
    }
    document.addEventListener('visibilitychange', () => this.#render());
    if (this.#kept !== null) this.#startChat(this.#kept);
    this.#render();
    void this.#load();
  }

  async #load(): Promise<void> {
    try {
      const answer = await fetch('/v1/page', { headers: { accept: 'application/json' } });
      if (!answer.ok) throw new Error(`${answer.status}`);
      const facts = (await answer.json()) as PageFacts;
      if (this.#facts === null) this.#words.language = this.#wishedLanguage(facts.languages);
      this.#facts = facts;
      this.#factsFailed = false;
    } catch {
      this.#factsFailed = true;
    }
    this.#render();
    // Opening hours pass, agents come and go: what stands in the form stays true.
    const live = this.#chat === null || this.#chat.state?.phase === 'waiting';
    window.setTimeout(() => void this.#load(), this.#facts === null ? FACTS_RETRY_MS : live ? FACTS_AGAIN_MS : 10 * FACTS_AGAIN_MS);
  }

  #wishedLanguage(offered: Language[]): Language {
    const wish = new URLSearchParams(location.search).get('lang');
    return firstLanguage(offered, [this.#keep.language(), wish, ...navigator.languages]);
  }

  #newStart(): StartView {
    return new StartView(this.#keep.draft(), {
      submit: ({ name, topic, text }) => this.#open(name, topic, text),
      draft: (draft) => {
        this.#keep.setDraft(draft);
        this.#render();
      },
    });
  }

  #newChatViews(): [LogView, ComposeView] {
    const log = new LogView({
      edit: (message) => {
        this.#discard(message);
        this.#compose.take(message.text);
      },
      discard: (message) => this.#discard(message),
    });
    const compose = new ComposeView(this.#kept === null ? '' : (this.#keep.draft().text ?? ''), {
      send: (text) => {
        this.#chat?.say(randomText(16), text);
        log.toEnd();
      },
      edited: (text) => {
        this.#keep.setDraft({ ...this.#keep.draft(), text });
        if (text !== '') this.#chat?.typing(Date.now());
        this.#connection?.flush();
        this.#render();
      },
    });
    return [log, compose];
  }

  #open(name: string, topic: string, text: string): void {
    const page = this.#frame === null ? null : (document.referrer || this.#frame.site).slice(0, 2000);
    const former = this.#keep.former();
    const opening = { name, topic, language: this.#words.language, text, page, ...(former === null ? {} : { former }) };
    this.#kept = { secret: randomText(32), topic, opening, leaving: false };
    this.#keep.forgetChat();
    this.#keep.setChat(this.#kept);
    this.#notice = null;
    this.#startChat(this.#kept);
    this.#render();
  }

  #startChat({ secret, opening, leaving }: KeptChat): void {
    this.#chat = new Chat({ secret, opening, unsent: this.#keep.unsent(), leaving }, this.#keep.outbox());
    const address = new URL('/v1/contact', location.href);
    address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
    const wasOpening = { now: opening !== null };
    this.#connection = new Connection(this.#chat, address.href, () => {
      if (wasOpening.now && this.#chat !== null && this.#chat.opening === null && this.#chat.failure === null) {
        wasOpening.now = false;
        this.#opened();
      }
      if (this.#chat?.failure) this.#failed();
      this.#render();
    });
  }

  /** The server has the chat: what the form held is not needed any more. */
  #opened(): void {
    const { name } = this.#keep.draft();
    this.#keep.setDraft(name === undefined ? {} : { name });
    this.#render();
    this.#compose.focus();
  }

  /** There is no such chat: back to the form, with every word that was not sent. */
  #failed(): void {
    const failure = this.#chat?.failure;
    if (!failure) return;
    const unsent = this.#chat?.outgoing.map(({ text }) => text) ?? [];
    this.#connection?.close();
    this.#connection = null;
    this.#chat = null;
    this.#kept = null;
    this.#keep.forgetChat();
    const draft = this.#keep.draft();
    if (failure.kind === 'not-opened') {
      const { name, topic, text } = failure.opening;
      this.#notice = { kind: 'refused', refusal: failure.refusal };
      this.#keep.setDraft({ name, topic, text });
    } else {
      this.#notice = { kind: 'gone' };
      this.#keep.setDraft({ ...draft, text: [...unsent, draft.text ?? ''].filter((text) => text !== '').join('\n') });
    }
    this.#freshViews();
  }

  #newChat(): void {
    // The secret itself is forgotten: whoever sits here next cannot read the chat.
    if (this.#kept !== null) void hashOf(this.#kept.secret).then((hash) => hash !== null && this.#keep.setFormer(hash));
    this.#connection?.close();
    this.#connection = null;
    this.#chat = null;
    this.#kept = null;
    this.#keep.forgetChat();
    this.#freshViews();
    this.#render();
    this.#start.focus();
  }

  #freshViews(): void {
    const before = [this.#start.root, this.#log.root, this.#compose.root] as const;
    this.#read = 0;
    this.#unread = 0;
    this.#start = this.#newStart();
    [this.#log, this.#compose] = this.#newChatViews();
    before[0].replaceWith(this.#start.root);
    before[1].replaceWith(this.#log.root);
    before[2].replaceWith(this.#compose.root);
  }

  #discard(message: Outgoing): void {
    this.#chat?.discard(message.id);
    this.#render();
  }

  #switchLanguage(): void {
    const languages = this.#facts?.languages ?? [];
    const next = languages[(languages.indexOf(this.#words.language) + 1) % languages.length];
    if (next === undefined) return;
    this.#words.language = next;
    this.#keep.setLanguage(next);
    this.#chat?.language(next);
    this.#connection?.flush();
    this.#render();
  }

  #leave(): void {
    this.#chat?.leave();
    this.#connection?.flush();
    this.#render();
    this.#log.root.querySelector<HTMLElement>('[role=log]')?.focus();
  }

  #barAction(): void {
    if (this.#chat?.link.kind === 'elsewhere') this.#connection?.reconnect();
    else location.reload();
  }

  #focus(): void {
    if (this.#chat === null) this.#start.focus();
    else this.#compose.focus();
  }

  #render(): void {
    const words = this.#words;
    const facts = this.#facts;
    const chat = this.#chat;
    document.documentElement.lang = words.language;
    // A chat that is being opened shows the form until the server has said yes.
    const inChat = chat !== null && (chat.opening === null || chat.state !== null);
    this.#root.dataset['view'] = facts === null ? 'loading' : inChat ? 'chat' : 'start';
    show(this.#loading, facts === null);
    setText(this.#loading, words.t(this.#factsFailed ? 'page-not-loaded' : 'page-loading'));
    this.#header.render(facts, chat, words);
    show(this.#start.root, facts !== null && !inChat);
    show(this.#log.root, facts !== null && inChat);
    const over = chat?.ended ?? false;
    show(this.#compose.root, facts !== null && inChat && !over);
    show(this.#ended, facts !== null && inChat && over);
    if (facts === null) return;
    if (inChat) this.#renderChat(facts, chat);
    else this.#start.render(facts, words, this.#notice, chat !== null);
    this.#title(facts);
    // The iframe around grows with the form, and is as high as it may be for a chat.
    this.#frame?.height(inChat ? 640 : this.#main.offsetTop + this.#start.root.scrollHeight + 2);
  }

  #renderChat(facts: PageFacts, chat: Chat): void {
    const words = this.#words;
    const topic = facts.topics.find(({ id }) => id === this.#kept?.topic);
    const waits = chat.state?.phase === 'waiting';
    const nobody = topic?.staffed === false ? (words.own(topic.texts.nobody_there) ?? words.t('page-start-nobody-there')) : null;
    const waiting = nobody ?? words.own(topic?.texts.waiting) ?? words.t('page-chat-waiting-text');
    const inLine = waits && chat.link.kind === 'online' ? (chat.state?.in_line ?? null) : null;
    const texts = { centre: facts.centre, greeting: words.own(topic?.texts.greeting), waiting: waits ? waiting : null, inLine };
    this.#log.render(chat, words, texts, Date.now());
    this.#compose.render(words, facts.limits.text_bytes);
    setText(this.#endedText, words.t('page-chat-ended'));
    setText(this.#again, words.t('page-leave-new-chat'));
  }

  #title(facts: PageFacts): void {
    const theirs = this.#chat?.lines.filter(({ event }) => event.kind === 'message').length ?? 0;
    if (document.visibilityState === 'visible') this.#read = theirs;
    this.#unread = Math.max(0, theirs - this.#read);
    const { centre } = facts;
    const title =
      this.#unread > 0 ? this.#words.t('page-title-unread', { count: this.#unread, centre }) : this.#words.t('page-title', { centre });
    // A tab's title is no place for isolation marks.
    document.title = title.replace(/[\u2068\u2069]/gu, '');
  }
}

/** So many random bytes, as base64url. Needs no secure context. */
function randomText(bytes: number): string {
  return base64url(crypto.getRandomValues(new Uint8Array(bytes)));
}

/** SHA-256, as base64url; null where the browser has none, as outside of secure contexts. */
async function hashOf(text: string): Promise<string | null> {
  const subtle = (crypto as Partial<Crypto>).subtle;
  if (subtle === undefined) return null;
  return base64url(new Uint8Array(await subtle.digest('SHA-256', new TextEncoder().encode(text))));
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/gu, '-')
    .replace(/\//gu, '_')
    .replace(/=+$/u, '');
}
