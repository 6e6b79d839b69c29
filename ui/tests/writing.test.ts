// What leaves a window: every text in it is one that other programs can read.
import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { afterEach, expect, test } from 'vitest';
import { charactersOver, wellFormed } from '../shared/writing';
import { tauri } from '../src/backend/tauri';
import { MAIN } from '../src/state/desk.svelte';

afterEach(clearMocks);

test.each([
  ['a half at the end', 'Hallo \ud83d', 'Hallo \ufffd'],
  ['the other half', '\udc00x', '\ufffdx'],
  ['two in the wrong order', '\udc00\ud83d', '\ufffd\ufffd'],
  ['whole characters', '👩‍👩‍👧 é ä', '👩‍👩‍👧 é ä'],
])('%s', (_, text, expected) => {
  expect(wellFormed({ a: [{ text }], n: 1, none: null })).toEqual({ a: [{ text: expected }], n: 1, none: null });
});

test('nothing that the desktop could not read goes over to it', async () => {
  const sent: unknown[] = [];
  mockIPC((command, given) => void sent.push([command, given]));
  await tauri.execute({ kind: 'send', case: 'a', thread: MAIN, text: 'Hallo \ud83d' });
  await tauri.execute({ kind: 'draft', case: 'a', thread: MAIN, draft: { text: '\ud83d', start: 1, end: 1 } });
  const target = { kind: 'agent', agent: 'b' } as const;
  await tauri.execute({ kind: 'do', command: { kind: 'start_consultation', case: 'a', target, question: 'Kulanz \ud83d?' } });
  await tauri.execute({ kind: 'do', command: { kind: 'set_note', case: 'a', text: '\udc00' } });
  await tauri.findTargets({ case: 'a', purpose: 'consult', text: 'ka\ud83d', filter: 'all', levels: {}, from: null });
  expect(sent).toHaveLength(5);
  expect(JSON.stringify(sent)).not.toMatch(/\\ud/u);
  expect(JSON.stringify(sent).match(/\ufffd/gu)).toHaveLength(5);
});

test('the program reads the clipboard: an engine would refuse, or ask', async () => {
  mockIPC((command) => (command === 'read_clipboard' ? 'Kulanz' : undefined));
  expect(await tauri.readClipboard()).toBe('Kulanz');
});

test('too long is counted in characters, from the end', () => {
  expect(charactersOver('ä'.repeat(8), 16)).toBe(0);
  expect(charactersOver('ä'.repeat(9), 16)).toBe(1);
  expect(charactersOver(`${'x'.repeat(14)}😀`, 16)).toBe(1);
  expect(charactersOver(`${'x'.repeat(16)}😀😀`, 16)).toBe(2);
});
