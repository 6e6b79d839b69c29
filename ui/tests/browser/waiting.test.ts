// @vitest-environment node
// The chats that wait in a queue: the list opens where its agents may choose, is used by keys, and moves no row.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { FakeBackend } from '../../src/backend/fake';
import type { WaitingRow } from '../../src/generated/WaitingRow';
import type { WaitingView } from '../../src/generated/WaitingView';
import { at, inputs, stage } from './stage';

const { open } = stage();

const BILLING = `${at('queue')}[data-queue=billing]`;
const row = (name: string) => `${at('waiting-row')}[data-case=case-${name}]`;
const focused = (page: Page) =>
  page.evaluate(() => {
    const active = document.activeElement as HTMLElement | null;
    return active?.dataset.queue ?? active?.closest<HTMLElement>('[data-testid=waiting-row]')?.dataset.case ?? active?.dataset.testid;
  });

/** The desktop says what the list is now. */
async function told(page: Page, change: Partial<WaitingView> | null, rows: Record<string, Partial<WaitingRow>> = {}): Promise<void> {
  await page.evaluate(
    ({ change, rows }) => {
      const { fake } = globalThis as never as { fake: FakeBackend };
      const waiting = fake.scene.waiting!;
      const changed = waiting.rows.map((row) => ({ ...row, ...rows[row.case] }));
      fake.tell({ part: 'waiting', waiting: change === null ? null : { ...waiting, rows: changed, ...change } });
    },
    { change, rows },
  );
}

test('only a queue whose agents may choose opens', async () => {
  const page = await open('chat');
  expect(await page.$eval(BILLING, (queue) => queue.tagName)).toBe('BUTTON');
  expect(await page.$eval(`${at('queue')}[data-queue=tech]`, (queue) => queue.tagName)).toBe('DIV');
});

test('opened by a key: arrows move, Enter takes, and Escape leads back to the queue', async () => {
  const page = await open('chat');
  await page.focus(BILLING);
  await page.keyboard.press('Enter');
  await page.waitForSelector(row('ackermann'));
  await expect.poll(() => focused(page)).toBe('case-ackermann');
  await page.keyboard.press('ArrowUp');
  expect(await focused(page), 'there is no row above').toBe('case-ackermann');
  await page.keyboard.press('ArrowDown');
  expect(await focused(page)).toBe('case-brandt');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await inputs(page)).at(-1)).toEqual({ kind: 'do', command: { kind: 'take_chat', case: 'case-brandt' } });
  await page.keyboard.press('Escape');
  await page.waitForSelector(at('waiting'), { state: 'detached' });
  await expect.poll(() => focused(page)).toBe('billing');
  expect((await inputs(page)).at(-1)).toEqual({ kind: 'waiting', queue: null });
});

test('what is on its way or gone is not taken once more, and keeps the keyboard and its place', async () => {
  // Here the list lies above its queue.
  const page = await open('window');
  await page.click(BILLING);
  await expect.poll(() => focused(page)).toBe('case-ackermann');
  const before = await page.locator(row('sommer')).boundingBox();
  await page.evaluate(() => {
    const { fake } = globalThis as never as { fake: FakeBackend };
    const waiting = fake.scene.waiting!;
    const fresh = { ...waiting.rows[0]!, case: 'case-fresh', contact: 'Nora Fuchs' };
    fake.scene.waiting = { ...waiting, rows: [...waiting.rows, fresh] };
  });
  await told(page, {}, { 'case-ackermann': { state: 'busy' } });
  await page.waitForSelector(row('fresh'));
  await page.waitForSelector(`${row('ackermann')}[data-state=busy]`);
  await page.keyboard.press('Enter');
  await told(page, {}, { 'case-ackermann': { state: 'gone' } });
  await page.waitForSelector(`${row('ackermann')}[data-state=gone]`);
  await page.keyboard.press('Enter');
  expect(await focused(page)).toBe('case-ackermann');
  expect(await page.locator(row('sommer')).boundingBox()).toEqual(before);
  expect((await inputs(page)).filter((input) => input.kind === 'do')).toEqual([]);
});

test('a refusal is said at its row, and it can be tried again', async () => {
  const page = await open('chat');
  await page.click(BILLING);
  expect(await page.textContent(`${row('lorenz')} ${at('waiting-refused')}`)).toBe('Sie haben keinen freien Platz für noch einen Chat.');
  await page.click(`${row('lorenz')} ${at('waiting-take')}`);
  await expect.poll(async () => (await inputs(page)).at(-1)).toEqual({ kind: 'do', command: { kind: 'take_chat', case: 'case-lorenz' } });
});

test('taken: the list closes, and one writes in the chat that opens', async () => {
  const page = await open('chat');
  await page.focus(BILLING);
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page)).toBe('case-ackermann');
  await page.keyboard.press('Enter');
  await page.evaluate(() => {
    const { fake } = globalThis as never as { fake: FakeBackend };
    const chat = { ...fake.scene.chat!, case: 'case-ackermann', contact: 'Ruth Ackermann' };
    fake.tell({ part: 'waiting', waiting: null }, { part: 'chat', chat });
  });
  await page.waitForSelector(at('waiting'), { state: 'detached' });
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe('message-input');
});

test('that nobody waits, that more do, or that one may not look any more is said', async () => {
  const page = await open('chat');
  await page.click(BILLING);
  expect(await page.textContent(at('waiting-more'))).toContain('weitere');
  await told(page, { rows: [], more: 0 });
  expect(await page.textContent(at('waiting-nobody'))).toBe('Niemand wartet, den Sie übernehmen können.');
  await told(page, { rows: [], more: 0, told: 'not_allowed' });
  expect(await page.textContent(at('waiting-not-allowed'))).toContain('nicht mehr selbst übernehmen');
});

test('an offer says that the contact’s page has no connection', async () => {
  const page = await open('invitation');
  expect(await page.textContent(at('invitation-interrupted'))).toBe('Die Seite des Kontakts hat gerade keine Verbindung.');
});
