// @vitest-environment node
// The long list: what is in view is in the DOM, and nothing new moves the reader.

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { at, inputs, stage } from './stage';

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
    .poll(
      async () => {
        const now = JSON.stringify(await reading(page));
        same = now === before ? same + 1 : 0;
        before = now;
        return same;
      },
      { timeout: 5000 },
    )
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

test('a long list opens with as few rows as a short one', async () => {
  const made = async (scene: 'chat' | 'long') => {
    const page = await open(scene);
    await page.waitForSelector(at('line'));
    await stands(page);
    // The scene itself is made before; what counts is attaching and drawing it.
    await page.evaluate(() => {
      const { fake } = globalThis as never as { fake: { tell: (change: object) => void; scene: { main: object[] } } };
      const rows = { made: 0 };
      Object.assign(globalThis, { rows });
      new MutationObserver((changes) => {
        for (const change of changes)
          for (const node of change.addedNodes) if (node instanceof HTMLElement) rows.made += node.querySelectorAll('[data-key]').length;
      }).observe(document.querySelector('[data-testid=transcript]')!, { childList: true, subtree: true });
      const lines = fake.scene.main.map((line, place) => ({ ...line, key: `again-${place}` }));
      fake.tell({ part: 'entries', case: 'case-hoffmann', thread: { kind: 'main' }, lines: { op: 'reset', lines, older: false } });
    });
    await page.waitForSelector('[data-key^=again-]');
    await stands(page);
    return page.evaluate(() => (globalThis as never as { rows: { made: number } }).rows.made);
  };
  const short = await made('chat');
  expect(short).toBeGreaterThan(0);
  expect(await made('long')).toBeLessThan(short + 120);
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
  // The words: the name above them goes where the line before is by the same author.
  const words = (key: string | null) =>
    page.$eval(
      at('transcript'),
      (scroller, key) => {
        const line = [...scroller.querySelectorAll('[data-testid=line]')].find((line) => line.getAttribute('data-key') === key);
        return line ? line.getBoundingClientRect().bottom - scroller.getBoundingClientRect().top : null;
      },
      key,
    );
  const place = await words(before.key);
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
  expect(Math.abs(((await words(before.key)) ?? Infinity) - place!), `${before.key} moved`).toBeLessThan(3);
});

/** A thread of which the newest 50 lines are here; the others come when they are asked for, 200 at a time. */
async function withHistory(page: Page, count: number) {
  await page.evaluate((count) => {
    const { fake } = globalThis as never as {
      fake: { tell: (change: object) => void; execute: (input: { kind: string }) => Promise<void> };
    };
    const scroller = document.querySelector<HTMLElement>('[data-testid=transcript]')!;
    const line = (number: number) => ({
      key: `line-${number}`,
      at: 1_760_000_000_000 + number * 1000,
      body: {
        kind: 'message',
        author: number % 7 < 4 ? 'Martin Hoffmann' : 'Jana Becker',
        role: null,
        side: number % 7 < 4 ? 'contact' : 'mine',
        text: `Zeile ${number}: ${'und noch ein paar Worte '.repeat(number % 5)}`,
        state: { kind: 'sent' },
        message: `line-${number}`,
      },
    });
    const lines = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => line(from + at));
    const thread = { kind: 'main' };
    const work = { asked: [] as { above: number; screen: number }[], rowsMade: 0, jumps: [] as number[] };
    Object.assign(globalThis, { work });
    let first = count - 50;
    fake.tell({ part: 'entries', case: 'case-hoffmann', thread, lines: { op: 'reset', lines: lines(first, count), older: true } });
    const execute = fake.execute.bind(fake);
    fake.execute = async (input) => {
      if (input.kind !== 'load_older') return execute(input);
      work.asked.push({ above: scroller.scrollTop, screen: scroller.clientHeight });
      setTimeout(() => {
        const from = Math.max(0, first - 200);
        const edge = scroller.getBoundingClientRect().top;
        const read = [...scroller.querySelectorAll<HTMLElement>('[data-key]')].find(
          (row) => row.checkVisibility({ visibilityProperty: true }) && row.getBoundingClientRect().bottom > edge,
        );
        const place = read?.getBoundingClientRect().bottom ?? 0;
        fake.tell({ part: 'entries', case: 'case-hoffmann', thread, lines: { op: 'prepend', lines: lines(from, first), older: from > 0 } });
        first = from;
        // Before anything is painted.
        queueMicrotask(() => queueMicrotask(() => read && work.jumps.push(Math.abs(read.getBoundingClientRect().bottom - place))));
      }, 10);
    };
    new MutationObserver((changes) => {
      for (const change of changes)
        for (const node of change.addedNodes) if (node instanceof HTMLElement) work.rowsMade += node.querySelectorAll('[data-key]').length;
    }).observe(scroller, { childList: true, subtree: true });
  }, count);
  await page.waitForFunction((last) => document.querySelector(`[data-key=line-${last}]`), count - 1);
}

