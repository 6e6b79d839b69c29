// The chat as the page holds it: what goes out, in which order, and what survives a cut.
import { beforeEach, describe, expect, it } from 'vitest';
import { backOffMs, Chat, type ChatStart } from '../src/chat';
import { Keep, type Store, storeInMemory } from '../src/keep';
import type { ContactEvent, ContactPhase, FromContact, ToContact } from '../src/wire';

const OPENING = { name: 'Herr Hoffmann', topic: 'rechnung', language: 'de', text: 'Guten Tag', page: null } as const;

let store: Store;
let keep: Keep;
beforeEach(() => {
  store = storeInMemory();
  keep = new Keep(store);
});

function newChat(start: Partial<ChatStart> = {}): Chat {
  const whole = { secret: 's'.repeat(43), opening: null, unsent: keep.unsent(), leaving: false, ...start };
  keep.setChat({ secret: whole.secret, topic: 'rechnung', opening: whole.opening, leaving: whole.leaving });
  return new Chat(whole, keep.outbox());
}

function welcome(phase: ContactPhase = 'chatting', secret: string | null = null): ToContact {
  return { type: 'welcome', protocol: 1, secret, state: { phase, agents: ['Jana'] } };
}

function event(n: number, event: ContactEvent): ToContact {
  return { type: 'event', n, at: 1000 * n, event };
}

/** A chat with an answered hello. */
function online(start: Partial<ChatStart> = {}): Chat {
  const chat = newChat(start);
  chat.connected();
  chat.received(welcome(), 0);
  chat.takeFrames();
  return chat;
}

const says = (frames: FromContact[]) => frames.flatMap((frame) => (frame.type === 'say' ? [`${frame.id}:${frame.text}`] : []));

describe('opening', () => {
  it('says open until it is answered, and hello from then on', () => {
    const chat = newChat({ opening: OPENING });
    chat.connected();
    expect(chat.takeFrames()).toMatchObject([{ type: 'open', secret: 's'.repeat(43), text: 'Guten Tag' }]);
    chat.disconnected(1006, 0, 1);
    chat.connected();
    expect(chat.takeFrames()).toMatchObject([{ type: 'open', secret: 's'.repeat(43) }]);
    chat.received(welcome('waiting', 'the-servers-secret'), 0);
    chat.disconnected(1006, 0, 1);
    chat.connected();
    expect(chat.takeFrames()).toMatchObject([{ type: 'hello', secret: 'the-servers-secret', after: 0 }]);
    expect(keep.chat()).toMatchObject({ secret: 'the-servers-secret', opening: null });
  });

  it('gives everything back when the server refuses it', () => {
    const chat = newChat({ opening: OPENING });
    chat.connected();
    chat.received({ type: 'refused', id: null, refusal: { kind: 'closed' } }, 0);
    expect(chat.failure).toEqual({ kind: 'not-opened', refusal: { kind: 'closed' }, opening: OPENING });
    expect(chat.disconnected(1000, 0, 1)).toBeNull();
  });

  it('knows when its chat is not there any more', () => {
    const chat = newChat();
    chat.connected();
    chat.received({ type: 'refused', id: null, refusal: { kind: 'no_such_chat' } }, 0);
    expect(chat.failure).toEqual({ kind: 'gone' });
  });
});

