// @vitest-environment node
// The palette, all keys, and keys of one's own.

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { FakeBackend } from '../../src/backend/fake';
import type { Input } from '../../src/generated/Input';
import { at, inputs, stage } from './stage';

const { open } = stage();

const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? document.activeElement?.tagName);
const listed = (page: Page) =>
  page.$$eval(at('command'), (all) => all.map((one) => [one.getAttribute('data-act'), one.querySelector('.label')?.textContent?.trim()]));
const acts = async (page: Page) => new Set((await listed(page)).map(([act]) => act));
const command = (input: Input | undefined) => (input?.kind === 'do' ? input.command : input);

async function palette(page: Page, text = '') {
  await page.keyboard.press('Control+k');
  await page.waitForSelector(at('palette'));
  if (text) await page.keyboard.type(text);
}

test('the palette lists what is possible now and nothing else, and does it', async () => {
  let page = await open('palette');
  await palette(page);
  expect(await focused(page)).toBe('palette-search');
  const now = await acts(page);
  for (const act of [
    'accept_invitation',
    'decline_invitation',
    'consult',
    'other_field',
    'conference',
    'transfer',
    'end',
    'end_consultation',
    'chat',
    'state_break',
    'do_not_disturb',
    'filter_chats',
    'team',
    'settings',
  ])
    expect(now, act).toContain(act);
  for (const act of ['mark_done', 'withdraw', 'remove_participant', 'pick_another', 'commands', 'send'])
    expect(now, act).not.toContain(act);
  expect(await page.textContent(`${at('command')}[aria-selected=true]`)).toContain('Annehmen: ');
  await page.keyboard.press('Enter');
  await page.waitForSelector(at('palette'), { state: 'detached' });
  await expect.poll(async () => command((await inputs(page)).at(-1))).toEqual({ kind: 'accept_invitation', invitation: 'invitation-vogt' });
  page = await open('offline');
  await palette(page);
  const offline = await acts(page);
  for (const act of ['consult', 'conference', 'transfer', 'end', 'state_break']) expect(offline, act).not.toContain(act);
  page = await open('wrap-up');
  await palette(page);
  expect(await acts(page)).toContain('mark_done');
});

test('do not disturb is turned on for as long as the menu offers, and off again', async () => {
  const page = await open('palette');
  await palette(page, 'stören 1 Stunde');
  expect((await listed(page)).map(([act]) => act)).toEqual(['do_not_disturb']);
  const before = Date.now();
  await page.keyboard.press('Enter');
  await page.waitForSelector(at('dnd-on'));
  const asked = (await inputs(page)).at(-1)!;
  const until = asked.kind === 'set_do_not_disturb' ? (asked.until ?? 0) : 0;
  expect(Math.abs(until - before - 3_600_000)).toBeLessThan(60_000);
  await palette(page, 'stören');
  expect((await listed(page)).map(([, label]) => label)).toEqual(['„Nicht stören“ ausschalten']);
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await inputs(page)).at(-1)).toEqual({ kind: 'set_do_not_disturb', until: null });
});

test('it is filtered as one types, by words without their marks', async () => {
  const page = await open('palette');
  await palette(page, 'sahin');
  await expect.poll(async () => (await listed(page)).map(([, label]) => label)).toEqual(['Aylin Şahin']);
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await inputs(page)).at(-1)).toEqual({ kind: 'select', case: 'case-sahin' });
  await palette(page, 'konf ric');
  await expect.poll(async () => [...(await acts(page))]).toEqual(['ask_consulted']);
  await page.fill(at('palette-search'), 'xyzzy');
  await page.waitForSelector(at('palette-none'));
  await page.fill(at('palette-search'), '');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  const last = await listed(page);
  expect(await page.getAttribute(`${at('command')}[aria-selected=true]`, 'data-act'), 'from the first to the last').toBe(last.at(-1)?.[0]);
});

test('each act of a chat by its key, as its button does it', async () => {
  const page = await open('two-consultations');
  for (const [keys, act] of [
    ['Control+Shift+K', 'conference'],
    ['Control+Shift+W', 'transfer'],
    ['Control+Shift+R', 'consult'],
  ] as const) {
    await page.keyboard.press(keys);
    await page.waitForSelector(`${at('communicator')}[data-purpose=${act}]`);
  }
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Shift+D');
  expect(command((await inputs(page)).at(-1))).toMatchObject({ kind: 'end_consultation' });
  await page.keyboard.press('Control+3');
  const third = await page.getAttribute(`${at('chat-row')} >> nth=2`, 'data-case');
  await expect.poll(async () => (await inputs(page)).at(-1)).toEqual({ kind: 'select', case: third });
  await page.keyboard.press('Control+Shift+O');
  await expect.poll(async () => (await inputs(page)).at(-1)).toEqual({ kind: 'tear_off', case: 'case-hoffmann' });
  await page.keyboard.press('Control+Shift+B');
  await page.waitForSelector(at('end-dialog'));
  // A question is answered first.
  await page.keyboard.press('Control+k');
  expect(await page.$(at('palette'))).toBeNull();
});

