// Where the keyboard goes after each step: the one decision, and it is pure. What a window showed before, what it shows
// now, and where the hands are. The caret is where the next word is written, and never moves while somebody writes.

/** A place that the keyboard can go to. */
export type Spot =
  /** The field of the chat. */
  | 'chat'
  /** The field of the shown consultation. */
  | 'consultation'
  /** After the end: what came of it; without that, *Mark done*. */
  | 'wrap-up'
  /** The chat itself: keys that are still on their way do nothing there. */
  | 'pane'
  /** Without a chat: the one that should come next. */
  | 'offer'
  /** *Continue here*. */
  | 'take-over';

/** What a window shows, as far as the keyboard is concerned. */
export interface Sight {
  /** Another desktop has the session. */
  readonly elsewhere: boolean;
  readonly chat: ChatSight | null;
}

export interface ChatSight {
  readonly case: string;
  /** There is a field to write in. */
  readonly writes: boolean;
  readonly wrapUp: boolean;
  /** The consultation that is open below the chat, if one is. */
  readonly consultation: { readonly id: string; readonly mine: boolean; readonly writes: boolean } | null;
  /** All consultations that can be written in. */
  readonly open: readonly string[];
  /** I have asked somebody to a conference, and the answer is not there yet. */
  readonly askedToConference: boolean;
}

export interface Hands {
  /** Where the keyboard is, or was until what had it went away. */
  readonly at: 'chat' | 'consultation' | 'elsewhere';
  /** What had it is gone. */
  readonly lost: boolean;
  /** Something stands in the field that has it, or was typed there a moment ago. */
  readonly writing: boolean;
  /** I have ended this chat myself. */
  readonly ended: boolean;
}

/** None: it stays where it is. */
export function decide(before: Sight | null, now: Sight, hands: Hands): Spot | null {
  if (now.elsewhere) return before?.elsewhere ? null : 'take-over';
  if (before === null || before.elsewhere) return home(now);
  const [then, chat] = [before.chat, now.chat];
  if (chat === null) return hands.lost ? 'offer' : null;
  if (then?.case !== chat.case) return hands.writing && !hands.lost ? null : home(now);
  return within(then, chat, hands);
}

/** The same chat is something else now. */
function within(then: ChatSight, now: ChatSight, hands: Hands): Spot | null {
  if (then.writes && !now.writes) {
    if (hands.ended && now.wrapUp && !(hands.writing && !hands.lost)) return 'wrap-up';
    // It ended under the hands: no key may choose a disposition, or press a button.
    return hands.lost ? 'pane' : null;
  }
  if (hands.writing) {
    // What was written privately must not go on in front of the contact, nor the other way round.
    return hands.lost ? 'pane' : null;
  }
  if (!then.writes && now.writes) return 'chat';
  const shown = now.consultation;
  if (shown?.mine && shown.writes && !then.open.includes(shown.id)) return 'consultation';
  if (!then.askedToConference && now.askedToConference && hands.at === 'consultation' && now.writes) return 'chat';
  return hands.lost ? homeIn(now) : null;
}

/** Where one writes in what is shown, without any step before. */
export function home(sight: Sight): Spot | null {
  if (sight.elsewhere) return 'take-over';
  return sight.chat === null ? 'offer' : homeIn(sight.chat);
}

function homeIn(chat: ChatSight): Spot {
  if (chat.writes) return 'chat';
  if (chat.consultation?.writes) return 'consultation';
  return chat.wrapUp ? 'wrap-up' : 'pane';
}