describe('writing', () => {
  it('sends one message at a time, in the order of writing', () => {
    const chat = online();
    chat.say('a', 'one');
    chat.say('b', 'two');
    chat.say('c', 'three');
    expect(says(chat.takeFrames())).toEqual(['a:one']);
    chat.received({ type: 'said', id: 'a' }, 0);
    expect(says(chat.takeFrames())).toEqual(['b:two']);
    chat.received({ type: 'said', id: 'b' }, 0);
    expect(says(chat.takeFrames())).toEqual(['c:three']);
  });

  it('repeats an unanswered message under its id after a cut, and nothing that was answered', () => {
    const chat = online();
    chat.say('a', 'one');
    chat.say('b', 'two');
    chat.received({ type: 'said', id: 'a' }, 0);
    chat.takeFrames();
    chat.disconnected(1006, 0, 1);
    chat.say('c', 'three');
    expect(chat.takeFrames()).toEqual([]);
    chat.connected();
    expect(says(chat.takeFrames())).toEqual([]);
    chat.received(welcome(), 0);
    expect(says(chat.takeFrames())).toEqual(['b:two']);
    chat.received({ type: 'said', id: 'b' }, 0);
    expect(says(chat.takeFrames())).toEqual(['c:three']);
  });

  it('shows a message once, whether its event or its confirmation comes first', () => {
    const chat = online();
    chat.say('a', 'one');
    chat.received(event(1, { kind: 'mine', id: 'a', text: 'one' }), 0);
    chat.received({ type: 'said', id: 'a' }, 0);
    chat.say('b', 'two');
    chat.received({ type: 'said', id: 'b' }, 0);
    expect(chat.outgoing.map(({ id }) => id)).toEqual(['b']);
    chat.received(event(2, { kind: 'mine', id: 'b', text: 'two' }), 0);
    expect(chat.outgoing).toEqual([]);
    expect(chat.lines.map(({ n }) => n)).toEqual([1, 2]);
  });

  it('keeps unsent messages over a reload, in their order', () => {
    const before = newChat();
    for (const [id, text] of [
      ['m3', 'one'],
      ['m1', 'two'],
      ['m2', 'three'],
    ] as const)
      before.say(id, text);
    const after = newChat({ unsent: new Keep(store).unsent() });
    after.connected();
    after.received(welcome(), 0);
    const sent = says(after.takeFrames());
    for (const id of ['m3', 'm1', 'm2']) {
      after.received({ type: 'said', id }, 0);
      sent.push(...says(after.takeFrames()));
    }
    expect(sent).toEqual(['m3:one', 'm1:two', 'm2:three']);
    expect(keep.unsent()).toEqual([]);
  });

  it('waits when it was too fast, and keeps the order', () => {
    const chat = online();
    chat.say('a', 'one');
    chat.say('b', 'two');
    chat.takeFrames();
    chat.received({ type: 'refused', id: 'a', refusal: { kind: 'too_fast', retry_after_ms: 500 } }, 1000);
    expect(says(chat.takeFrames())).toEqual([]);
    expect(chat.nextWake()).toBe(1500);
    chat.wake(1499);
    expect(says(chat.takeFrames())).toEqual([]);
    chat.wake(1500);
    expect(says(chat.takeFrames())).toEqual(['a:one']);
  });

  it('keeps the text of a refused message, and goes on with the next', () => {
    const chat = online();
    chat.say('a', 'one');
    chat.say('b', 'two');
    chat.takeFrames();
    chat.received({ type: 'refused', id: 'a', refusal: { kind: 'text_too_long', limit: 3 } }, 0);
    expect(says(chat.takeFrames())).toEqual(['b:two']);
    expect(chat.outgoing[0]).toEqual({ id: 'a', text: 'one', refusal: { kind: 'text_too_long', limit: 3 } });
    chat.discard('a');
    expect(keep.unsent().map(({ id }) => id)).toEqual(['b']);
  });

  it('tells that somebody is typing at most every three seconds', () => {
    const chat = online();
    for (const now of [0, 1000, 2999, 3000, 3001]) chat.typing(now);
    expect(chat.takeFrames()).toEqual([{ type: 'typing' }, { type: 'typing' }]);
  });
});

