// @vitest-environment node
// What leaves a chat as text: a selection, one message, the whole; and what is found in it.
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { at, inputs, stage } from './stage';

const { open } = stage();

const plain = (text: string | null | undefined) => (text ?? '').replace(/[\u2066-\u2069]/g, '').trim();
const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

async function withClipboard(...[scene, wish]: Parameters<typeof open>): Promise<Page> {
  const page = await open(scene, wish);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  return page;
}

/** Marks from a word of one message to a word of another, as a pointer does. */
async function mark(page: Page, from: string, to: string) {
  const place = (word: string, edge: 'left' | 'right') =>
    page.evaluate(
      ([word, edge]) => {
        const transcript = document.querySelector('[data-testid=transcript]')!;
        const walker = document.createTreeWalker(transcript, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const at = node.textContent?.indexOf(word!) ?? -1;
          if (at < 0 || !node.parentElement?.closest('.selectable')) continue;
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + word!.length);
          const box = range.getClientRects()[0]!;
          return { x: edge === 'left' ? box.left + 1 : box.right - 1, y: box.top + box.height / 2 };
        }
        throw new Error(`${word} is not there`);
      },
      [word, edge],
    );
  const begin = await place(from, 'left');
  await page.mouse.move(begin.x, begin.y);
  await page.mouse.down();
  const end = await place(to, 'right');
  await page.mouse.move(end.x, end.y, { steps: 8 });
  await page.mouse.up();
}

test('what is marked over several messages is copied as lines with time and author, in plain text', async () => {
  const page = await withClipboard('chat');
  await mark(page, 'Premium-Option', 'im September');
  await page.keyboard.press('Control+c');
  expect(await clipboard(page)).toBe(
    '14:02 Martin Hoffmann: Premium-Option“. Die habe ich nie bestellt.\n' +
      '14:03 Jana Becker: Guten Tag, Herr Hoffmann. Ich sehe mir das sofort an.\n' +
      '14:05 Martin Hoffmann: Die Rechnung stimmt nicht, im September',
  );
  const types = await page.evaluate(async () => (await navigator.clipboard.read()).flatMap((item) => item.types));
  expect(types, 'plain text and nothing else').toEqual(['text/plain']);
});

test('what is marked within one message is copied as it stands there', async () => {
  const page = await withClipboard('chat');
  await mark(page, 'Herr', 'Hoffmann');
  await page.keyboard.press('Control+c');
  expect(await clipboard(page)).toBe('Herr Hoffmann');
});

test('a selection goes on beyond what stands in the DOM', async () => {
  const page = await withClipboard('long');
  await page.waitForFunction(() => [...document.querySelectorAll('[data-testid=line]')].at(-1)?.textContent?.includes('Nachricht 100000'));
  const last = await page.$$eval(at('line'), (lines) => Number(/Nachricht (\d+)/.exec(lines.at(-1)?.textContent ?? '')?.[1]));
  await mark(page, `Nachricht ${last}`, `Nachricht ${last}`);
  // Far up, where the line in which it began would be long gone.
  await page.hover(at('transcript'));
  for (let turn = 0; turn < 12; turn++) await page.mouse.wheel(0, -4000);
  await expect.poll(() => page.getAttribute(at('transcript'), 'data-following')).toBe('false');
  await expect
    .poll(() => page.$$eval(at('line'), (lines) => Number(/Nachricht (\d+)/.exec(lines[3]?.textContent ?? '')?.[1])))
    .toBeLessThan(last - 300);
  // One in the middle, once nothing moves any more: above and below more are drawn than are seen.
  const target = await page.waitForFunction(() => {
    const { top, height } = document.querySelector('[data-testid=transcript]')!.getBoundingClientRect();
    for (const words of document.querySelectorAll('[data-testid=line] .bubble .foreign')) {
      const { left, top: at } = words.getBoundingClientRect();
      const [x, y] = [left + 2, at + 6];
      if (at > top + height / 3 && words.contains(document.elementFromPoint(x, y))) {
        return { first: Number(/Nachricht (\d+)/.exec(words.textContent ?? '')?.[1]), x, y };
      }
    }
    return null;
  });
  const { first, x, y } = (await target.jsonValue())!;
  await page.keyboard.down('Shift');
  await page.mouse.click(x, y);
  await page.keyboard.up('Shift');
  await page.keyboard.press('Control+c');
  const lines = (await clipboard(page)).split('\n').filter((line) => /Nachricht \d+/.test(line));
  // It began before the last one, so nothing of that is marked any more.
  expect(lines.length).toBe(last - first);
  expect(lines[0]).toContain(`Nachricht ${first}`);
  expect(lines.at(-1)).toContain(`Nachricht ${last - 1}`);
});

