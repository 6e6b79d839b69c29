// A page and a newer server: whatever a frame of docs/protocol.md calls by a name that this page does not know, the page
// goes on, and an event keeps its place.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { Chat, type Outbox } from '../src/chat';
import { decode } from '../src/wire';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Frame = { [key: string]: Json };
interface Mutant {
  place: string;
  frame: Frame;
}

const UNKNOWN = 'from_tomorrow';
const TAGS = ['type', 'kind', 'phase', 'by'];

function frames(): Frame[] {
  const page = readFileSync('../docs/protocol.md', 'utf8');
  const blocks = [...page.matchAll(/\n```json (\S+)(?: \S+)?\n([\s\S]*?)\n```/g)];
  const found = blocks.flatMap(([, direction, json]): Frame[] => {
    const value = JSON.parse(json ?? '') as Json;
    if (direction === 'to_contact') return [value as Frame];
    if (direction === 'contact_event') return (value as Frame[]).map((event) => ({ type: 'event', n: 2, at: 0, event }));
    if (direction === 'contact_refusal') return (value as Frame[]).map((refusal) => ({ type: 'refused', id: 'b7c3', refusal }));
    return [];
  });
  expect(found.length).toBeGreaterThan(20);
  return found;
}

/** The frame with one unknown thing in it, at each place in turn. */
function mutants(frame: Frame): Mutant[] {
  const made: Mutant[] = [];
  const at = (place: string, change: (copy: Frame) => void) => {
    const copy = structuredClone(frame);
    change(copy);
    made.push({ place, frame: copy });
  };
  const walk = (value: Json, place: string, find: (copy: Frame) => Json) => {
    if (Array.isArray(value)) {
      at(place, (copy) => void (find(copy) as Json[]).push({ kind: UNKNOWN }));
      value.forEach((element, index) => {
        walk(element, `${place}/${index}`, (copy) => (find(copy) as Json[])[index] ?? null);
      });
    } else if (value !== null && typeof value === 'object') {
      at(place, (copy) => {
        (find(copy) as Frame)[UNKNOWN] = { kind: 1 };
      });
      for (const [inner, child] of Object.entries(value)) {
        if (TAGS.includes(inner) && typeof child === 'string') {
          at(`${place}/${inner}`, (copy) => {
            (find(copy) as Frame)[inner] = UNKNOWN;
          });
        } else walk(child, `${place}/${inner}`, (copy) => (find(copy) as Frame)[inner] ?? null);
      }
    }
  };
  walk(frame, '', (copy) => copy);
  return made;
}

it('goes on whatever a newer server says', () => {
  const outbox: Outbox = { put() {}, drop() {}, opened() {}, leaving() {} };
  const tried = frames().flatMap(mutants);
  for (const { place, frame } of tried) {
    const chat = new Chat({ secret: 's'.repeat(43), opening: null, unsent: [], leaving: false }, outbox);
    const receive = (json: Json) => {
      const read = decode(JSON.stringify(json));
      if (read !== null) chat.received(read, 0);
    };
    chat.connected();
    receive({ type: 'welcome', protocol: 1, secret: null, state: { phase: 'chatting', agents: ['Jana'] } });
    receive({ type: 'event', n: 1, at: 0, event: { kind: 'waiting' } });
    chat.say('b7c3', 'Können Sie das stornieren?');
    chat.takeFrames();
    receive(frame);
    const what = `${place} of ${JSON.stringify(frame)}`;
    const known = frame['type'] !== UNKNOWN;
    // An event of any kind is a line.
    if (known && frame['type'] === 'event') expect(chat.lines.at(-1)?.n, what).toBe(2);
    expect(chat.takeWantsNewSocket(), what).toBe(false);
    // A refusal of any kind ends the waiting of its message, or asks for it again.
    if (known && frame['type'] === 'refused') expect(chat.outgoing[0]?.refusal !== null || chat.nextWake() !== null, what).toBe(true);
    // What comes afterwards is processed.
    receive({ type: 'ping', n: 9 });
    expect(chat.takeFrames(), what).toContainEqual({ type: 'pong', n: 9 });
    receive({ type: 'event', n: chat.last + 1, at: 0, event: { kind: 'message', name: 'Jana', text: 'Gern.' } });
    expect(chat.lines.at(-1)?.event, what).toMatchObject({ kind: 'message' });
  }
  console.info(`${tried.length} frames from a newer server`);
  expect(tried.length).toBeGreaterThan(80);
});