describe('reading', () => {
  it('drops what it has already', () => {
    const chat = online();
    chat.received(event(1, { kind: 'joined', name: 'Jana' }), 0);
    chat.received(event(1, { kind: 'joined', name: 'Jana' }), 0);
    expect(chat.lines).toHaveLength(1);
  });

  it('asks once for what is missing, and then shows what there is', () => {
    const chat = online();
    chat.received(event(1, { kind: 'joined', name: 'Jana' }), 0);
    chat.received(event(3, { kind: 'message', name: 'Jana', text: 'later' }), 0);
    expect(chat.lines).toHaveLength(1);
    expect(chat.takeWantsNewSocket()).toBe(true);
    expect(chat.takeWantsNewSocket()).toBe(false);
    chat.disconnected(4000, 0, 0);
    chat.connected();
    expect(chat.takeFrames()).toMatchObject([{ type: 'hello', after: 1 }]);
    chat.received(welcome(), 0);
    chat.received(event(3, { kind: 'message', name: 'Jana', text: 'later' }), 0);
    expect(chat.lines.map(({ n }) => n)).toEqual([1, 3]);
  });

  it('begins anew when the server does, because its database was restored', () => {
    const chat = online();
    for (const n of [1, 2, 3]) chat.received(event(n, { kind: 'message', name: 'Jana', text: `before ${n}` }), 0);
    chat.disconnected(1006, 0, 0);
    chat.connected();
    chat.received(welcome(), 0);
    chat.received(event(1, { kind: 'message', name: 'Jana', text: 'after 1' }), 0);
    chat.received(event(2, { kind: 'message', name: 'Jana', text: 'after 2' }), 0);
    expect(chat.lines.map(({ event }) => 'text' in event && event.text)).toEqual(['after 1', 'after 2']);
  });

  it('lets typing fade after five seconds, and end with the message', () => {
    const chat = online();
    chat.received({ type: 'typing', name: 'Jana' }, 0);
    chat.received({ type: 'typing', name: 'Katrin' }, 1000);
    expect(chat.typists(4999)).toEqual(['Jana', 'Katrin']);
    expect(chat.typists(5000)).toEqual(['Katrin']);
    chat.received(event(1, { kind: 'message', name: 'Katrin', text: 'Guten Tag' }), 1500);
    expect(chat.typists(2000)).toEqual(['Jana']);
    chat.wake(5000);
    expect(chat.nextWake()).toBeNull();
  });

  it('answers a ping', () => {
    const chat = online();
    chat.received({ type: 'ping', n: 7 }, 0);
    expect(chat.takeFrames()).toEqual([{ type: 'pong', n: 7 }]);
  });
});

describe('leaving', () => {
  it('goes out once, after what was written before', () => {
    const chat = online();
    chat.say('a', 'one');
    chat.leave();
    expect(chat.takeFrames().map(({ type }) => type)).toEqual(['say']);
    chat.received({ type: 'said', id: 'a' }, 0);
    chat.received(event(1, { kind: 'mine', id: 'a', text: 'one' }), 0);
    expect(chat.takeFrames()).toEqual([{ type: 'leave' }]);
  });

  it('is remembered while there is no connection, even over a reload', () => {
    const before = newChat();
    before.leave();
    expect(before.takeFrames()).toEqual([]);
    const after = newChat({ leaving: keep.chat()?.leaving ?? false });
    after.connected();
    after.takeFrames();
    after.received(welcome(), 0);
    expect(after.takeFrames()).toEqual([{ type: 'leave' }]);
  });

  it('ends with the chat: nothing is sent any more, and nobody dials again', () => {
    const chat = online();
    chat.say('a', 'one');
    chat.say('b', 'two');
    chat.takeFrames();
    chat.received({ type: 'state', state: { phase: 'ended', agents: [] } }, 0);
    chat.received({ type: 'said', id: 'a' }, 0);
    expect(chat.takeFrames()).toEqual([]);
    expect(chat.outgoing.map(({ refusal }) => refusal?.kind)).toEqual(['chat_ended', 'chat_ended']);
    expect(chat.disconnected(1000, 0, 1)).toBeNull();
    expect(chat.link).toEqual({ kind: 'over' });
  });
});

describe('the connection', () => {
  it('waits longer each time, at most 15 seconds, and from the beginning after it stood', () => {
    const chat = newChat();
    const waits = Array.from({ length: 9 }, () => chat.disconnected(1006, 0, 1));
    expect(waits).toEqual([250, 500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
    chat.connected();
    chat.received(welcome(), 0);
    expect(chat.disconnected(1006, 0, 1)).toBe(250);
  });

  it('spreads its attempts over the whole wait', () => {
    expect([0, 0.5, 1].map((random) => backOffMs(3, random))).toEqual([0, 1000, 2000]);
  });

  it('says that it is being restored, and since when', () => {
    const chat = online();
    chat.disconnected(1006, 5000, 1);
    chat.disconnected(1006, 9000, 1);
    expect([chat.link, chat.lostAt]).toEqual([{ kind: 'lost' }, 5000]);
  });

  it.each([
    [4409, 'elsewhere'],
    [4426, 'outdated'],
  ])('does not dial again by itself after %d', (code, link) => {
    const chat = online();
    expect(chat.disconnected(code, 0, 1)).toBeNull();
    expect(chat.link).toEqual({ kind: link });
  });

  it('dials again at once when the server asks for it', () => {
    expect(online().disconnected(4429, 0, 1)).toBe(0);
  });
});
