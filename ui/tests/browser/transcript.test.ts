// @vitest-environment node
// The long list: what is in view is in the DOM, and nothing new moves the reader.

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { at, stage } from './stage';

const { open } = stage();

const rows = (page: Page) => page.$$eval(at('line'), (lines) => lines.length);
const newest = (page: Page) => page.$$eval(at('line'), (lines) => lines.at(-1)?.textContent ?? '');
const gap = (page: Page) => page.$eval(at('transcript'), (scroller) => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight);
const tell = (page: Page, change: object) =>
  page.evaluate((change) => (globalThis as never as { fake: { tell: (change: object) => void } }).fake.tell(change), change);
const line = (key: string, text: string, side = 'contact') => ({
  key,
  at: Date.now(),
  body: {
    kind: 'message',
    author: side === 'contact' ? 'Martin Hoffmann' : 'Jana Becker',
    role: null,
    side,
    text,
    state: { kind: 'sent' },
    message: key,
  },
});
const append = (page: Page, ...lines: object[]) =>
  tell(page, { part: 'entries', case: 'case-hoffmann', thread: { kind: 'main' }, lines: { op: 'append', lines } });

/** The line at the top of the view and how far it is cut off. */
const reading = (page: Page) =>
  page.$eval(at('transcript'), (scroller) => {
    const edge = scroller.getBoundingClientRect().top;
    const line = [...scroller.querySelectorAll('[data-testid=line]')].find((line) => line.getBoundingClientRect().bottom > edge)!;
    return { key: line.getAttribute('data-key'), top: Math.round(line.getBoundingClientRect().top - edge) };
  });

/** The view has not moved for a while: rows that came into it have been measured. */
async function stands(page: Page) {
  let before = '';
  let same = 0;
  await expect
    .poll(async () => {
      const now = JSON.stringify(await reading(page));
      same = now === before ? same + 1 : 0;
      before = now;
      return same;
    })
    .toBeGreaterThanOrEqual(3);
}

async function scrollUp(page: Page, by: number) {
  await page.hover(at('transcript'));
  // A view that is just being brought to its end takes the first turn of the wheel back.
  await expect
    .poll(async () => {
      await page.mouse.wheel(0, -by);
      return page.getAttribute(at('transcript'), 'data-following');
    })
    .toBe('false');
  await stands(page);
}

test('100,000 messages open at the newest, with a few dozen rows in the DOM', async () => {
  const page = await open('long');
  await page.waitForFunction(() => [...document.querySelectorAll('[data-testid=line]')].at(-1)?.textContent?.includes('Nachricht 100000'));
  expect(await page.getAttribute(at('transcript'), 'data-lines')).toBe('100000');
  expect(await rows(page)).toBeLessThan(60);
  await expect.poll(() => gap(page)).toBeLessThan(2);
  for (let press = 0; press < 20; press++) await page.mouse.wheel(0, -4000);
  expect(await rows(page)).toBeLessThan(60);
});

test('a short list and a long one open in about the same time', async () => {
  const time = async (scene: 'chat' | 'long') => {
    const page = await open(scene);
    await page.waitForSelector(at('line'));
    // The scene itself is made before; what counts is attaching and drawing it.
    return page.evaluate(async () => {
      const { fake } = globalThis as never as { fake: { tell: (change: object) => void; scene: { main: object[] } } };
      const started = performance.now();
      fake.tell({
        part: 'entries',
        case: 'case-hoffmann',
        thread: { kind: 'main' },
        lines: { op: 'reset', lines: fake.scene.main, older: false },
      });
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
      return performance.now() - started;
    });
  };
  const short = await time('chat');
  const long = await time('long');
  expect(long, `short ${short} ms, long ${long} ms`).toBeLessThan(short + 400);
});

test('the view follows the newest message', async () => {
  const page = await open('chat');
  for (let count = 0; count < 30; count++) await append(page, line(`new-${count}`, `Neue Nachricht ${count}`));
  await page.waitForFunction(() => [...document.querySelectorAll('[data-testid=line]')].at(-1)?.textContent?.includes('Neue Nachricht 29'));
  await expect.poll(() => gap(page)).toBeLessThan(2);
  expect(await page.$(at('new-messages'))).toBeNull();
});

test('new messages leave a reader who scrolled up where they are; a pill counts them and leads there', async () => {
  const page = await open('long');
  await page.waitForFunction(() => [...document.querySelectorAll('[data-testid=line]')].at(-1)?.textContent?.includes('Nachricht 100000'));
  await scrollUp(page, 3000);
  const before = await reading(page);
  await append(page, line('new-1', 'Hallo?'));
  await append(page, line('new-2', 'Sind Sie noch da?'), line('new-3', 'Bitte antworten Sie.'));
  await page.waitForSelector(at('new-messages'));
  expect((await page.textContent(at('new-messages')))?.replace(/[\u2066-\u2069]/g, '').trim()).toBe('3 neue Nachrichten');
  expect(await reading(page)).toEqual(before);
  await page.click(at('new-messages'));
  await expect.poll(() => newest(page)).toContain('Bitte antworten Sie.');
  await expect.poll(() => gap(page)).toBeLessThan(2);
  expect(await page.$(at('new-messages'))).toBeNull();
});

