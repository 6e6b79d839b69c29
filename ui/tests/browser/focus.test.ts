// @vitest-environment node
// The main job by keyboard: after each step the focused element is asserted.

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { FakeBackend } from '../../src/backend/fake';
import type { Scene } from '../../src/backend/workday';
import type { ChatView } from '../../src/generated/ChatView';
import { at, inputs, stage } from './stage';

const { open } = stage();

const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? document.activeElement?.tagName);

/** Waits for it: what the keyboard follows comes with the next drawing. */
const hasFocus = (page: Page, name: string) => expect.poll(() => focused(page)).toBe(name);

/** The shown chat becomes something else, as the desktop tells it; null: none is shown any more. */
const chatIs = (page: Page, change: Partial<ChatView> | null) =>
  page.evaluate((change) => {
    const { fake } = globalThis as never as { fake: FakeBackend };
    fake.scene.chat = change === null ? null : { ...fake.scene.chat!, ...change };
    fake.tell({ part: 'chat', chat: fake.scene.chat });
  }, change);

const listIs = (page: Page, change: Partial<Scene['list']>) =>
  page.evaluate((change) => {
    const { fake } = globalThis as never as { fake: FakeBackend };
    fake.scene.list = { ...fake.scene.list, ...change };
    fake.tell({ part: 'list', list: fake.scene.list });
  }, change);

const KATRIN: ChatView['consultations'][number] = {
  consultation: 'k',
  with_agent: 'agent-katrin',
  with: 'Katrin Richter',
  initials: 'KR',
  presence: null,
  doing: null,
  not_askable: null,
  mine: true,
  question: null,
  ended: null,
  ended_at: null,
  can: ['write', 'end', 'ask_conference', 'ask_transfer'],
  unread: 0,
  unsent: false,
  scroll: { kind: 'bottom' },
};
const OVER: ChatView['consultations'][number] = {
  ...KATRIN,
  ended: { id: 'consultation-over', args: {} },
  ended_at: 0,
  can: ['mark_done'],
};
const caret = (page: Page) =>
  page.evaluate(() => {
    const field = document.activeElement as HTMLTextAreaElement;
    return [field.value, field.selectionStart, field.selectionEnd];
  });

test('the main job by keyboard: the caret is where the next word is written, after every step', async () => {
  const page = await open('invitation');
  // Accept: the key leads to the answer, the next one gives it.
  await page.keyboard.press('Control+j');
  expect((await inputs(page)).at(-1)).toEqual({ kind: 'next_chat', from: null });
  const invitation = await page.getAttribute(at('invitation'), 'data-invitation');
  await page.evaluate(
    (invitation) => (globalThis as never as { fake: FakeBackend }).fake.tell({ part: 'attend', invitation: invitation! }),
    invitation,
  );
  await hasFocus(page, 'invitation-accept');
  await page.keyboard.press('Control+j');
  expect((await inputs(page)).at(-1)).toEqual({ kind: 'next_chat', from: invitation });
  await page.keyboard.press('Enter');
  expect((await inputs(page)).at(-1)).toEqual({ kind: 'do', command: { kind: 'accept_invitation', invitation } });
  await page.evaluate(() => {
    const { fake } = globalThis as never as { fake: FakeBackend };
    fake.show('chat');
  });
  await hasFocus(page, 'message-input');
  // Answer.
  await page.keyboard.type('Guten Tag');
  await page.keyboard.press('Enter');
  await hasFocus(page, 'message-input');
  // Consult.
  await page.keyboard.press('Control+Shift+R');
  await hasFocus(page, 'communicator-search');
  await page.waitForSelector(at('target-row'));
  await page.keyboard.press('Enter');
  await hasFocus(page, 'message-input');
  await chatIs(page, { consultations: [KATRIN], selected_consultation: 'k' });
  await hasFocus(page, 'consultation-input');
  await page.keyboard.type('Darf ich?');
  await page.keyboard.press('Enter');
  await hasFocus(page, 'consultation-input');
  await page.keyboard.press('Control+i');
  await hasFocus(page, 'message-input');
  await page.keyboard.press('Control+i');
  await hasFocus(page, 'consultation-input');
  // Conference: asked for, then she is there.
  await page.keyboard.press('Control+Shift+K');
  await hasFocus(page, 'communicator-search');
  await page.waitForSelector(at('target-row'));
  await page.keyboard.press('Enter');
  await hasFocus(page, 'consultation-input');
  const request = {
    invitation: 'r',
    kind: 'conference' as const,
    target: 'Katrin Richter',
    expires_at: 0,
    busy: false,
    least: null,
    withdrawable: true,
  };
  await chatIs(page, { requests: [request] });
  await hasFocus(page, 'message-input');
  await chatIs(page, { requests: [], consultations: [OVER] });
  await hasFocus(page, 'message-input');
  // End, disposition, done. Nobody waits for an answer, so that nothing is asked.
  await chatIs(page, { reminder: null });
  await page.keyboard.press('Control+Shift+B');
  expect((await inputs(page)).at(-1)).toMatchObject({ command: { kind: 'end_interaction' } });
  await chatIs(page, {
    can: ['mark_done', 'set_note', 'set_disposition'],
    standing: { kind: 'former', at: 0, notice: { id: 'former-ended', args: {} } },
  });
  await hasFocus(page, 'disposition');
  await page.keyboard.press('Control+Shift+F');
  await hasFocus(page, 'disposition');
  expect(await page.textContent(at('mark-done-missing'))).not.toBe('');
  await chatIs(page, { disposition_required: false });
  await page.keyboard.press('Control+Shift+F');
  expect((await inputs(page)).at(-1)).toMatchObject({ command: { kind: 'mark_done', thread: { kind: 'main' } } });
  await chatIs(page, null);
  await hasFocus(page, 'empty-workspace');
  await page.keyboard.press('Tab');
  expect(await focused(page)).not.toBe('BODY');
});

