// Signs in the windows: how urgent a reply is, until when nothing disturbs, what the clipboard gets, which key.
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { FakeBackend } from '../src/backend/fake';
import { attentionOf, WAYLAND } from '../src/backend/signs';
import { CASE } from '../src/backend/workday';
import { COLUMNS, EXPLAINED, idles, idOf, notes } from '../src/components/attention/sections';
import type { DecisionRow } from '../src/generated/DecisionRow';
import type { ReminderView } from '../src/generated/ReminderView';
import { l10n } from '../src/l10n/l10n.svelte';
import { Desk, MAIN } from '../src/state/desk.svelte';
import { keyNames, keysOf } from '../src/state/keys';
import { nextAt, proposal } from '../src/state/quiet';
import { levelOf } from '../src/state/reminder';
import { plainLines } from '../src/state/why';

afterEach(() => {
  l10n.language = 'de';
  vi.useRealTimers();
});

describe('the reply reminder', () => {
  const reminder: ReminderView = { since: 0, counts_from: 1_000, yellow_at: 31_000, red_at: 51_000 };

  test.each([
    [0, 'green'],
    [30_999, 'green'],
    [31_000, 'yellow'],
    [50_999, 'yellow'],
    [51_000, 'red'],
    [9_000_000, 'red'],
  ] as const)('is at %i ms %s', (now, level) => expect(levelOf(reminder, now)).toBe(level));

  test('is red, not yellow, where a queue has one threshold for both', () => {
    expect(levelOf({ ...reminder, yellow_at: 31_000, red_at: 31_000 }, 31_000)).toBe('red');
  });

  test('says its level in words', () => {
    const words = (level: string) => l10n.t(`reminder-${level}`, { time: '0:42' }).replace(/[\u2066-\u2069]/g, '');
    expect(['green', 'yellow', 'red'].map(words)).toEqual([
      'Wartet seit 0:42 auf Ihre Antwort',
      'Wartet seit 0:42 auf Ihre Antwort: bald fällig',
      'Wartet seit 0:42 auf Ihre Antwort: überfällig',
    ]);
  });
});

describe('do-not-disturb until a time of day', () => {
  const zone = process.env.TZ;
  // Where clocks are put forward and back: on one night 01:30 is 25 hours away.
  beforeAll(() => {
    process.env.TZ = 'Europe/Berlin';
  });
  afterAll(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });
  const at = (day: number, hour: number, minute = 0, second = 0) => new Date(2026, 10, day, hour, minute, second).getTime();

  test('means today while that time is still to come', () => expect(nextAt('14:30', at(22, 14, 29, 59))).toBe(at(22, 14, 30)));

  test('means tomorrow once it is past, also across midnight and at this very moment', () => {
    expect(nextAt('08:00', at(22, 23, 50))).toBe(at(23, 8));
    expect(nextAt('00:15', at(22, 23, 50))).toBe(at(23, 0, 15));
    expect(nextAt('00:00', at(22, 23, 59, 59))).toBe(at(23, 0));
    expect(nextAt('14:30', at(22, 14, 30))).toBe(at(23, 14, 30));
    expect(nextAt('12:00', at(30, 13))).toBe(new Date(2026, 11, 1, 12).getTime());
  });

  test('is never more than a day ahead, on no day of the year', () => {
    for (let day = 0; day < 366; day++) {
      const now = new Date(2026, 0, 1 + day, 1, 30, 7).getTime();
      const until = nextAt('01:30', now)!;
      expect(until - now).toBeGreaterThan(0);
      expect(until - now).toBeLessThanOrEqual(86_400_000);
    }
  });

  test.each([
    ['14.30', 14, 30],
    ['1430', 14, 30],
    ['830', 8, 30],
    [' 9 ', 9, 0],
    ['23:59', 23, 59],
    ['0:05', 0, 5],
  ] as const)('understands %s', (text, hour, minute) => {
    const until = new Date(nextAt(text, at(22, 12))!);
    expect([until.getHours(), until.getMinutes()]).toEqual([hour, minute]);
  });

  test.each(['', '24:00', '25', '12:60', '14:3', 'halb drei', '-1', '14:30:00'])('does not take %j for a time', (text) =>
    expect(nextAt(text, at(22, 12))).toBeNull(),
  );

  test('proposes a full hour, at least half an hour ahead', () => {
    expect(proposal(at(22, 14, 10))).toBe('15:00');
    expect(proposal(at(22, 14, 40))).toBe('16:00');
    expect(proposal(at(22, 23, 10))).toBe('00:00');
  });
});

