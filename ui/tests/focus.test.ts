// @vitest-environment node
// Where the keyboard goes after each step: the decision as a table.
import { describe, expect, test } from 'vitest';
import { type ChatSight, decide, type Hands, home, type Sight, type Spot } from '../src/focus/decide';

const chat = (more: Partial<ChatSight> = {}): ChatSight => ({
  case: 'a',
  writes: true,
  wrapUp: false,
  consultation: null,
  open: [],
  askedToConference: false,
  ...more,
});
const consulting = (more: Partial<ChatSight> = {}): ChatSight =>
  chat({ consultation: { id: 'k', mine: true, writes: true }, open: ['k'], ...more });
const ended = (more: Partial<ChatSight> = {}): ChatSight => chat({ writes: false, wrapUp: true, ...more });
const shows = (chat: ChatSight | null, elsewhere = false): Sight => ({ elsewhere, chat });
const hands = (more: Partial<Hands> = {}): Hands => ({ at: 'chat', lost: false, writing: false, ended: false, ...more });
const over = { id: 'k', mine: true, writes: false };

const STEPS: readonly [what: string, before: Sight | null, now: Sight, hands: Hands, to: Spot | null][] = [
  // The window comes up.
  ['the window opens on a chat', null, shows(chat()), hands({ at: 'elsewhere' }), 'chat'],
  ['the window opens on what a colleague asked me', null, shows(consulting({ writes: false })), hands(), 'consultation'],
  ['the window opens on nothing', null, shows(null), hands({ at: 'elsewhere' }), 'offer'],
  // Another chat.
  ['a chat is accepted or chosen, and its row has the keyboard', shows(null), shows(chat()), hands({ at: 'elsewhere' }), 'chat'],
  [
    'another chat is chosen by its number, in the midst of writing',
    shows(chat()),
    shows(chat({ case: 'b' })),
    hands({ writing: true, lost: true }),
    'chat',
  ],
  [
    'another chat comes while somebody writes beside it',
    shows(chat()),
    shows(chat({ case: 'b' })),
    hands({ writing: true, at: 'elsewhere' }),
    null,
  ],
  ['an ended chat is chosen', shows(chat()), shows(ended({ case: 'b' })), hands({ lost: true }), 'wrap-up'],
  // A consultation.
  ['my consultation is accepted', shows(chat()), shows(consulting()), hands(), 'consultation'],
  ['my consultation is accepted while I write to the contact', shows(chat()), shows(consulting()), hands({ writing: true }), null],
  [
    'a colleague asks me in a chat where I am',
    shows(chat()),
    shows(consulting({ consultation: { ...over, mine: false, writes: true } })),
    hands(),
    null,
  ],
  [
    'another tab is chosen',
    shows(consulting({ open: ['k', 'r'] })),
    shows(consulting({ consultation: { id: 'r', mine: true, writes: true }, open: ['k', 'r'] })),
    hands({ at: 'consultation' }),
    null,
  ],
  [
    'the consultation is ended, by a button that is gone',
    shows(consulting()),
    shows(chat({ consultation: over })),
    hands({ lost: true, at: 'consultation' }),
    'chat',
  ],
  [
    'the consultation ends under the hands: nothing goes on in front of the contact',
    shows(consulting()),
    shows(chat({ consultation: over })),
    hands({ lost: true, at: 'consultation', writing: true }),
    'pane',
  ],
  [
    'the consultation ends while I write to the contact',
    shows(consulting()),
    shows(chat({ consultation: over })),
    hands({ writing: true }),
    null,
  ],
  // Conference.
  [
    'a conference is asked for from the amber header',
    shows(consulting()),
    shows(consulting({ askedToConference: true })),
    hands({ at: 'consultation' }),
    'chat',
  ],
  [
    'a conference is asked for while a private word stands there',
    shows(consulting()),
    shows(consulting({ askedToConference: true })),
    hands({ at: 'consultation', writing: true }),
    null,
  ],
  [
    'a conference is asked for while I am in the list',
    shows(consulting()),
    shows(consulting({ askedToConference: true })),
    hands({ at: 'elsewhere' }),
    null,
  ],
  [
    'the answer is not there yet',
    shows(consulting({ askedToConference: true })),
    shows(consulting({ askedToConference: true })),
    hands({ at: 'consultation' }),
    null,
  ],
  [
    'I come into the chat by a key, from its consultation',
    shows(consulting({ writes: false })),
    shows(consulting()),
    hands({ at: 'consultation' }),
    'chat',
  ],
  ['the colleague comes into the chat', shows(consulting({ askedToConference: true })), shows(chat({ consultation: over })), hands(), null],
  [
    'I come into the chat that I was asked about',
    shows(consulting({ writes: false })),
    shows(chat({ consultation: over })),
    hands({ lost: true, at: 'elsewhere' }),
    'chat',
  ],
  [
    'I come into the chat while I still write in private',
    shows(consulting({ writes: false })),
    shows(consulting()),
    hands({ at: 'consultation', writing: true }),
    null,
  ],
  // The end.
  ['I end the chat', shows(chat()), shows(ended()), hands({ lost: true, ended: true }), 'wrap-up'],
  ['I end the chat by its button', shows(chat()), shows(ended()), hands({ at: 'chat', ended: true }), 'wrap-up'],
  ['I end it although a draft stands there', shows(chat()), shows(ended()), hands({ lost: true, writing: true, ended: true }), 'wrap-up'],
  ['I end it and write the note already', shows(chat()), shows(ended()), hands({ at: 'elsewhere', writing: true, ended: true }), null],
  [
    'the contact leaves under the hands: no key may choose a disposition',
    shows(chat()),
    shows(ended()),
    hands({ lost: true, writing: true }),
    'pane',
  ],
  ['the contact leaves, nothing was written', shows(chat()), shows(ended()), hands({ lost: true }), 'pane'],
  ['the contact leaves while I write the note', shows(chat()), shows(ended()), hands({ at: 'elsewhere', writing: true }), null],
  ['I mark done', shows(ended()), shows(null), hands({ lost: true }), 'offer'],
  ['the chat is handed over', shows(chat()), shows(null), hands({ lost: true }), 'offer'],
  ['the chat is handed over while I am in the list', shows(chat()), shows(null), hands({ at: 'elsewhere' }), null],
  // Desktops.
  ['another desktop takes over', shows(chat()), shows(chat(), true), hands({ lost: true }), 'take-over'],
  ['it still has it', shows(chat(), true), shows(chat(), true), hands({ lost: true }), null],
  ['I take over here, and the button still has the keyboard', shows(chat(), true), shows(chat()), hands({ at: 'elsewhere' }), 'chat'],
  ['I take over here', shows(chat(), true), shows(chat()), hands({ lost: true, at: 'elsewhere' }), 'chat'],
  // Nothing of it.
  ['a message comes', shows(chat()), shows(chat()), hands({ writing: true }), null],
  ['a button goes away', shows(chat()), shows(chat()), hands({ lost: true, at: 'elsewhere' }), 'chat'],
];

describe('after each step the keyboard is where the next word is written', () => {
  test.each(STEPS)('%s', (_, before, now, hands, to) => {
    expect(decide(before, now, hands)).toBe(to);
  });
});

test('who writes keeps the caret, whatever happens, as long as its field is there', () => {
  const sights = [
    shows(null),
    ...[chat(), consulting(), ended(), consulting({ writes: false }), chat({ case: 'b' })].map((chat) => shows(chat)),
  ];
  for (const before of sights) {
    for (const now of sights) {
      for (const ended of [true, false])
        expect(decide(before, now, hands({ writing: true, ended })), JSON.stringify([before, now])).toBeNull();
    }
  }
});

test('there is always somewhere to go', () => {
  for (const it of [null, chat(), consulting({ writes: false }), ended(), chat({ writes: false })]) expect(home(shows(it))).not.toBeNull();
});