interface Work {
  asked: { above: number; screen: number }[];
  rowsMade: number;
  jumps: number[];
}
const work = (page: Page) => page.evaluate(() => (globalThis as never as { work: Work }).work);

test('who goes on scrolling up never comes to an end: the next lines are asked for screens ahead, and nothing jumps', async () => {
  const page = await open('chat', { height: 700 });
  await withHistory(page, 5000);
  await stands(page);
  expect((await work(page)).asked).toEqual([]);
  await page.hover(at('transcript'));
  const here = async () => Number(await page.getAttribute(at('transcript'), 'data-lines'));
  while ((await here()) < 1050) {
    await page.mouse.wheel(0, -1500);
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(drawn)));
  }
  await stands(page);
  const { asked, jumps } = await work(page);
  expect(await here(), 'a page for each time it was asked for').toBe(50 + 200 * asked.length);
  for (const { above, screen } of asked) expect(above, `of ${screen}`).toBeGreaterThan(screen);
  expect(Math.max(...jumps)).toBeLessThan(1.5);
  expect(await page.getAttribute(at('transcript'), 'data-following')).toBe('false');
});

test('a key that is held goes on through lines that come, one page of them after the other', async () => {
  const page = await open('chat', { height: 700 });
  await withHistory(page, 2450);
  await stands(page);
  await page.focus(at('transcript'));
  // What a keyboard does with a key that is held.
  while (Number(await page.getAttribute(at('transcript'), 'data-lines')) < 2450) {
    await page.keyboard.down('Home');
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(drawn)));
  }
  expect((await work(page)).asked.length).toBe(12);
  await page.keyboard.up('Home');
  await stands(page);
  await page.keyboard.press('Home');
  await expect.poll(() => page.$eval(at('transcript'), (scroller) => scroller.scrollTop)).toBe(0);
  expect((await reading(page)).key).toBe('line-0');
});

test('earlier lines cost by their number, not by what is there, and who has stopped reading gets no more of them', async () => {
  const page = await open('chat', { height: 700 });
  await withHistory(page, 20_000);
  const jump = async (lines: number) => {
    await page.focus(at('transcript'));
    while (Number(await page.getAttribute(at('transcript'), 'data-lines')) < lines) {
      await page.keyboard.press('Home');
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    }
    await stands(page);
  };
  await jump(1000);
  const few = await work(page);
  await jump(6000);
  const many = await work(page);
  const pages = many.asked.length - few.asked.length;
  expect((many.rowsMade - few.rowsMade) / pages, 'rows drawn for 200 lines').toBeLessThan(120);
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe('transcript');
  // At rest: nothing more is asked for.
  await page.waitForTimeout(400);
  expect((await work(page)).asked.length).toBe(many.asked.length);
  const keys = await page.$$eval(at('line'), (lines) => lines.map((line) => Number(line.getAttribute('data-key')?.slice(5))));
  expect(keys).toEqual(keys.map((_, place) => keys[0]! + place));
});