describe('why it rang, copied', () => {
  const at = new Date(2026, 10, 22, 14, 2, 7).getTime();
  const row = (chat: string | null): DecisionRow => ({
    at,
    chat,
    cause: { id: 'row-invited', args: {} },
    effects: [
      { id: 'silence', args: {} },
      { id: 'dnd-on', args: { at } },
    ],
  });

  test('is one line for each decision: time, chat, cause and effects, and nothing else', () => {
    expect(plainLines([row('Martin Hoffmann'), row(null)], l10n)).toBe(
      '22.11.26, 14:02:07 | Martin Hoffmann | Einladung | Stummschalten, Nicht stören bis 14:02\n22.11.26, 14:02:07 | kein Chat | Einladung | Stummschalten, Nicht stören bis 14:02',
    );
  });

  test('lets no name of a contact break the line or turn its direction', () => {
    const copied = plainLines([row('Mar\u202etin\r\nHoff\u0000mann\u2028| gelogen')], l10n);
    expect(copied.split('\n')).toHaveLength(1);
    expect(copied).toContain('| Martin Hoff mann | gelogen |');
  });

  test('has no word of what was written in the chats', async () => {
    const fake = new FakeBackend('why');
    const copied = plainLines(await fake.decisions(), l10n);
    expect(copied.split('\n')).toHaveLength(50);
    for (const line of fake.scene.main) if (line.body.kind === 'message') expect(copied).not.toContain(line.body.text.slice(0, 20));
    for (const said of [fake.scene.list.chats[0]!.preview.args.text]) expect(copied).not.toContain(said);
    expect(copied).not.toMatch(/[a-z]+-[a-z]+-[a-z]+ /);
  });
});

describe('the settings page', () => {
  const sections = COLUMNS.flat();

  test('has each setting of the desktop in exactly one section, with words in both languages', () => {
    const shown = sections.flatMap((section) => section.settings);
    expect([...shown].sort()).toEqual(
      attentionOf('de')
        .settings.map((row) => row.setting)
        .sort(),
    );
    for (const language of ['de', 'en'] as const) {
      l10n.language = language;
      const ids = [
        ...shown.map(idOf),
        ...[...EXPLAINED].map((setting) => `${idOf(setting)}-more`),
        ...sections.map((section) => `section-${section.id}`),
      ];
      expect(ids.filter((id) => l10n.t(id) === id)).toEqual([]);
    }
  });

  test('says what this computer cannot do where it matters, and nothing where it can', () => {
    const least = attentionOf('de', WAYLAND).system;
    expect(Object.fromEntries(sections.map((section) => [section.id, notes(section.id, least)]))).toEqual({
      general: [],
      keyboard: [],
      flash: ['means-flash-notification', 'means-badge-launcher', 'means-tray-none'],
      notify: ['means-notifications-plain'],
      sound: ['means-sound-none', 'means-idle-none'],
      quiet: ['means-quiet-unreadable'],
    });
    const most = attentionOf('de', {
      means: { flash: 'taskbar', badge: 'overlay', notifications: 'actions', tray: true, sound: true, idle: true },
      quiet: 'off',
    }).system;
    expect(sections.flatMap((section) => notes(section.id, most))).toEqual([]);
    const unknown = attentionOf('de', { means: null, quiet: 'on' }).system;
    expect(
      sections.flatMap((section) => notes(section.id, unknown)),
      'what is not known is not said',
    ).toEqual([]);
    expect(notes('notify', { ...least, means: { ...least.means!, notifications: 'none' } })).toEqual(['means-notifications-none']);
  });

  test('rests what has no effect as the others stand', () => {
    const { settings } = attentionOf('de', {}, { flash: { kind: 'switch', on: false }, notify_invitations: { kind: 'switch', on: false } });
    expect(settings.filter((row) => idles(row.setting, settings)).map((row) => row.setting)).toEqual(['flash_consultations']);
  });
});

describe('the key for the next chat', () => {
  test('tells the draft before it moves', async () => {
    const fake = new FakeBackend('chat');
    const desk = new Desk(fake);
    await desk.attach();
    desk.composer(CASE, MAIN).edit('Ich sehe', 8, 8);
    await desk.nextChat();
    expect(fake.inputs.filter((input) => input.kind !== 'typing').map((input) => input.kind)).toEqual(['draft', 'next_chat']);
  });

  test('has names in the agent’s language', () => {
    expect(keyNames(keysOf('ctrl_shift_j'))).toBe('Strg+Umschalt+J');
    l10n.language = 'en';
    expect(keyNames(keysOf('ctrl_shift_f9'))).toBe('Ctrl+Shift+F9');
  });
});