test('a key for what is not possible now says so', async () => {
  const page = await open('empty');
  await page.keyboard.press('Control+Shift+R');
  expect((await page.textContent(at('toast')))?.replace(/[\u2066-\u2069]/g, '')).toContain('„Rückfragen“ ist gerade nicht möglich.');
  expect(await inputs(page)).toEqual([]);
});

test('a letter that is written is no key: AltGr, Shift and the input method keep theirs', async () => {
  const page = await open('chat');
  for (const event of [
    { key: '@', code: 'KeyQ', ctrlKey: true, altKey: true },
    { key: 'R', code: 'KeyR', shiftKey: true },
    { key: 'r', code: 'KeyR', ctrlKey: true, shiftKey: true, isComposing: true },
  ])
    await page.$eval(
      at('message-input'),
      (field, event) => field.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, ...event })),
      event,
    );
  expect(await page.$(at('communicator'))).toBeNull();
});

test('tooltips and names for screen readers say the keys', async () => {
  const page = await open('chat');
  expect(await page.getAttribute(at('tool-consult'), 'title')).toBe('Rückfragen (Strg+Umschalt+R)');
  expect(await page.getAttribute(at('tool-consult'), 'aria-keyshortcuts')).toBe('Control+Shift+R');
});

test('F1 lists all keys, and finds them', async () => {
  const page = await open('chat');
  await page.keyboard.press('F1');
  await page.waitForSelector(at('keys'));
  expect(await focused(page)).toBe('keys-search');
  const rows = () => page.$$eval(at('keys-row'), (all) => all.map((row) => row.getAttribute('data-act')));
  const all = await rows();
  for (const act of [
    'send',
    'consult',
    'conference',
    'transfer',
    'end',
    'mark_done',
    'accept_invitation',
    'decline_invitation',
    'next_chat',
    'chat',
    'next_region',
    'other_field',
    'commands',
    'settings',
    'keys',
  ])
    expect(all, act).toContain(act);
  await page.keyboard.type('konf');
  await expect.poll(rows).toEqual(['conference', 'remove_participant']);
  await page.fill(at('keys-search'), 'Strg+J');
  await expect.poll(rows).toEqual(['next_chat']);
});

test('keys are given to another act in the settings, and who has them already is named', async () => {
  const page = await open('chat');
  await page.keyboard.press('Control+,');
  await page.click(at('settings-keys'));
  const set = (act: string) => `[data-act=${act}] ${at('own-keys-set')}`;
  const keys = () =>
    page.evaluate(() => {
      const { fake } = globalThis as never as { fake: FakeBackend };
      const row = fake.scene.attention.settings.find((row) => row.setting === 'keys');
      return row?.value.kind === 'keys' ? row.value.keys : null;
    });
  const conflict = async () =>
    (await page.textContent(at('own-keys-conflict')))
      ?.replace(/[\u2066-\u2069]/g, '')
      .replace(/\s+/g, ' ')
      .trim();
  await page.click(set('consult'));
  await page.keyboard.press('Control+Alt+r');
  expect(await conflict()).toContain('Bitte mit Strg drücken');
  await page.keyboard.press('Control+Shift+U');
  expect(await conflict()).toBe('Strg+Umschalt+U benutzt das System selbst.');
  await page.keyboard.press('Control+2');
  expect(await conflict()).toBe('Strg+2 hat schon „Chat 1 bis 9“.');
  await page.keyboard.press('Control+Shift+K');
  expect(await conflict()).toBe('Strg+Umschalt+K hat schon „Sofortige Chatkonferenz“. Übernehmen');
  expect(await keys()).toEqual({});
  await page.click(at('own-keys-take'));
  await expect.poll(keys).toEqual({ consult: 'Mod+Shift+K', conference: '' });
  await page.click(set('transfer'));
  await page.keyboard.press('F9');
  await expect.poll(keys).toMatchObject({ transfer: 'F9' });
  // They count at once, everywhere.
  await page.keyboard.press('Escape');
  await page.waitForSelector(at('keys'), { state: 'detached' });
  await page.keyboard.press('Escape');
  await page.waitForSelector(at('settings'), { state: 'detached' });
  expect(await page.getAttribute(at('tool-transfer'), 'aria-keyshortcuts')).toBe('F9');
  await page.keyboard.press('F9');
  await page.waitForSelector(`${at('communicator')}[data-purpose=transfer]`);
  await page.keyboard.press('Control+Shift+K');
  await page.waitForSelector(`${at('communicator')}[data-purpose=consult]`);
  await page.keyboard.press('Escape');
  await page.keyboard.press('F1');
  await page.click(at('keys-change'));
  await page.click(at('keys-reset'));
  await expect.poll(keys).toEqual({});
});