test('my own message brings the view to its end', async () => {
  const page = await open('long');
  await page.waitForFunction(() => [...document.querySelectorAll('[data-testid=line]')].at(-1)?.textContent?.includes('Nachricht 100000'));
  await scrollUp(page, 3000);
  await page.fill(at('message-input'), 'Ich bin da.');
  await page.press(at('message-input'), 'Enter');
  await expect.poll(() => newest(page)).toContain('Ich bin da.');
  await expect.poll(() => gap(page)).toBeLessThan(2);
});

test('earlier messages that are loaded stand above, without moving what is read', async () => {
  const page = await open('chat', { height: 520 });
  const many = Array.from({ length: 60 }, (_, count) => line(`line-${count}`, `Zeile ${count}`));
  await tell(page, { part: 'entries', case: 'case-hoffmann', thread: { kind: 'main' }, lines: { op: 'reset', lines: many, older: true } });
  await page.waitForFunction(() => [...document.querySelectorAll('[data-testid=line]')].at(-1)?.textContent?.includes('Zeile 59'));
  await scrollUp(page, 2800);
  const asked = await page.evaluate(
    () =>
      (globalThis as never as { fake: { inputs: { kind: string }[] } }).fake.inputs.filter((input) => input.kind === 'load_older').length,
  );
  expect(asked).toBe(1);
  const before = await reading(page);
  const older = Array.from({ length: 50 }, (_, count) =>
    line(`older-${count}`, `Früher ${count}, etwas länger, damit die Zeile eine andere Höhe bekommt als geschätzt wurde`),
  );
  await tell(page, {
    part: 'entries',
    case: 'case-hoffmann',
    thread: { kind: 'main' },
    lines: { op: 'prepend', lines: older, older: false },
  });
  await page.waitForFunction(() => document.querySelector('[data-testid=transcript]')?.getAttribute('data-lines') === '110');
  await stands(page);
  const top = await page.$eval(
    at('transcript'),
    (scroller, key) => {
      const line = [...scroller.querySelectorAll('[data-testid=line]')].find((line) => line.getAttribute('data-key') === key);
      return line ? line.getBoundingClientRect().top - scroller.getBoundingClientRect().top : null;
    },
    before.key,
  );
  expect(Math.abs((top ?? Infinity) - before.top), `${before.key} moved`).toBeLessThan(3);
});

test('where the reader is, is told, and a chat opens again there', async () => {
  const page = await open('long');
  await page.waitForFunction(() => [...document.querySelectorAll('[data-testid=line]')].at(-1)?.textContent?.includes('Nachricht 100000'));
  await scrollUp(page, 5000);
  const before = await reading(page);
  const last = () =>
    page.evaluate(
      () =>
        (globalThis as never as { fake: { inputs: { kind: string; anchor?: { kind: string; key?: string } }[] } }).fake.inputs
          .filter((input) => input.kind === 'scrolled')
          .at(-1)?.anchor,
    );
  await expect.poll(async () => (await last())?.kind).toBe('at');
  const anchor = await last();
  await page.evaluate((anchor) => {
    const { fake } = globalThis as never as { fake: { tell: (...changes: object[]) => void; scene: { chat: object; main: object[] } } };
    const chat = { ...fake.scene.chat, scroll: anchor };
    fake.tell({ part: 'chat', chat: null });
    fake.tell(
      { part: 'chat', chat },
      { part: 'entries', case: 'case-hoffmann', thread: { kind: 'main' }, lines: { op: 'reset', lines: fake.scene.main, older: false } },
    );
  }, anchor);
  await expect.poll(async () => (await reading(page)).key).toBe(before.key);
});

test('the typing line comes and goes without moving anything', async () => {
  const page = await open('chat', { height: 480 });
  const typing = (names: string[]) => tell(page, { part: 'typing', case: 'case-hoffmann', thread: { kind: 'main' }, names });
  await typing([]);
  const before = await reading(page);
  await typing(['Martin Hoffmann', 'Katrin Richter']);
  await page.waitForSelector('text=schreiben …');
  expect(await reading(page)).toEqual(before);
});

test('what a contact writes stays text', async () => {
  const page = await open('hostile');
  await page.waitForSelector(at('line'));
  expect(await page.$(`${at('transcript')} script, ${at('transcript')} img, ${at('transcript')} a, ${at('context')} img`)).toBeNull();
  expect(await page.textContent(at('transcript'))).toContain('مرحبا');
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});
