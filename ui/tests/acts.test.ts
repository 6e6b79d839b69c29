// The table of acts: which keys there are, what they are on each keyboard, and that no two acts have the same.
import { describe, expect, test } from 'vitest';
import { actOf, conflictOf, given, keysOf, ownKeys, shortcutOf } from '../src/acts/bindings';
import { chordOf, objection, spoken } from '../src/acts/chord';
import { ACTS, wordsOf } from '../src/acts/table';
import { l10n } from '../src/l10n/l10n.svelte';

const press = (key: string, code: string, held: Partial<KeyboardEventInit> = {}) =>
  chordOf(new KeyboardEvent('keydown', { key, code, ...held }));
const ctrl = { ctrlKey: true };
const both = { ctrlKey: true, shiftKey: true };
const byId = (id: string) => ACTS.find((act) => act.id === id)!;

describe('keys as they are pressed', () => {
  test.each([
    ['German', 'z', 'KeyY', ctrl, 'Mod+Z'],
    ['German', 'Y', 'KeyZ', both, 'Mod+Shift+Y'],
    ['German', ',', 'Comma', ctrl, 'Mod+,'],
    ['French, where digits need Shift', '&', 'Digit1', ctrl, 'Mod+1'],
    ['Russian', 'к', 'KeyR', both, 'Mod+Shift+R'],
    ['any', 'F6', 'F6', {}, 'F6'],
    ['any', 'F6', 'F6', { shiftKey: true }, 'Shift+F6'],
  ])('%s: %s', (_, key, code, held, chord) => {
    expect(press(key, code, held)).toBe(chord);
  });

  test.each([
    ['AltGr as Windows sends it', '@', 'KeyQ', { ctrlKey: true, altKey: true }],
    ['AltGr as X11 sends it', '@', 'KeyQ', { modifierAltGraph: true }],
    ['a letter', 'r', 'KeyR', {}],
    ['a capital', 'R', 'KeyR', { shiftKey: true }],
    ['a dead key', 'Dead', 'Equal', {}],
    ['Alt', 'r', 'KeyR', { altKey: true }],
    ['the key of the system', 'r', 'KeyR', { metaKey: true }],
    ['of an input method', 'r', 'KeyR', { ctrlKey: true, isComposing: true }],
  ])('%s is none', (_, key, code, held) => {
    expect(press(key, code, held)).toBeNull();
  });
});

describe('the table', () => {
  test('gives no keys twice, and none that a field, GTK or AltGr needs', () => {
    const keys = ACTS.flatMap((act) => (act.keys ? [act.keys] : []));
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.filter((chord) => objection(chord))).toEqual([]);
    expect(keys.filter((chord) => /Alt/.test(chord))).toEqual([]);
  });

  test('gives what is done with a chat to Ctrl, Shift and a letter', () => {
    for (const act of ACTS.filter((act) => act.group === 'chat' && act.keys && act.id !== 'search'))
      expect(act.keys, act.id).toMatch(/^Mod\+Shift\+[A-Z]$/);
  });

  test('names each act in both languages, each otherwise', () => {
    for (const language of ['de', 'en'] as const) {
      l10n.language = language;
      const names = ACTS.map((act) => l10n.t(wordsOf(act)));
      expect(names.filter((name) => name.startsWith('command-'))).toEqual([]);
      expect(new Set(names).size, names.join(', ')).toBe(names.length);
    }
    l10n.language = 'de';
    expect(spoken('Mod+Shift+R')).toBe('Strg+Umschalt+R');
  });
});

describe('own keys', () => {
  test('take the place of those by default, and can be taken away', () => {
    const own = given({}, byId('consult'), 'Mod+Shift+G');
    expect(own).toEqual({ consult: 'Mod+Shift+G' });
    expect(actOf('Mod+Shift+G', own)?.id).toBe('consult');
    expect(actOf('Mod+Shift+R', own)).toBeNull();
    expect(keysOf(byId('consult'), given(own, byId('consult'), null))).toBeNull();
    expect(given(own, byId('consult'), 'Mod+Shift+R'), 'as by default: nothing is kept').toEqual({});
  });

  test('are refused by name where somebody else has them, or given up by that one', () => {
    const conflict = conflictOf('Mod+Shift+K', byId('consult'), {});
    expect(conflict).toMatchObject({ kind: 'taken', words: 'command-conference', yields: true });
    const own = given({}, byId('consult'), 'Mod+Shift+K');
    expect(own).toEqual({ consult: 'Mod+Shift+K', conference: '' });
    expect(actOf('Mod+Shift+K', own)?.id).toBe('consult');
    expect(conflictOf('Mod+3', byId('consult'), {})).toMatchObject({ kind: 'taken', words: 'command-chat', yields: false });
    expect(conflictOf('Mod+C', byId('consult'), {})).toEqual({ kind: 'objection', id: 'keys-own-of-fields' });
    expect(conflictOf('Mod+Shift+U', byId('consult'), {})).toEqual({ kind: 'objection', id: 'keys-own-of-system' });
    expect(conflictOf('Mod+Shift+R', byId('consult'), {}), 'its own').toBeNull();
    const shortcut = shortcutOf([{ setting: 'shortcut', value: { kind: 'shortcut', shortcut: 'ctrl_shift_j' } }]);
    expect(conflictOf('Mod+Shift+J', byId('consult'), {}, shortcut)).toEqual({ kind: 'objection', id: 'own-keys-shortcut' });
  });

  test('stay where the agent has given them, though a newer version has them by default for another act', () => {
    const own = { why: 'Mod+Shift+L' };
    expect(actOf('Mod+Shift+L', own)?.id).toBe('why');
    expect(keysOf(byId('remove_participant'), own)).toBeNull();
    expect(keysOf(byId('remove_participant'), { gone: 'Mod+Shift+L' }), 'an act that is no more has none').toBe('Mod+Shift+L');
  });

  test('are read from the settings', () => {
    expect(ownKeys([{ setting: 'keys', value: { kind: 'keys', keys: { end: '' } } }])).toEqual({ end: '' });
    expect(ownKeys(undefined)).toEqual({});
  });
});