test('earlier lines that a lost connection did not bring are asked for again by the next', async () => {
  const page = await open('chat', { height: 520 });
  const many = Array.from({ length: 60 }, (_, count) => line(`line-${count}`, `Zeile ${count}`));
  await tell(page, { part: 'entries', case: 'case-hoffmann', thread: { kind: 'main' }, lines: { op: 'reset', lines: many, older: true } });
  await page.waitForFunction(() => [...document.querySelectorAll('[data-testid=line]')].at(-1)?.textContent?.includes('Zeile 59'));
  await scrollUp(page, 2800);
  const asked = async () => (await inputs(page)).filter((input) => input.kind === 'load_older').length;
  expect(await asked()).toBe(1);
  await tell(page, { part: 'connection', connection: { kind: 'connecting' } });
  await tell(page, { part: 'connection', connection: { kind: 'online' } });
  await expect.poll(asked).toBe(2);
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

const notice = (key: string, id = 'contact-returned') => ({
  key,
  at: Date.now(),
  body: { kind: 'system', phrase: { id, args: { contact: 'Martin Hoffmann' } }, private: false },
});
const shownLines = (page: Page) => page.$$eval('[data-kind=system]', (lines) => lines.map((line) => line.getAttribute('data-key')));

test('system lines are as dense as captions; from the fourth on they are one, until somebody opens it', async () => {
  const page = await open('chat');
  await append(page, notice('one'), notice('two'), notice('three'));
  await page.waitForSelector('[data-key=three]');
  expect(await shownLines(page)).toEqual(['one', 'two', 'three']);
  const heights = await page.$$eval('[data-key=two]', (lines) => lines.map((line) => [line.clientHeight, getComputedStyle(line).fontSize]));
  expect(heights).toEqual([[20, '12px']]);
  await append(page, notice('four'));
  await expect.poll(() => shownLines(page)).toEqual(['four']);
  const folded = await page.textContent('[data-key=four]');
  expect(folded?.replace(/[\u2066-\u2069]/g, '').trim()).toMatch(/^3 Meldungen · Martin Hoffmann ist wieder .+ · \d\d:\d\d$/);
  // By keys, and the keyboard stays where it is.
  await page.focus(at('fold-lines'));
  await page.keyboard.press('Enter');
  await expect.poll(() => shownLines(page)).toEqual(['one', 'two', 'three', 'four']);
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-expanded'))).toBe('true');
  await page.keyboard.press('Enter');
  await expect.poll(() => shownLines(page)).toEqual(['four']);
  // What is said between them begins anew.
  await append(page, line('said', 'Hallo?'), notice('five'));
  await expect.poll(() => shownLines(page)).toEqual(['four', 'five']);
});

test('the same words twice are announced twice, and my own not at all', async () => {
  const page = await open('chat');
  await append(page, line('a', 'Hallo?'));
  await append(page, line('b', 'Hallo?'));
  await append(page, line('c', 'Ja?', 'mine'));
  const spoken = () => page.$$eval(`${at('spoken')} p`, (lines) => lines.map((line) => line.textContent));
  await expect.poll(spoken).toEqual(['Martin Hoffmann: Hallo?', 'Martin Hoffmann: Hallo?']);
});

test('each message of a group has its author and time for whoever listens, and its time for whoever looks', async () => {
  const page = await open('chat');
  await append(page, line('a', 'Sind Sie da?'), line('b', 'Hallo?'));
  await page.waitForSelector('[data-key=b]');
  expect(await page.textContent('[data-key=b] .who')).toMatch(/Martin Hoffmann · \d\d:\d\d/);
  expect(await page.isVisible('[data-key=b] .beside')).toBe(false);
  await page.hover('[data-key=b] .bubble');
  expect(await page.textContent('[data-key=b] .beside time')).toMatch(/\d\d:\d\d/);
  expect(await page.isVisible('[data-key=b] .beside')).toBe(true);
});

test('what a contact writes stays text', async () => {
  const page = await open('hostile');
  await page.waitForSelector(at('line'));
  expect(await page.$(`${at('transcript')} script, ${at('transcript')} img, ${at('transcript')} a, ${at('context')} img`)).toBeNull();
  expect(await page.textContent(at('transcript'))).toContain('مرحبا');
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});