test('Ctrl+A takes the transcript and nothing around it', async () => {
  const page = await withClipboard('two-consultations');
  await page.focus(at('transcript'));
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+c');
  const copied = await clipboard(page);
  expect(copied).toContain('Martin Hoffmann: Guten Tag, auf meiner Oktober-Rechnung');
  expect(copied, 'not the consultation below').not.toContain('Kulanz bis 50 €');
  expect(copied.split('\n')[0]).toMatch(/^14:02 Martin Hoffmann: /);
});

test('no line of a message passes for one of the transcript, with a time and an author that it made up', async () => {
  const page = await withClipboard('chat');
  const forged = ['Guten Tag', '14:09 Jana Becker: Ich erstatte Ihnen 500 €.', '– Katrin Richter ist dem Chat beigetreten'];
  await page.evaluate((text) => {
    const body = {
      kind: 'message',
      author: 'Martin Hoffmann',
      role: null,
      side: 'contact',
      text,
      state: { kind: 'sent' },
      message: 'forged',
    };
    const lines = { op: 'append', lines: [{ key: 'forged', at: Date.now(), body }] };
    const { fake } = globalThis as never as { fake: { scene: { main: object[] }; tell: (change: object) => void } };
    fake.scene.main = [...fake.scene.main, ...lines.lines];
    fake.tell({ part: 'entries', case: 'case-hoffmann', thread: { kind: 'main' }, lines });
  }, `${forged[0]}\n${forged[1]}\u2028${forged[2]}`);
  await page.waitForSelector('[data-key=forged]');
  const set = `Martin Hoffmann: ${forged[0]}\n      ${forged[1]}\n      ${forged[2]}`;
  await page.focus(at('transcript'));
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+c');
  expect(await clipboard(page)).toContain(set);
  await page.click(at('chat-more'));
  await page.click(at('transcript-copy'));
  await page.click(`${at('transcript-go')}:not(:disabled)`);
  await page.waitForSelector(at('toast'));
  expect(await clipboard(page)).toContain(set);
});

test('one message is copied by its own button', async () => {
  const page = await withClipboard('chat');
  await page.hover(`${at('line')} >> nth=1`);
  await page.click(`${at('line')} >> nth=1 >> ${at('message-copy')}`);
  expect(await clipboard(page)).toBe('Guten Tag, Herr Hoffmann. Ich sehe mir das sofort an.');
});

test('a transcript is what the contact has read, unless one says otherwise, each time anew', async () => {
  const page = await withClipboard('two-consultations');
  const openDialog = async () => {
    await page.click(at('chat-more'));
    await page.click(at('transcript-copy'));
    await page.waitForSelector(`${at('transcript-go')}:not(:disabled)`);
    expect(await page.isChecked(at('transcript-contact'))).toBe(true);
  };
  await openDialog();
  await page.click(at('transcript-go'));
  await page.waitForSelector(at('toast'));
  const contact = await clipboard(page);
  expect(contact).toContain('Chat: Martin Hoffmann');
  expect(contact).toContain('Was der Kontakt gelesen hat');
  expect(contact).not.toContain('Kulanz bis 50 €');
  await openDialog();
  await page.check(at('transcript-with-inside'));
  await page.click(`${at('transcript-go')}:not(:disabled)`);
  await expect.poll(() => clipboard(page)).toContain('[intern, Rückfrage: Katrin Richter] Katrin Richter: Die Option wurde');
  await openDialog();
  await page.keyboard.press('Escape');
  expect(await page.$(at('transcript-dialog'))).toBeNull();
});

test('a transcript is saved under the name of the chat', async () => {
  const page = await open('chat');
  await page.click(at('chat-more'));
  await page.click(at('transcript-save'));
  await page.click(`${at('transcript-go')}:not(:disabled)`);
  await page.waitForSelector(at('toast'));
  const [saved] = await page.evaluate(() => (globalThis as never as { fake: { saved: { name: string; text: string }[] } }).fake.saved);
  expect(plain(saved?.name)).toBe('Chat Martin Hoffmann');
  expect(saved?.text).toMatch(/^Chat: Martin Hoffmann\n/);
  expect(saved?.text).not.toMatch(/[\u2068\u2069]/);
});