test('a consultation that is accepted takes no caret from who writes to the contact', async () => {
  const page = await open('chat');
  await page.keyboard.type('Ich sehe gerade');
  await chatIs(page, { consultations: [KATRIN], selected_consultation: 'k' });
  await page.waitForSelector(at('consultation-input'));
  await page.keyboard.type(' nach');
  expect(await page.inputValue(at('message-input'))).toBe('Ich sehe gerade nach');
});

test('a private word does not go on in front of the contact when the consultation ends under the hands', async () => {
  const page = await open('two-consultations');
  await page.focus(at('consultation-input'));
  await page.keyboard.type('Unter uns: ');
  await chatIs(page, { consultations: [OVER], selected_consultation: 'k' });
  await page.waitForSelector(at('consultation-input'), { state: 'detached' });
  await page.keyboard.type('ein Irrtum');
  expect(await page.inputValue(at('message-input'))).toBe('');
  expect(await focused(page)).toBe('chat');
});

test('who accepts while writing keeps the caret, and the new chat’s row draws a glance', async () => {
  const page = await open('chat');
  await page.keyboard.type('Guten Tag');
  await page.evaluate(() => {
    const { fake } = globalThis as never as { fake: FakeBackend };
    const [row] = fake.scene.list.chats;
    fake.scene.list = {
      ...fake.scene.list,
      chats: [...fake.scene.list.chats, { ...row!, case: 'case-new', contact: 'Nora Klein', selected: false }],
    };
    fake.tell({ part: 'list', list: fake.scene.list });
  });
  await page.waitForSelector('[data-case=case-new].fresh');
  expect(await page.$$eval(`${at('chat-row')}.fresh`, (rows) => rows.length), 'the others were there before').toBe(1);
  const motion = () => page.$eval('[data-case=case-new]', (row) => getComputedStyle(row).animationName);
  expect(await motion(), 'reduced motion').toBe('none');
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  expect(await motion()).not.toBe('none');
  expect(await caret(page)).toEqual(['Guten Tag', 9, 9]);
});

