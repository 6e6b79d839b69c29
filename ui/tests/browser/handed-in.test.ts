// @vitest-environment node
// What comes into a window by hand: dropped, pasted, or chosen in the menu at the pointer.

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { FakeBackend } from '../../src/backend/fake';
import { at, stage } from './stage';

const { open } = stage();

const text = (page: Page, field = 'message-input') => page.inputValue(at(field));
const toasts = (page: Page) => page.$$eval(at('toast'), (toasts) => toasts.map((toast) => toast.textContent?.trim()));
const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('data-testid'));
const entries = (page: Page) =>
  page.$$eval(`${at('context-menu')} [role=menuitem]`, (all) => all.map((entry) => entry.getAttribute('data-testid')));

/** Drops on the middle of an element; whether the page has taken it, and not left it to the browser. */
function drop(page: Page, on: string, data: Record<string, string>, files: string[] = []): Promise<boolean> {
  return page.$eval(
    on,
    (element, { data, files }) => {
      const transfer = new DataTransfer();
      for (const [type, value] of Object.entries(data)) transfer.setData(type, value);
      for (const name of files) transfer.items.add(new File(['x'], name));
      const event = (type: string) => new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true });
      return !element.dispatchEvent(event('dragover')) && !element.dispatchEvent(event('drop'));
    },
    { data, files },
  );
}

test.each(['transcript', 'me', 'chat-contact', 'queues', 'context'])(
  'a text dropped on %s goes into the composer, a file is refused',
  async (place) => {
    const page = await open('chat');
    expect(await drop(page, at(place), { 'text/plain': 'Guten Tag' })).toBe(true);
    expect(await text(page)).toBe('Guten Tag');
    expect(await focused(page)).toBe('message-input');
    expect(await drop(page, at(place), {}, ['bild.png'])).toBe(true);
    expect(await text(page)).toBe('Guten Tag');
    expect(await toasts(page)).toEqual(['Dateien lassen sich noch nicht senden.']);
  },
);

test('it can be undone, and the desktop learns of it as of anything written', async () => {
  const page = await open('chat');
  await page.keyboard.type('Zu ');
  await drop(page, at('transcript'), { 'text/uri-list': 'https://nordlicht.example/\r\n' });
  expect(await text(page)).toBe('Zu https://nordlicht.example/');
  await page.waitForFunction(() =>
    (globalThis as never as { fake: FakeBackend }).fake.inputs.some(
      (input) => input.kind === 'draft' && input.draft.text.endsWith('example/'),
    ),
  );
  await page.keyboard.press('Control+z');
  expect(await text(page)).not.toContain('nordlicht');
});

test('what is dropped on a consultation stays private, and nothing private goes to the contact', async () => {
  const page = await open('two-consultations');
  await drop(page, at('consultation-transcript'), { 'text/plain': 'unter uns' });
  expect([await text(page, 'consultation-input'), await text(page)]).toEqual(['unter uns', '']);
  // Beside the threads it goes where one was writing.
  await drop(page, at('me'), { 'text/plain': ' gesagt' });
  expect([await text(page, 'consultation-input'), await text(page)]).toEqual(['unter uns gesagt', '']);
  await page.click(at('consultation-fold'));
  await drop(page, at('consultation'), { 'text/plain': 'noch etwas' });
  expect(await text(page)).toBe('');
  expect(await toasts(page)).toEqual(['Hier gibt es kein Eingabefeld für den Text.']);
});

test('addresses of files that the engine keeps to itself are files', async () => {
  const page = await open('chat');
  const given = await page.$eval(at('transcript'), (element) => {
    const dataTransfer = { types: ['text/uri-list', 'text/html'], getData: () => '', files: [] };
    const event = new DragEvent('drop', { bubbles: true, cancelable: true });
    Object.defineProperty(event, 'dataTransfer', { value: dataTransfer });
    return !element.dispatchEvent(event);
  });
  expect(given).toBe(true);
  expect(await toasts(page)).toEqual(['Dateien lassen sich noch nicht senden.']);
});

