// The page as a contact meets it, in a document, with a server of a few lines at the other end of its socket.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import protocol from '../../../docs/protocol.md?raw';
import { Page } from '../src/app';
import type { PageFacts } from '../src/facts';
import { Keep, type Store, storeInMemory } from '../src/keep';
import { type ContactEvent, decode, type FromContact, type InLine, type ToContact } from '../src/wire';

const none = { de: '', en: '' };
const FACTS: PageFacts = {
  centre: 'Nordlicht Telekom',
  languages: ['de', 'en'],
  privacy: { de: 'https://example.org/datenschutz', en: 'https://example.org/privacy' },
  topics: [
    {
      id: 'billing',
      name: { de: 'Rechnung', en: 'Billing' },
      open: true,
      staffed: true,
      texts: { closed: none, nobody_there: none, waiting: { de: 'Gleich ist jemand da.', en: 'Somebody will be there.' }, greeting: none },
    },
    {
      id: 'contract',
      name: { de: 'Vertrag', en: 'Contract' },
      open: false,
      staffed: false,
      texts: { closed: { de: 'Montags bis freitags.', en: 'Monday to Friday.' }, nobody_there: none, waiting: none, greeting: none },
    },
  ],
  limits: { name_chars: 80, text_bytes: 16_384 },
};

/** The server's end of the newest socket. */
class Socket extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static all: Socket[] = [];
  readyState = Socket.CONNECTING;
  sent: FromContact[] = [];
  /** The same, as they went over the wire. */
  texts: string[] = [];

  constructor() {
    super();
    Socket.all.push(this);
  }

  static get newest(): Socket {
    return Socket.all.at(-1)!;
  }

  send(text: string): void {
    this.texts.push(text);
    this.sent.push(JSON.parse(text) as FromContact);
  }

  close(): void {
    this.readyState = 3;
  }

  opens(): void {
    this.readyState = Socket.OPEN;
    this.dispatchEvent(new Event('open'));
  }

  says(...frames: ToContact[]): void {
    for (const frame of frames) this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(frame) }));
  }

  breaks(): void {
    this.dispatchEvent(new CloseEvent('close', { code: 1006 }));
  }
}

let store: Store;
let root: HTMLElement;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', Socket);
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify(FACTS))));
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['de-DE']);
  store = storeInMemory();
  Socket.all = [];
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** Loads the page, over what an earlier load has kept. */
async function load(): Promise<void> {
  document.body.innerHTML = '<div id="konsil"></div>';
  root = document.getElementById('konsil')!;
  new Page(root, new Keep(store));
  await vi.advanceTimersByTimeAsync(0);
}

const find = <T extends HTMLElement = HTMLElement>(name: string) => root.querySelector<T>(`[data-testid="${name}"]`)!;
const seen = (name: string) => find(name).closest('[hidden]') === null;
const click = (name: string) => find(name).click();

function type(name: string, text: string): void {
  const field = find<HTMLInputElement | HTMLTextAreaElement>(name);
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

function presses(name: string, key: string, more: KeyboardEventInit = {}): void {
  find(name).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));
}

const welcome = (phase: 'waiting' | 'chatting' | 'ended', agents: string[] = []): ToContact => ({
  type: 'welcome',
  protocol: 1,
  secret: null,
  state: { phase, agents },
});
const event = (n: number, event: ContactEvent): ToContact => ({ type: 'event', n, at: 0, event });

/** A chat with Jana. */
async function chat(): Promise<void> {
  await load();
  click('contact-topic-billing');
  type('contact-name', 'Herr Hoffmann');
  type('contact-message', 'Guten Tag');
  click('contact-start');
  Socket.newest.opens();
  Socket.newest.says(
    welcome('chatting', ['Jana']),
    event(1, { kind: 'waiting' }),
    event(2, { kind: 'mine', id: 'x', text: 'Guten Tag' }),
    event(3, { kind: 'joined', name: 'Jana' }),
  );
}