test('Escape from any layer gives back the very caret and selection', async () => {
  const page = await open('chat');
  await page.keyboard.type('mitten im Satz');
  const field = at('message-input');
  const layers: [string, () => Promise<unknown>, string][] = [
    ['palette', () => page.keyboard.press('Control+k'), 'palette'],
    ['all keys', () => page.keyboard.press('F1'), 'keys'],
    ['settings', () => page.keyboard.press('Control+,'), 'settings'],
    ['Team Communicator by key', () => page.keyboard.press('Control+Shift+R'), 'communicator'],
    ['Team Communicator by mouse', () => page.click(at('tool-consult')), 'communicator'],
    ['states by mouse', () => page.click(at('state-menu')), 'state-choices'],
    ['end', () => page.keyboard.press('Control+Shift+B'), 'end-dialog'],
    ['end by mouse', () => page.click(at('tool-end')), 'end-dialog'],
  ];
  for (const [name, show, layer] of layers) {
    await page.$eval(field, (field) => (field as HTMLTextAreaElement).setSelectionRange(3, 7));
    await show();
    await page.waitForSelector(at(layer));
    await page.keyboard.press('Escape');
    await page.waitForSelector(at(layer), { state: 'detached' });
    await hasFocus(page, 'message-input');
    expect(await caret(page), name).toEqual(['mitten im Satz', 3, 7]);
  }
});

test('what an act in the palette leads to begins from the caret, and Escape there comes back to it', async () => {
  const page = await open('chat');
  await page.keyboard.type('mitten');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('rück');
  await page.keyboard.press('Enter');
  await hasFocus(page, 'communicator-search');
  await page.keyboard.press('Escape');
  await hasFocus(page, 'message-input');
  expect(await caret(page)).toEqual(['mitten', 6, 6]);
});

test('Escape beside everything comes back into the field, to its caret', async () => {
  const page = await open('two-consultations');
  await page.focus(at('message-input'));
  await page.keyboard.type('halb');
  await page.$eval(at('message-input'), (field) => (field as HTMLTextAreaElement).setSelectionRange(2, 2));
  await page.focus(at('tool-end'));
  await page.keyboard.press('Escape');
  await hasFocus(page, 'message-input');
  expect(await caret(page)).toEqual(['halb', 2, 2]);
});

test('F6 goes through the regions and Shift+F6 back, each to where the keyboard was there', async () => {
  const page = await open('two-consultations');
  await hasFocus(page, 'message-input');
  const seen: (string | undefined)[] = [];
  for (let press = 0; press < 4; press++) {
    await page.keyboard.press('F6');
    seen.push(await page.evaluate(() => document.activeElement?.closest('[data-region]')?.getAttribute('aria-label') ?? undefined));
  }
  expect(new Set(seen).size, seen.join(' | ')).toBe(4);
  expect(await focused(page)).toBe('message-input');
  await page.keyboard.press('F6');
  expect(await focused(page)).toBe('consultation-input');
  await page.keyboard.press('Shift+F6');
  expect(await focused(page)).toBe('message-input');
});

test('after the quit question is cancelled with nothing focused, Tab goes on from the field', async () => {
  const page = await open('chat');
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.evaluate(() =>
    // biome-ignore lint/suspicious/noThenProperty: Nobody awaits a view.
    (globalThis as never as { fake: FakeBackend }).fake.tell({ part: 'quit', quit: { open: [], then: [] } }),
  );
  await page.waitForSelector(at('quit-dialog'));
  await page.keyboard.press('Escape');
  await page.waitForSelector(at('quit-dialog'), { state: 'detached' });
  await hasFocus(page, 'message-input');
});

test('taken over here, the selected composer has the keyboard', async () => {
  const page = await open('elsewhere');
  await hasFocus(page, 'continue-here');
  await page.evaluate(() =>
    (globalThis as never as { fake: FakeBackend }).fake.tell({ part: 'connection', connection: { kind: 'online' } }),
  );
  await hasFocus(page, 'message-input');
});

test('a message that comes takes nothing from who marks words in the right column', async () => {
  const page = await open('chat');
  await page.click(`${at('context')} h2`);
  expect(await focused(page)).toBe('BODY');
  await listIs(page, {});
  await chatIs(page, { contact: 'Martina Hoffmann' });
  await page.waitForSelector(`${at('chat-contact')}:has-text("Martina")`);
  expect(await focused(page)).toBe('BODY');
});
