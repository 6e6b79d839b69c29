// @vitest-environment node
// Writing, in a real browser: fields grow, nothing that is written is lost, and what was typed can be undone.

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { FakeBackend } from '../../src/backend/fake';
import { at, inputs, stage } from './stage';

const { open } = stage();

const withFake = <T>(page: Page, act: (fake: FakeBackend) => T) =>
  page.evaluate(`(${act.toString()})(globalThis.fake)`) as Promise<Awaited<T>>;
const height = (page: Page, name: string) => page.$eval(at(name), (element) => element.getBoundingClientRect().height);
const scrolls = (page: Page, name: string) => page.$eval(at(name), (field) => field.scrollHeight > field.clientHeight + 1);
const lines = (count: number) => Array.from({ length: count }, (_, n) => `Zeile ${n + 1}`).join('\n');
const drafted = (page: Page) =>
  page.waitForFunction(() => {
    const { inputs } = (globalThis as unknown as { fake: FakeBackend }).fake;
    return inputs.some((input) => input.kind === 'draft');
  });

test.each([
  ['message-input', 'composer', 'chat', 860],
  ['message-input', 'composer', 'chat', 560],
  ['consultation-input', 'consultation-composer', 'consultation', 860],
])('%s grows with its text up to 40 % of its pane, then scrolls (%s, window of %s)', async (field, composer, pane, tall) => {
  const page = await open('two-consultations', { height: tall });
  const one = await height(page, field);
  await page.fill(at(field), lines(2));
  expect((await height(page, field)) - one, 'one line more').toBeGreaterThan(15);
  expect(await scrolls(page, field)).toBe(false);
  await page.fill(at(field), lines(60));
  expect(await scrolls(page, field)).toBe(true);
  const share = (await height(page, composer)) / (await height(page, pane));
  expect(share).toBeGreaterThan(0.36);
  expect(share).toBeLessThanOrEqual(0.405);
  await page.fill(at(field), '');
  expect(await height(page, field)).toBe(one);
});

test('the question begins with three lines, grows, and Enter asks', async () => {
  const page = await open('chat');
  await page.click(at('tool-consult'));
  await page.waitForSelector(at('target-row'));
  const three = await height(page, 'communicator-words');
  await page.fill(at('communicator-words'), lines(3));
  expect(await height(page, 'communicator-words')).toBe(three);
  expect(await scrolls(page, 'communicator-words')).toBe(false);
  await page.fill(at('communicator-words'), lines(6));
  expect(await height(page, 'communicator-words')).toBeGreaterThan(three + 40);
  await page.fill(at('communicator-words'), lines(60));
  expect(await scrolls(page, 'communicator-words')).toBe(true);
  expect(await page.isVisible(at('communicator-act'))).toBe(true);
  await page.fill(at('communicator-words'), '');
  await page.focus(at('communicator-words'));
  await page.keyboard.type('Kulanz');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('möglich?');
  await page.keyboard.press('Enter');
  expect((await inputs(page)).at(-1)).toMatchObject({ kind: 'do', command: { kind: 'start_consultation', question: 'Kulanz\nmöglich?' } });
});

test('what the desktop does not take stays in the field, and a line says so', async () => {
  const page = await open('chat');
  await withFake(page, (fake) => {
    fake.refuses = ['send'];
  });
  await page.keyboard.type('Guten Tag');
  await page.keyboard.press('Enter');
  await page.waitForSelector(at('compose-wrong'));
  expect(await page.inputValue(at('message-input'))).toBe('Guten Tag');
  expect(await page.textContent(at('compose-wrong'))).toContain('Nicht gesendet');
  await withFake(page, (fake) => {
    fake.refuses = [];
  });
  await page.keyboard.press('Enter');
  await page.waitForSelector(at('compose-wrong'), { state: 'detached' });
  expect(await inputs(page)).toMatchObject([{ kind: 'send', text: 'Guten Tag' }]);
  expect(await page.inputValue(at('message-input'))).toBe('');
});

test('what came back can be copied, and sent again only where there is a field', async () => {
  const page = await open('came-back');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const chat = page.locator(at('transcript'));
  await chat.locator(at('unsent')).first().waitFor();
  expect(await chat.locator(at('unsent')).count()).toBe(2);
  expect(await page.locator(at('unsent-again')).count()).toBe(0);
  expect(await page.locator(at('unsent-take-back')).count()).toBe(0);
  await chat.locator(at('unsent-copy')).first().click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('Ich schreibe Ihnen den Betrag gleich gut, das dauert');
  expect(await page.isVisible(`${at('consultation-transcript')} ${at('unsent')}`), 'an ended consultation is not folded over it').toBe(
    true,
  );
  const here = await open('unsent');
  expect(await here.isVisible(at('unsent-again'))).toBe(true);
});