test('the keys work in a torn-off window, too', async () => {
  const page = await open('torn-off');
  await page.keyboard.press('Control+2');
  const [, second] = await page.evaluate(() => (globalThis as never as { fake: FakeBackend }).fake.scene.list.chats.map((row) => row.case));
  await expect.poll(async () => (await inputs(page)).at(-1)).toEqual({ kind: 'select', case: second });
});

test('removing somebody asks whom, and is two presses from the field', async () => {
  const page = await open('conference');
  await page.focus(at('message-input'));
  await page.keyboard.press('Control+Shift+L');
  await page.waitForSelector(at('palette'));
  expect([...(await acts(page))]).toEqual(['remove_participant']);
  expect(await inputs(page), 'nobody is removed by one key').toEqual([]);
  await page.keyboard.press('Enter');
  await expect.poll(async () => command((await inputs(page)).at(-1))).toMatchObject({ kind: 'remove_participant' });
  expect(await focused(page)).toBe('message-input');
  // Opened by its own key, the palette is whole again.
  await palette(page);
  expect((await acts(page)).size).toBeGreaterThan(5);
});

test('do-not-disturb by its key asks for how long, and the same key ends it', async () => {
  const page = await open('chat');
  await page.keyboard.press('Control+Shift+N');
  await page.waitForSelector(at('palette'));
  expect([...(await acts(page))]).toEqual(['do_not_disturb']);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForSelector(at('dnd-on'));
  await page.keyboard.press('Control+Shift+N');
  await page.waitForSelector(at('dnd-on'), { state: 'detached' });
  expect((await inputs(page)).at(-1)).toEqual({ kind: 'set_do_not_disturb', until: null });
});

test('the list is filtered by a key, however few chats there are; Enter shows the first, Escape gives the caret back', async () => {
  const page = await open('chat');
  expect(await page.$(at('list-filter'))).toBeNull();
  await page.focus(at('message-input'));
  await page.keyboard.type('Moment bitte');
  await page.keyboard.press('Control+l');
  await page.waitForSelector(at('list-filter'));
  expect(await focused(page)).toBe('list-filter');
  await page.keyboard.type('xyz');
  await page.keyboard.press('Escape');
  expect([await page.inputValue(at('list-filter')), await focused(page)]).toEqual(['', 'list-filter']);
  await page.keyboard.press('Escape');
  await page.waitForSelector(at('list-filter'), { state: 'detached' });
  expect(await focused(page)).toBe('message-input');
  await page.keyboard.press('Control+l');
  await page.waitForSelector(at('list-filter'));
  await page.keyboard.type('sahin');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await inputs(page)).at(-1)).toEqual({ kind: 'select', case: 'case-sahin' });
  await page.waitForSelector(at('list-filter'), { state: 'detached' });
});

test('in a narrow window the key unfolds the list, and Escape folds it away again', async () => {
  const page = await open('chat', { width: 700, height: 600 });
  await page.focus(at('message-input'));
  await page.keyboard.press('Control+l');
  await expect.poll(() => focused(page)).toBe('list-filter');
  await page.keyboard.press('Escape');
  await expect.poll(() => focused(page)).toBe('message-input');
  expect(await page.isVisible(at('my-chats'))).toBe(false);
});

test('one key opens the Team Communicator and goes through its filters', async () => {
  const page = await open('chat');
  await page.focus(at('message-input'));
  await page.keyboard.press('Control+t');
  await page.waitForSelector(`${at('communicator')}[data-purpose=consult]`);
  const filters = () => page.$$eval('[data-testid^=communicator-filter-]', (all) => all.map((one) => one.getAttribute('aria-pressed')));
  const pressed = async () => (await filters()).indexOf('true');
  await expect.poll(pressed).toBe(0);
  await page.keyboard.press('Control+t');
  await expect.poll(pressed).toBe(1);
  expect(await focused(page)).toBe('communicator-search');
  const many = (await filters()).length;
  for (let press = 1; press < many; press++) await page.keyboard.press('Control+t');
  // After the last the first.
  await expect.poll(pressed).toBe(0);
  await page.keyboard.press('Escape');
  expect(await focused(page)).toBe('message-input');
});

test('the note is reached from the palette, though its column is folded away, and Escape gives the caret back', async () => {
  const page = await open('chat', { width: 1000, height: 700 });
  await page.focus(at('message-input'));
  await palette(page, 'notiz');
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page)).toBe('note');
  await page.keyboard.press('Escape');
  await expect.poll(() => focused(page)).toBe('message-input');
});