test('a file on the clipboard is refused, too, and does not become its path', async () => {
  const page = await open('chat');
  const taken = await page.$eval(at('message-input'), (field) => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File(['x'], 'bild.png'));
    return !field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  expect(taken).toBe(true);
  expect(await toasts(page)).toEqual(['Dateien lassen sich noch nicht senden.']);
});

test('the menu of a field cuts, copies, pastes and marks all; Escape goes back to the very caret', async () => {
  const page = await open('chat');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  const field = at('message-input');
  await page.keyboard.type('eins zwei drei');
  await page.$eval(field, (field) => (field as HTMLTextAreaElement).setSelectionRange(5, 9));
  await page.keyboard.press('ContextMenu');
  expect(await entries(page)).toEqual(['menu-cut', 'menu-copy', 'menu-paste', 'menu-select-all']);
  await page.keyboard.press('Escape');
  expect(await focused(page)).toBe('message-input');
  const selection = () =>
    page.$eval(field, (field) => [(field as HTMLTextAreaElement).selectionStart, (field as HTMLTextAreaElement).selectionEnd]);
  expect(await selection()).toEqual([5, 9]);

  await page.keyboard.press('Shift+F10');
  await page.click(at('menu-copy'));
  expect([await clipboard(), await text(page)]).toEqual(['zwei', 'eins zwei drei']);
  await page.keyboard.press('ContextMenu');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => (document.activeElement as HTMLTextAreaElement).value === 'eins  drei');
  await page.evaluate(() => {
    (globalThis as never as { fake: FakeBackend }).fake.clipboard = '2\n3';
  });
  await page.keyboard.press('ContextMenu');
  expect(await page.isDisabled(at('menu-cut'))).toBe(true);
  await page.click(at('menu-paste'));
  await page.waitForFunction(() => (document.activeElement as HTMLTextAreaElement).value === 'eins 2\n3 drei');
  await page.keyboard.press('ContextMenu');
  await page.click(at('menu-select-all'));
  expect(await selection()).toEqual([0, 13]);
});

test('what the engine proposes for a misspelt word stands first, and takes its place', async () => {
  const page = await open('chat');
  await page.evaluate(() => {
    (globalThis as never as { fake: FakeBackend }).fake.guesses = ['Fehler', 'Felder', 'Feier', 'Feder', 'Feger', 'Fell'];
  });
  await page.keyboard.type('Ein Feler, sonst nichts');
  await page.$eval(at('message-input'), (field) => (field as HTMLTextAreaElement).setSelectionRange(6, 6));
  await page.keyboard.press('ContextMenu');
  expect((await entries(page)).slice(0, 7)).toEqual([...[0, 1, 2, 3, 4].map((index) => `menu-guess-${index}`), 'menu-learn', 'menu-cut']);
  await page.keyboard.press('Enter');
  expect(await text(page)).toBe('Ein Fehler, sonst nichts');
  await page.keyboard.press('Control+z');
  expect(await text(page)).toBe('Ein Feler, sonst nichts');
});

test('a word that the engine does not know is added to the dictionary, and stays as it is with the caret in it', async () => {
  const page = await open('chat');
  await page.keyboard.type('Das ist Kulanzfall 7 von Nordlicht');
  const caret = (at: number, end = at) =>
    page.$eval('[data-testid=message-input]', (field, range) => (field as HTMLTextAreaElement).setSelectionRange(...range), [at, end] as [
      number,
      number,
    ]);
  // Nothing is misspelt, or nobody tells.
  await caret(10);
  await page.keyboard.press('ContextMenu');
  expect(await entries(page)).not.toContain('menu-learn');
  await page.keyboard.press('Escape');
  // Nothing better is known; still it can be learnt.
  await page.evaluate(() => {
    (globalThis as never as { fake: FakeBackend }).fake.guesses = [];
  });
  await page.keyboard.press('ContextMenu');
  expect((await entries(page))[0]).toBe('menu-learn');
  await page.keyboard.press('Enter');
  const learned = () => page.evaluate(() => (globalThis as never as { fake: FakeBackend }).fake.learned);
  await expect.poll(learned).toEqual(['Kulanzfall']);
  expect(await text(page)).toBe('Das ist Kulanzfall 7 von Nordlicht');
  expect(await page.$eval(at('message-input'), (field) => (field as HTMLTextAreaElement).selectionStart)).toBe(10);
  // Several words are none, and a number neither.
  for (const [from, to] of [
    [0, 18],
    [19, 20],
  ] as const) {
    await caret(from, to);
    await page.keyboard.press('ContextMenu');
    expect(await entries(page)).not.toContain('menu-learn');
    await page.keyboard.press('Escape');
  }
});

