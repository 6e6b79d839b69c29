// The keyboard of a window: who has just sent a message is still writing for a moment, and what a layer gives back.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Focus } from '../src/focus/focus.svelte';
import type { Desk } from '../src/state/desk.svelte';

const pane = (id: string) => ({ consultation: id, mine: true, ended: null, can: ['write'] });
const chat = (...panes: string[]) => ({
  case: 'a',
  can: ['write'],
  consultations: panes.map(pane),
  selected_consultation: panes.at(-1) ?? null,
  requests: [],
});
const field = (spot: string) => document.querySelector<HTMLTextAreaElement>(`[data-spot=${spot}]`)!;

describe('the caret', () => {
  let now = 0;
  let stop: () => void;
  const desk = { stage: { kind: 'workspace' }, connection: { kind: 'online' }, chat: chat(), did: () => false };
  const focus = new Focus(desk as unknown as Desk);
  const becomes = (next: object) => {
    Object.assign(desk, { chat: next });
    focus.follow();
  };

  beforeEach(() => {
    vi.spyOn(performance, 'now').mockImplementation(() => now);
    document.body.innerHTML =
      '<section data-testid="chat"><textarea data-spot="chat"></textarea></section><section data-testid="consultation"><textarea data-spot="consultation"></textarea></section><input id="elsewhere">';
    stop = focus.listen();
    becomes(chat());
    field('chat').focus();
  });
  afterEach(() => {
    stop();
    vi.restoreAllMocks();
  });

  test('stays with who has just sent a message, for a moment', () => {
    field('chat').dispatchEvent(new Event('input', { bubbles: true }));
    now += 500;
    becomes(chat('k'));
    expect(document.activeElement).toBe(field('chat'));
    now += 3000;
    becomes(chat('k', 'r'));
    expect(document.activeElement).toBe(field('consultation'));
  });

  test('stays with who has words in the field, however long ago', () => {
    field('chat').value = 'Ich sehe';
    now += 60_000;
    becomes(chat('k'));
    expect(document.activeElement).toBe(field('chat'));
  });

  test('is given back with its selection, and where its field is gone, in the one where one writes now', () => {
    field('chat').value = 'mitten im Satz';
    field('chat').setSelectionRange(3, 7);
    const caret = focus.remember();
    document.querySelector<HTMLElement>('#elsewhere')!.focus();
    field('chat').setSelectionRange(0, 0);
    focus.restore(caret);
    expect([document.activeElement, field('chat').selectionStart, field('chat').selectionEnd]).toEqual([field('chat'), 3, 7]);
    field('chat').replaceWith(Object.assign(document.createElement('textarea'), {}));
    document.querySelector('[data-testid=chat] textarea')!.setAttribute('data-spot', 'chat');
    focus.restore(caret);
    expect(document.activeElement).toBe(field('chat'));
  });
});