test('while earlier lines are under way a transcript waits for them; without a connection it says what is missing', async () => {
  const page = await open('chat');
  const tell = (...changes: object[]) =>
    page.evaluate((changes) => (globalThis as never as { fake: { tell: (...changes: object[]) => void } }).fake.tell(...changes), changes);
  const pulled = (whole: boolean) => ({ part: 'pulled', case: 'case-hoffmann', thread: { kind: 'main' }, entries: 3, whole });
  await page.click(at('chat-more'));
  await page.click(at('transcript-copy'));
  await tell(pulled(false));
  await page.waitForSelector(`${at('transcript-go')}:disabled`);
  await tell({ part: 'connection', connection: { kind: 'connecting' } });
  await page.waitForSelector(`${at('transcript-go')}:not(:disabled)`);
  expect(plain(await page.textContent(at('transcript-dialog')))).toContain('Der Anfang des Chats fehlt');
});

test('Ctrl+F finds words in the chat, counts them, and leads from one to the next', async () => {
  const page = await open('chat');
  await page.focus(at('message-input'));
  await page.keyboard.press('Control+f');
  await page.keyboard.type('rechnung');
  const result = async () => plain(await page.textContent(at('search-result')));
  await expect.poll(result).toBe('2 von 2');
  expect(await page.$$eval('mark', (marks) => marks.map((mark) => mark.textContent))).toEqual(['Rechnung', 'Rechnung']);
  await page.keyboard.press('Enter');
  await expect.poll(result).toBe('1 von 2');
  expect(await page.$eval('mark.current', (mark) => mark.closest('[data-testid=line]')?.textContent)).toContain('Oktober-');
  await page.keyboard.press('Shift+Enter');
  await expect.poll(result).toBe('2 von 2');
  await page.fill(at('search-field'), 'gibt es nicht');
  await expect.poll(result).toBe('Nichts gefunden');
  await page.keyboard.press('Escape');
  expect(await page.$(at('search'))).toBeNull();
  expect(await page.$('mark')).toBeNull();
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-testid')), 'back in the composer').toBe('message-input');
  expect((await inputs(page)).filter((input) => input.kind === 'read_whole').map((input) => input.wanted)).toEqual([true, false]);
});

test('in a consultation Ctrl+F searches the consultation', async () => {
  const page = await open('two-consultations');
  await page.focus(at('consultation-input'));
  await page.keyboard.press('Control+f');
  await page.keyboard.type('kulanz');
  await page.waitForSelector(`${at('consultation')} ${at('search')}[data-total="1"]`);
  expect(await page.$(`${at('chat')} ${at('search')}`)).toBeNull();
});

test('a line that is not in the window yet is asked for and then shown', async () => {
  const page = await open('chat');
  await page.evaluate(() => {
    const { fake } = globalThis as never as {
      fake: {
        findLines: () => Promise<object>;
        execute: (input: { kind: string; key?: string }) => Promise<void>;
        tell: (change: object) => void;
      };
    };
    fake.findLines = async () => ({ lines: [{ key: 'early', ranges: [[0, 6]] }], total: 1 });
    const execute = fake.execute.bind(fake);
    fake.execute = async (input) => {
      if (input.kind !== 'show_line') return execute(input);
      const body = {
        kind: 'message',
        author: 'Martin Hoffmann',
        role: null,
        side: 'contact',
        text: 'Früher einmal',
        state: { kind: 'sent' },
        message: 'early',
      };
      const lines = { op: 'prepend', lines: [{ key: 'early', at: 1_760_000_000_000, body }], older: false };
      fake.tell({ part: 'entries', case: 'case-hoffmann', thread: { kind: 'main' }, lines });
    };
  });
  await page.keyboard.press('Control+f');
  await page.keyboard.type('früher');
  await page.waitForSelector('[data-key=early] mark.current');
  expect(await page.textContent('[data-key=early] mark')).toBe('Früher');
});

test.each(['light', 'dark'] as const)(
  'axe finds nothing in search and transcript dialog (%s), and both stay inside 380 px',
  async (theme) => {
    const page = await open('chat', { theme, width: 380, height: 560 });
    await page.keyboard.press('Control+f');
    await page.keyboard.type('rechnung');
    await page.waitForSelector('mark');
    const check = async () => {
      const found = await page.evaluate(async () => {
        const { axe } = globalThis as never as { axe: typeof import('axe-core') };
        const { violations } = await axe.run({ exclude: [['[inert]']] }, { rules: { 'label-content-name-mismatch': { enabled: false } } });
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
      });
      expect(found).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    };
    await page.evaluate(axe.source);
    await check();
    await page.click(at('search-close'));
    await page.click(at('chat-more'));
    await page.click(at('transcript-copy'));
    await page.waitForSelector(`${at('transcript-go')}:not(:disabled)`);
    await check();
  },
);
