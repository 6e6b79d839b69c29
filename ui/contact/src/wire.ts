/**
 * The frames between this page and the server (`docs/protocol.md`, "Contacts"): their types, and reading them.
 * Nothing here touches the network.
 */
import type { Language } from './facts';

export const PROTOCOL: ProtocolRange = { min: 1, max: 1 };
/** Pings go both ways this often. */
export const PING_EVERY_MS = 15_000;
/** A connection that was silent for so long is dead. */
export const DEAD_AFTER_MS = 35_000;

export const CLOSE_MALFORMED = 4400;
export const CLOSE_SIGN_IN = 4401;
export const CLOSE_LATE = 4408;
export const CLOSE_TAKEN_OVER = 4409;
export const CLOSE_PROTOCOL = 4426;
export const CLOSE_RESYNC = 4429;

export interface ProtocolRange {
  min: number;
  max: number;
}

/** What a chat is opened with. */
export interface Opening {
  name: string;
  topic: string;
  language: Language;
  text: string;
  page: string | null;
  /** What the secret of this reader's last chat is known by: who served the reader then may be asked first. */
  former?: string;
}

export type FromContact =
  | { type: 'hello'; protocol: ProtocolRange; secret: string; after: number }
  | ({ type: 'open'; protocol: ProtocolRange; secret: string } & Opening)
  | { type: 'say'; id: string; text: string }
  | { type: 'typing' }
  | { type: 'language'; language: Language }
  | { type: 'leave' }
  | { type: 'ping'; n: number }
  | { type: 'pong'; n: number };

export type ToContact =
  | { type: 'welcome'; protocol: number; secret: string | null; state: ContactState }
  | { type: 'event'; n: number; at: number; event: ContactEvent }
  | { type: 'state'; state: ContactState }
  | { type: 'said'; id: string }
  | { type: 'refused'; id: string | null; refusal: ContactRefusal }
  | { type: 'typing'; name: string }
  | { type: 'ping'; n: number }
  | { type: 'pong'; n: number };

export interface ContactState {
  phase: ContactPhase;
  agents: string[];
  /** How the chat stands in line, while it waits and where that is known. */
  in_line?: InLine;
}

/** The place, from 1, and how many minutes more it will probably take, where there is enough to go by. */
export interface InLine {
  place: number;
  minutes: { from: number; to: number } | null;
}

export type ContactPhase = 'waiting' | 'chatting' | 'agent_away' | 'ended';

export type ContactEvent =
  | { kind: 'mine'; id: string; text: string }
  | { kind: 'message'; name: string; text: string }
  | { kind: 'joined'; name: string }
  | { kind: 'left'; name: string }
  | { kind: 'waiting' }
  | { kind: 'agent_away'; name: string }
  | { kind: 'agent_back'; name: string }
  | { kind: 'ended'; by: EndedBy }
  /** From a newer server: keeps its place and shows one line. */
  | { kind: 'unsupported' };

export type EndedBy = 'contact' | 'agent' | 'timed_out';

export type ContactRefusal =
  | { kind: 'no_such_chat' }
  | { kind: 'no_such_topic' }
  | { kind: 'closed' }
  | { kind: 'chat_ended' }
  | { kind: 'name_missing' }
  | { kind: 'name_too_long'; limit: number }
  | { kind: 'text_empty' }
  | { kind: 'text_too_long'; limit: number }
  | { kind: 'too_many_chats'; retry_after_ms: number }
  | { kind: 'too_fast'; retry_after_ms: number }
  | { kind: 'malformed' }
  | { kind: 'not_stored' }
  /** From a newer server. */
  | { kind: 'unsupported' };

/** What reading a frame gave: a frame, or nothing that this page knows. */
export function decode(text: string): ToContact | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  return isRecord(value) ? frame(value) : null;
}

type Json = Record<string, unknown>;

function frame(value: Json): ToContact | null {
  switch (value['type']) {
    case 'welcome': {
      const state = stateOf(value['state']);
      const { protocol, secret } = value;
      if (state === null || typeof protocol !== 'number') return null;
      return { type: 'welcome', protocol, secret: typeof secret === 'string' ? secret : null, state };
    }
    case 'event': {
      const { n, at } = value;
      if (typeof n !== 'number' || typeof at !== 'number') return null;
      return { type: 'event', n, at, event: eventOf(value['event']) };
    }
    case 'state': {
      const state = stateOf(value['state']);
      return state === null ? null : { type: 'state', state };
    }
    case 'said':
      return typeof value['id'] === 'string' ? { type: 'said', id: value['id'] } : null;
    case 'refused': {
      const id = value['id'];
      return { type: 'refused', id: typeof id === 'string' ? id : null, refusal: refusalOf(value['refusal']) };
    }
    case 'typing':
      return typeof value['name'] === 'string' ? { type: 'typing', name: value['name'] } : null;
    case 'ping':
    case 'pong':
      return typeof value['n'] === 'number' ? { type: value['type'], n: value['n'] } : null;
    default:
      return null;
  }
}

function stateOf(value: unknown): ContactState | null {
  if (!isRecord(value) || !Array.isArray(value['agents'])) return null;
  const agents = value['agents'].filter((name) => typeof name === 'string');
  const phase = value['phase'];
  switch (phase) {
    case 'waiting':
    case 'chatting':
    case 'agent_away':
    case 'ended':
      return { phase, agents, ...inLineOf(value['in_line']) };
    default:
      return { phase: 'chatting', agents };
  }
}

function inLineOf(value: unknown): { in_line?: InLine } {
  if (!isRecord(value) || typeof value['place'] !== 'number') return {};
  const minutes = value['minutes'];
  const range = isRecord(minutes) ? { from: numberOr(minutes['from'], -1), to: numberOr(minutes['to'], -1) } : null;
  const minutesOf = range !== null && range.from >= 0 && range.to >= range.from ? range : null;
  return { in_line: { place: value['place'], minutes: minutesOf } };
}

function eventOf(value: unknown): ContactEvent {
  if (!isRecord(value)) return { kind: 'unsupported' };
  const { kind, name, text, id, by } = value;
  switch (kind) {
    case 'mine':
      if (typeof text === 'string') return { kind, id: typeof id === 'string' ? id : '', text };
      break;
    case 'message':
      if (typeof text === 'string' && typeof name === 'string') return { kind, name, text };
      break;
    case 'joined':
    case 'left':
    case 'agent_away':
    case 'agent_back':
      if (typeof name === 'string') return { kind, name };
      break;
    case 'waiting':
      return { kind };
    case 'ended':
      return { kind, by: by === 'contact' || by === 'timed_out' ? by : 'agent' };
    default:
      break;
  }
  return { kind: 'unsupported' };
}

function refusalOf(value: unknown): ContactRefusal {
  if (!isRecord(value)) return { kind: 'unsupported' };
  const { kind } = value;
  switch (kind) {
    case 'no_such_chat':
    case 'no_such_topic':
    case 'closed':
    case 'chat_ended':
    case 'name_missing':
    case 'text_empty':
    case 'malformed':
    case 'not_stored':
      return { kind };
    case 'name_too_long':
    case 'text_too_long':
      return { kind, limit: numberOr(value['limit'], 0) };
    case 'too_many_chats':
    case 'too_fast':
      return { kind, retry_after_ms: numberOr(value['retry_after_ms'], 1000) };
    default:
      return { kind: 'unsupported' };
  }
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