test('undo and redo go on over updates from the desktop', async () => {
  const page = await open('chat');
  await page.keyboard.type('Guten Tag');
  await drafted(page);
  await withFake(page, (fake) => {
    const chat = { ...fake.scene.chat!, version: 2 } as never;
    const main = { kind: 'main' } as const;
    fake.say(main, { side: 'contact', author: 'Martin Hoffmann', text: 'Noch da?' });
    fake.tell(
      { part: 'chat', chat },
      { part: 'composer', case: 'case-hoffmann', thread: main, draft: { text: 'Guten Tag', start: 2, end: 2 } },
    );
  });
  await page.waitForSelector('text=Noch da?');
  await page.keyboard.press('Control+z');
  expect(await page.inputValue(at('message-input'))).toBe('');
  await page.keyboard.press('Control+Shift+z');
  expect(await page.inputValue(at('message-input'))).toBe('Guten Tag');
  await page.keyboard.type(', Herr Hoffmann');
  expect(await page.inputValue(at('message-input')), 'the caret was not moved').toBe('Guten Tag, Herr Hoffmann');
});

test('what is put into the field while one writes there can be taken back', async () => {
  const page = await open('chat');
  await page.keyboard.type('und weiter');
  await drafted(page);
  await withFake(page, (fake) => {
    const draft = { text: 'erster Versuch\nund weiter', start: 25, end: 25 };
    fake.tell({ part: 'composer', case: 'case-hoffmann', thread: { kind: 'main' }, draft });
  });
  await page.waitForFunction(() => document.querySelector<HTMLTextAreaElement>('[data-testid=message-input]')!.value.startsWith('erster'));
  await page.keyboard.press('Control+z');
  expect(await page.inputValue(at('message-input'))).toBe('und weiter');
});

test('a note that somebody else has written can be taken back, too', async () => {
  const page = await open('chat');
  await page.fill(at('note'), 'Kundin ruft zurück');
  await page.waitForFunction(() => (globalThis as unknown as { fake: FakeBackend }).fake.inputs.some((input) => input.kind === 'do'));
  const tell = (note: string) =>
    page.evaluate((note) => {
      const { fake } = globalThis as unknown as { fake: FakeBackend };
      fake.tell({ part: 'chat', chat: { ...fake.scene.chat!, note } });
    }, note);
  await tell('Kundin ruft zurück');
  await page.keyboard.press('Control+z');
  expect(await page.inputValue(at('note'))).toBe('');
  await page.keyboard.press('Control+Shift+z');
  await tell('Kundin ruft zurück');
  await tell('Von Katrin');
  expect(await page.inputValue(at('note'))).toBe('Von Katrin');
  await page.keyboard.press('Control+z');
  expect(await page.inputValue(at('note'))).toBe('Kundin ruft zurück');
});

test('a click on Senden in the middle of a word sends it once and leaves nothing behind', async () => {
  const page = await open('chat');
  const input = await page.context().newCDPSession(page);
  await page.keyboard.type('a ');
  await input.send('Input.imeSetComposition', { text: 'にほん', selectionStart: 3, selectionEnd: 3 });
  expect(await page.inputValue(at('message-input'))).toBe('a にほん');
  await page.click(at('send'));
  await page.waitForFunction(() => document.querySelector<HTMLTextAreaElement>('[data-testid=message-input]')!.value === '');
  expect(await inputs(page)).toMatchObject([{ kind: 'send', text: 'a にほん' }]);

  // An engine that ends the word after the click.
  await page.$eval(at('message-input'), (element) => {
    const field = element as HTMLTextAreaElement;
    field.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
    field.value = 'zwei';
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await page.$eval(at('send'), (button) => (button as HTMLElement).click());
  await page.$eval(at('message-input'), (element) => {
    const field = element as HTMLTextAreaElement;
    field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await page.waitForFunction(() => document.querySelector<HTMLTextAreaElement>('[data-testid=message-input]')!.value === '');
  expect(await inputs(page)).toMatchObject([{ text: 'a にほん' }, { text: 'zwei' }]);
});

test('a note that is too long says so, and is there again after another chat was shown', async () => {
  const page = await open('chat');
  const long = 'Aus der E-Mail des Kunden. '.repeat(700);
  await page.fill(at('note'), long);
  expect(await page.textContent(at('note-wrong'))).toContain('zu viel');
  await page.focus(at('message-input'));
  expect((await inputs(page)).filter((input) => input.kind === 'do')).toEqual([]);
  const shows = (chat: object) =>
    page.evaluate((change) => (globalThis as unknown as { fake: FakeBackend }).fake.tell({ part: 'chat', chat: change } as never), chat);
  const chat = await page.evaluate(() => (globalThis as unknown as { fake: FakeBackend }).fake.scene.chat!);
  await shows({ ...chat, case: 'case-other' });
  await expect.poll(() => page.inputValue(at('note'))).not.toBe(long);
  await shows(chat);
  await expect.poll(() => page.inputValue(at('note'))).toBe(long);
});