test('a message and an address in it are copied; elsewhere no menu opens, and never the browser’s', async () => {
  const page = await open('hostile');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(() => {
    const counts = globalThis as never as { left: number };
    counts.left = 0;
    addEventListener('contextmenu', (event) => {
      counts.left += event.defaultPrevented ? 0 : 1;
    });
  });
  const address = page.locator('.address').first();
  await address.click({ button: 'right' });
  expect(await entries(page)).toEqual(['menu-copy-link', 'menu-copy-message']);
  await page.click(at('menu-copy-link'));
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await address.textContent());
  await address.click({ button: 'right' });
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(await address.textContent());
  for (const place of ['me', 'my-chats', 'chat-contact', 'context']) {
    // Beside its fields, which have one.
    await page.click(at(place), { button: 'right', position: { x: 20, y: 10 } });
    expect(await page.isVisible(at('context-menu'))).toBe(false);
  }
  expect(await page.evaluate(() => (globalThis as never as { left: number }).left)).toBe(0);
});

test('no key does what a browser would do with it', async () => {
  const page = await open('chat');
  const left = await page.evaluate(() =>
    [
      { key: 'F5' },
      { key: 'r', code: 'KeyR', ctrlKey: true },
      { key: 'к', code: 'KeyR', ctrlKey: true },
      { key: 'ArrowLeft', altKey: true },
      { key: 'ArrowRight', altKey: true },
      { key: 'BrowserBack' },
      { key: 'p', code: 'KeyP', ctrlKey: true },
      { key: 'w', code: 'KeyW', ctrlKey: true },
    ].filter((key) => document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { ...key, bubbles: true, cancelable: true }))),
  );
  expect(left).toEqual([]);
  await page.keyboard.type('frpsu');
  expect(await text(page)).toBe('frpsu');
});

test('Ctrl+W docks a torn-off chat and closes no other window; Ctrl+Q asks to end the program, once', async () => {
  for (const [scene, docks] of [
    ['chat', []],
    ['torn-off', [{ kind: 'dock', case: 'case-hoffmann' }]],
  ] as const) {
    const page = await open(scene);
    const acts = () =>
      page.evaluate(() =>
        (globalThis as never as { fake: FakeBackend }).fake.inputs.filter((input) => input.kind === 'dock' || input.kind === 'want_quit'),
      );
    await page.keyboard.press('Control+w');
    expect(await acts()).toEqual(docks);
    await page.keyboard.down('Control');
    await page.keyboard.down('q');
    await page.keyboard.down('q');
    await page.keyboard.up('Control');
    await page.waitForFunction(() =>
      (globalThis as never as { fake: FakeBackend }).fake.inputs.some((input) => input.kind === 'want_quit'),
    );
    expect((await acts()).slice(docks.length)).toEqual([{ kind: 'want_quit' }]);
  }
});

test('a long text is put into the field at once, and what is no message is refused in words', async () => {
  const page = await open('chat');
  const pastes = (text: string) =>
    page.$eval(
      at('message-input'),
      (field, text) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', text);
        return field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
      },
      text,
    );
  await page.fill(at('message-input'), 'Guten Tag');
  expect(await pastes('kurz'), 'the engine’s own').toBe(true);
  const long = 'Aus dem Protokoll\n'.repeat(1000);
  expect(await pastes(long)).toBe(false);
  expect(await page.inputValue(at('message-input'))).toBe(`Guten Tag${long}`);
  await expect.poll(() => page.textContent(at('compose-wrong'))).toContain('zu viel');
  expect(await pastes('x'.repeat(100_001))).toBe(false);
  expect(await page.textContent(at('toast'))).toContain('zu lang');
  expect(await page.inputValue(at('message-input'))).toBe(`Guten Tag${long}`);
});