describe('before a chat', () => {
  it('opens one, and is in it when the server says so', async () => {
    await load();
    click('contact-topic-billing');
    type('contact-name', 'Herr Hoffmann');
    type('contact-message', 'Guten Tag');
    click('contact-start');
    Socket.newest.opens();
    expect(Socket.newest.sent).toMatchObject([
      { type: 'open', name: 'Herr Hoffmann', topic: 'billing', language: 'de', text: 'Guten Tag' },
    ]);
    expect(Socket.newest.sent[0]).toHaveProperty('secret', expect.stringMatching(/^[\w-]{43}$/u));
    expect(seen('contact-log')).toBe(false);
    Socket.newest.says(welcome('waiting'));
    expect(seen('contact-log')).toBe(true);
    expect(find('contact-waiting').textContent).toBe('Gleich ist jemand da.');
  });

  it('says the place in line, and how long it will take where that is known', async () => {
    await load();
    click('contact-topic-billing');
    type('contact-name', 'Herr Hoffmann');
    type('contact-message', 'Guten Tag');
    click('contact-start');
    Socket.newest.opens();
    Socket.newest.says(welcome('waiting'));
    expect(seen('contact-place')).toBe(false);
    const stands = (in_line: InLine) => Socket.newest.says({ type: 'state', state: { phase: 'waiting', agents: [], in_line } });
    stands({ place: 3, minutes: null });
    const text = (name: string) => find(name).textContent.replace(/[\u2068\u2069]/gu, '');
    expect(text('contact-place')).toBe('Sie sind an 3. Stelle');
    expect(seen('contact-minutes')).toBe(false);
    stands({ place: 2, minutes: { from: 4, to: 8 } });
    expect(text('contact-minutes')).toBe('Es dauert voraussichtlich 4 bis 8 Minuten.');
    stands({ place: 1, minutes: { from: 0, to: 1 } });
    expect(text('contact-place')).toBe('Sie sind als Nächstes an der Reihe');
    expect(text('contact-minutes')).toBe('Es dauert voraussichtlich höchstens eine Minute.');
    stands({ place: 1, minutes: { from: 9, to: 2 } });
    expect(seen('contact-minutes')).toBe(false);
    Socket.newest.says({ type: 'state', state: { phase: 'chatting', agents: ['Jana'] } });
    expect(seen('contact-place')).toBe(false);
  });

  it('after a chat keeps what it is known by, not its secret, and says so with the next one', async () => {
    await chat();
    const { secret } = Socket.all[0]!.sent[0] as { secret: string };
    Socket.newest.says({ type: 'state', state: { phase: 'ended', agents: [] } });
    click('contact-new-chat');
    await vi.waitFor(() => expect(store.getItem('konsil.former')).toMatch(/^[\w-]{43}$/u));
    expect(Array.from({ length: store.length }, (_, at) => store.getItem(store.key(at)!)).join()).not.toContain(secret);
    click('contact-topic-billing');
    type('contact-message', 'Noch etwas');
    click('contact-start');
    Socket.newest.opens();
    const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret));
    expect(Socket.newest.sent[0]).toMatchObject({ type: 'open', former: Buffer.from(hash).toString('base64url') });
  });

  it('sends no half of a character, and not with the Enter that confirms a word', async () => {
    await load();
    click('contact-topic-billing');
    type('contact-name', 'Herr \ud83d');
    const enter = new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true });
    find('contact-name').dispatchEvent(enter);
    expect(enter.defaultPrevented).toBe(true);
    type('contact-message', '\udc00 Guten Tag');
    click('contact-start');
    Socket.newest.opens();
    expect(Socket.newest.sent[0]).toMatchObject({ name: 'Herr \ufffd', text: '\ufffd Guten Tag' });
  });

  it('says what is missing, at the field and with the focus in it', async () => {
    await load();
    click('contact-topic-billing');
    click('contact-start');
    const name = find<HTMLInputElement>('contact-name');
    expect(name.getAttribute('aria-invalid')).toBe('true');
    expect(document.getElementById(name.getAttribute('aria-describedby')!)?.textContent).toBe('Bitte geben Sie Ihren Namen an.');
    expect(document.activeElement).toBe(name);
    expect(Socket.all).toEqual([]);
  });

  it('says that it is closed, and takes no message', async () => {
    await load();
    click('contact-topic-contract');
    expect(find('contact-topic-says').textContent).toBe('Montags bis freitags.');
    expect([seen('contact-name'), seen('contact-message'), seen('contact-start')]).toEqual([false, false, false]);
  });

  it('keeps every word when the server refuses', async () => {
    await load();
    click('contact-topic-billing');
    type('contact-name', 'Herr Hoffmann');
    type('contact-message', 'Guten Tag');
    click('contact-start');
    Socket.newest.opens();
    Socket.newest.says({ type: 'refused', id: null, refusal: { kind: 'too_many_chats', retry_after_ms: 29_500 } });
    expect(find('contact-alert').textContent).toContain('in \u206830\u2069 Sekunden');
    expect(find<HTMLTextAreaElement>('contact-message').value).toBe('Guten Tag');
    expect(find<HTMLInputElement>('contact-name').value).toBe('Herr Hoffmann');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(Socket.all).toHaveLength(1);
  });

  it('keeps an unfinished form over a reload', async () => {
    await load();
    click('contact-topic-billing');
    type('contact-message', 'Guten');
    await load();
    expect(find<HTMLTextAreaElement>('contact-message').value).toBe('Guten');
    expect(find('contact-topic-billing').querySelector('input')?.checked).toBe(true);
  });
});

describe('in a chat', () => {
  it('shows what somebody wrote as text, whatever it looks like', async () => {
    await chat();
    const hostile = '<img src=x onerror="alert(1)"><script>alert(2)</script> \u202Eurban javascript:alert(3) &amp; {{x}}';
    Socket.newest.says(
      event(4, { kind: 'message', name: '<b>Jana\u202E</b>', text: hostile }),
      event(5, { kind: 'joined', name: '<i>Katrin</i>' }),
    );
    const log = find('contact-log');
    expect(log.querySelectorAll('img, script, b, i, a, [onerror]')).toHaveLength(0);
    const bubble = [...log.querySelectorAll('.bubble')].at(-1)!;
    expect([bubble.textContent, bubble.getAttribute('dir')]).toEqual([hostile, 'auto']);
    expect([...log.querySelectorAll('.who bdi')].at(-1)!.textContent).toBe('<b>Jana\u202E</b>');
    expect(log.textContent).toContain('\u2068<i>Katrin</i>\u2069 ist dem Chat beigetreten');
  });

  it('opens the addresses that it shows, and lays open what only looks like one', async () => {
    await chat();
    Socket.newest.says(
      event(4, { kind: 'message', name: 'Jana', text: '„https://nordlicht.example/b“, www.nordlicht.example, hilfe@nordlicht.example' }),
      event(5, { kind: 'message', name: 'Jana', text: 'https://bank.example@evil.example/ https://nordlicht.example/\u202egpj.exe' }),
    );
    const [good, bad] = [...find('contact-log').querySelectorAll('.bubble')].slice(-2);
    expect([...good!.querySelectorAll('a')].map((link) => link.href)).toEqual([
      'https://nordlicht.example/b',
      'https://www.nordlicht.example/',
      'mailto:hilfe@nordlicht.example',
    ]);
    expect(bad!.querySelector('a')).toBeNull();
    expect(bad!.textContent).toContain('würde zu \u2068evil.example\u2069 führen');
    expect(bad!.textContent).toContain('https://nordlicht.example/U+202Egpj.exe');
  });

  it('sends with Enter, breaks the line with Shift, and leaves Enter to an input method', async () => {
    await chat();
    type('contact-compose', 'eins');
    presses('contact-compose', 'Enter', { shiftKey: true });
    presses('contact-compose', 'Enter', { isComposing: true });
    presses('contact-compose', 'Enter', { keyCode: 229 });
    expect(Socket.newest.sent.filter(({ type }) => type === 'say')).toEqual([]);
    presses('contact-compose', 'Enter');
    expect(Socket.newest.sent.at(-1)).toMatchObject({ type: 'say', text: 'eins' });
    expect(find<HTMLTextAreaElement>('contact-compose').value).toBe('');
  });

  it('breaks the line with Enter where fingers write', async () => {
    vi.stubGlobal('matchMedia', (query: string) => ({ matches: query === '(pointer: coarse)' }));
    await chat();
    type('contact-compose', 'eins');
    expect(find<HTMLTextAreaElement>('contact-compose').getAttribute('enterkeyhint')).toBe('enter');
    const enter = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true });
    find('contact-compose').dispatchEvent(enter);
    expect(enter.defaultPrevented).toBe(false);
    expect(Socket.newest.sent.filter(({ type }) => type === 'say')).toEqual([]);
  });

  it('sends once what is sent in the middle of a word, and nothing stays behind', async () => {
    await chat();
    const field = find<HTMLTextAreaElement>('contact-compose');
    field.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
    type('contact-compose', 'にほん');
    click('contact-send');
    expect(field.value).toBe('にほん');
    field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: 'にほん' }));
    field.dispatchEvent(new Event('input', { bubbles: true }));
    expect(Socket.newest.sent.filter((frame) => frame.type === 'say').map(({ text }) => text)).toEqual(['にほん']);
    expect(field.value).toBe('');
  });

  it('makes half a character one that everybody can read, over a reload too, and the next text goes out', async () => {
    await chat();
    type('contact-compose', 'Hallo \ud83d');
    presses('contact-compose', 'Enter');
    expect(Socket.newest.texts.at(-1)).toContain('"Hallo \ufffd"');
    // An outbox from before: it holds the text as it was written.
    await load();
    Socket.newest.opens();
    Socket.newest.says(welcome('chatting', ['Jana']), event(1, { kind: 'waiting' }));
    const { id, text } = Socket.newest.sent.at(-1) as { id: string; text: string };
    expect([text, Socket.newest.texts.at(-1)!.includes('\\ud83d')]).toEqual(['Hallo \ufffd', false]);
    Socket.newest.says({ type: 'said', id });
    type('contact-compose', 'zwei');
    presses('contact-compose', 'Enter');
    expect(Socket.newest.sent.at(-1)).toMatchObject({ type: 'say', text: 'zwei' });
  });

  it('hands back what could not even be read, and the next text goes out', async () => {
    await chat();
    type('contact-compose', 'eins');
    presses('contact-compose', 'Enter');
    type('contact-compose', 'zwei');
    presses('contact-compose', 'Enter');
    Socket.newest.says({ type: 'refused', id: null, refusal: { kind: 'malformed' } });
    expect(root.querySelector('.refused .bubble')!.textContent).toBe('eins');
    expect(Socket.newest.sent.at(-1)).toMatchObject({ type: 'say', text: 'zwei' });
  });

  it('changes the language at once, and keeps the draft', async () => {
    await chat();
    type('contact-compose', 'Ich wollte noch');
    click('contact-language');
    expect(document.documentElement.lang).toBe('en');
    expect(find('contact-log').textContent).toContain('joined the chat');
    expect(find('contact-leave').textContent).toBe('End chat');
    expect(find<HTMLTextAreaElement>('contact-compose').value).toBe('Ich wollte noch');
    expect(Socket.newest.sent.at(-1)).toEqual({ type: 'language', language: 'en' });
    await load();
    expect(document.documentElement.lang).toBe('en');
  });

  it('asks once before it ends the chat', async () => {
    await chat();
    click('contact-leave');
    expect(document.activeElement).toBe(find('contact-leave-cancel'));
    presses('contact-leave-cancel', 'Escape');
    expect(seen('contact-leave-confirm')).toBe(false);
    click('contact-leave');
    click('contact-leave-confirm');
    expect(Socket.newest.sent.at(-1)).toEqual({ type: 'leave' });
    Socket.newest.says(event(4, { kind: 'ended', by: 'contact' }), { type: 'state', state: { phase: 'ended', agents: [] } });
    expect([seen('contact-ended'), seen('contact-compose')]).toEqual([true, false]);
    click('contact-new-chat');
    expect(seen('contact-name')).toBe(true);
    await load();
    expect(seen('contact-name')).toBe(true);
  });

  it('goes on after a reload with everything that was said and is unsent', async () => {
    await chat();
    const { secret } = Socket.newest.sent[0] as { secret: string };
    Socket.newest.breaks();
    type('contact-compose', 'Sind Sie noch da?');
    presses('contact-compose', 'Enter');
    type('contact-compose', 'Entwurf');
    expect(find('contact-link').textContent).toContain('Verbindung wird wiederhergestellt');
    await load();
    expect(find('contact-log').textContent).toContain('Sind Sie noch da?');
    expect(find<HTMLTextAreaElement>('contact-compose').value).toBe('Entwurf');
    Socket.newest.opens();
    expect(Socket.newest.sent).toMatchObject([{ type: 'hello', secret, after: 0 }]);
    Socket.newest.says(
      welcome('chatting', ['Jana']),
      event(1, { kind: 'waiting' }),
      event(2, { kind: 'mine', id: 'x', text: 'Guten Tag' }),
    );
    expect(Socket.newest.sent.at(-1)).toMatchObject({ type: 'say', text: 'Sind Sie noch da?' });
    expect(seen('contact-link')).toBe(false);
  });

  it('dials again by itself, and gives back what was not delivered when the chat is gone', async () => {
    await chat();
    Socket.newest.breaks();
    type('contact-compose', 'unterwegs');
    presses('contact-compose', 'Enter');
    await vi.advanceTimersByTimeAsync(250);
    expect(Socket.all).toHaveLength(2);
    Socket.newest.opens();
    Socket.newest.says({ type: 'refused', id: null, refusal: { kind: 'no_such_chat' } });
    expect(find('contact-alert').textContent).toContain('nicht mehr vorhanden');
    expect(find<HTMLTextAreaElement>('contact-message').value).toBe('unterwegs');
  });

  it('hands a refused message back', async () => {
    await chat();
    type('contact-compose', 'zu lang');
    presses('contact-compose', 'Enter');
    const { id } = Socket.newest.sent.at(-1) as { id: string };
    Socket.newest.says({ type: 'refused', id, refusal: { kind: 'text_too_long', limit: 3 } });
    const line = root.querySelector('.refused')!;
    expect(line.textContent).toContain('Nicht gesendet');
    line.querySelector('button')!.click();
    expect(find<HTMLTextAreaElement>('contact-compose').value).toBe('zu lang');
    expect(root.querySelector('.refused')).toBeNull();
  });

  it('tells a screen reader what comes, and not what was there', async () => {
    await chat();
    const log = find('contact-log');
    expect([log.getAttribute('role'), log.getAttribute('aria-label')]).toEqual(['log', 'Verlauf des Chats']);
    expect(log.getAttribute('aria-busy')).toBe('true');
    await vi.advanceTimersByTimeAsync(300);
    expect(log.getAttribute('aria-busy')).toBe('false');
  });
});

describe('docs/protocol.md', () => {
  it('has no frame, event or refusal that this page does not know', () => {
    const blocks = (tag: string) => [...protocol.matchAll(new RegExp(`\`\`\`json ${tag}.*\n([^]*?)\`\`\``, 'gu'))].map(([, json]) => json!);
    const frames = blocks('to_contact');
    const events = blocks('contact_event')
      .flatMap((list) => JSON.parse(list) as unknown[])
      .map((event) => JSON.stringify({ type: 'event', n: 1, at: 0, event }));
    const refusals = blocks('contact_refusal')
      .flatMap((list) => JSON.parse(list) as unknown[])
      .map((refusal) => JSON.stringify({ type: 'refused', id: null, refusal }));
    expect([frames.length, events.length, refusals.length].every((count) => count >= 8)).toBe(true);
    for (const text of [...frames, ...events, ...refusals]) expect(decode(text)).toEqual(JSON.parse(text));
    expect(Object.keys(JSON.parse(blocks('page')[0]!) as object)).toEqual(Object.keys(FACTS));
  });
});
