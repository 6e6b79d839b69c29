// @vitest-environment node
// The Team view: in the place of the chat, by keyboard alone, with no more rows than can be seen, and back where the caret was.
import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { FakeBackend } from '../../src/backend/fake';
import { at, inputs, stage } from './stage';
import { unfold } from './unfold';

const { open } = stage();

const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? document.activeElement?.tagName);
const row = (agent: string) => `${at('team-row')}[data-agent=agent-${agent}]`;
const plain = (text: string | null) => (text ?? '').replace(/[\u2066-\u2069]/g, '').trim();

/** What others are doing has changed. */
const told = (page: Page, version: number) =>
  page.evaluate((version) => (globalThis as never as { fake: FakeBackend }).fake.tell({ part: 'others', version }), version);

test('it says who does what and for how long, and follows', async () => {
  const page = await open('team');
  await unfold(page, 'team');
  expect(plain(await page.textContent(`${row('frieda')} .word`))).toBe('Nicht bereit: Mittagspause');
  expect(plain(await page.textContent(`${row('frieda')} .since`))).toBe('seit 12 min');
  await page.evaluate(() => {
    const { fake } = globalThis as never as { fake: FakeBackend };
    fake.teamView.becomes('frieda', {
      presence: 'ready',
      word: { id: 'presence-ready', args: { chats: 0 } },
      part: 'ready',
      minutes: 0,
      chats: 0,
    });
  });
  await told(page, 1);
  await page.waitForSelector(`${row('frieda')}[data-presence=ready]`);
  expect(plain(await page.textContent(at('team-part-ready')))).toContain('4');
  if (process.env.PICTURES) {
    mkdirSync(process.env.PICTURES, { recursive: true });
    for (const [name, wish] of [
      ['team-light', {}],
      ['team-dark', { theme: 'dark' }],
      ['team-narrow', { width: 420, height: 700 }],
      ['team-900-en', { width: 900, height: 700, lang: 'en' }],
    ] as const) {
      const shown = await open('team', wish);
      await unfold(shown, 'team');
      await shown.hover(row('rita'));
      await shown.screenshot({ path: `${process.env.PICTURES}/${name}.png` });
    }
  }
});

test('by keyboard: opened, searched, gone through, and back where the caret was', async () => {
  const page = await open('chat');
  await page.focus(at('message-input'));
  await page.keyboard.press('Control+Shift+T');
  await page.waitForSelector(at('team-row'));
  expect(await focused(page)).toBe('team-search');
  expect(await page.isVisible(at('chat'))).toBe(false);
  await page.keyboard.type('rita');
  await page.waitForFunction(() => document.querySelectorAll('[data-testid=team-row]').length === 1);
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => document.querySelectorAll('[data-testid=team-row]').length > 5);
  await page.keyboard.press('ArrowDown');
  expect(await focused(page)).toBe('team-rows');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  const active = () =>
    page.$eval(at('team-rows'), (grid) => document.getElementById(grid.getAttribute('aria-activedescendant')!)?.dataset.agent);
  expect(await active()).toBe('agent-rita');
  await page.keyboard.press('Escape');
  await page.waitForSelector(at('message-input'));
  await page.waitForFunction(() => document.activeElement?.getAttribute('data-testid') === 'message-input');
  expect((await inputs(page)).filter((input) => input.kind === 'team')).toEqual([
    { kind: 'team', open: true },
    { kind: 'team', open: false },
  ]);
});

test('a colleague is consulted about the chat that was selected last, and the question is still to be written', async () => {
  const page = await open('chat');
  await page.click(at('team-open'));
  await page.waitForSelector(row('rita'));
  await page.focus(at('team-rows'));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForSelector(at('communicator-search'));
  expect(await page.inputValue(at('communicator-search'))).toBe('Rita Maurer');
  expect(await page.isVisible(at('chat'))).toBe(true);
  expect((await inputs(page)).some((input) => input.kind === 'do')).toBe(false);
});

test('a chat that is shown meanwhile takes its place', async () => {
  const page = await open('chat');
  await page.click(at('team-open'));
  await page.waitForSelector(at('team-row'));
  await page.evaluate(() => {
    const { fake } = globalThis as never as { fake: FakeBackend };
    void fake.execute({ kind: 'team', open: false });
  });
  await page.waitForSelector(at('chat'));
  expect(await page.$(at('team'))).toBeNull();
});

test('of ten thousand no more rows are there than can be seen, and one event touches one row', async () => {
  const page = await open('team');
  await page.evaluate(() => (globalThis as never as { fake: FakeBackend }).fake.teamView.fill(10_000));
  await unfold(page, 'team');
  const rows = () => page.$$eval('[data-testid=team-row]', (all) => all.length);
  expect(await rows()).toBeLessThan(40);
  await page.$eval(at('team-rows'), (grid) => grid.scrollTo(0, 200_000));
  await page.waitForFunction(() => document.querySelector('[data-testid=team-row]')?.getAttribute('data-agent') !== 'agent-0');
  expect(await rows()).toBeLessThan(40);
  const seen = await page.$$eval('[data-testid=team-row]', (all) => all.map((row) => (row as HTMLElement).dataset.agent!));
  const touched = await page.evaluate(async (agent) => {
    const { fake } = globalThis as never as { fake: FakeBackend };
    const touched = new Set<string>();
    const observer = new MutationObserver((changes) => {
      for (const { target, attributeName, oldValue } of changes) {
        const element = target instanceof Element ? target : target.parentElement;
        const row = element?.closest<HTMLElement>('[data-testid=team-row]');
        // An attribute that is written as it was is no change.
        const same = attributeName !== null && element?.getAttribute(attributeName) === oldValue;
        if (row && !same) touched.add(row.dataset.agent!);
      }
    });
    observer.observe(document.querySelector('[data-testid=team-rows]')!, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeOldValue: true,
      characterData: true,
    });
    const lunch = { id: 'presence-reason', args: { reason: 'Mittagspause', chats: 0 } };
    fake.teamView.becomes(agent.replace('agent-', ''), { presence: 'away', word: lunch, part: 'not_ready', minutes: 3, chats: 0 });
    fake.tell({ part: 'others', version: 9 });
    while (!document.querySelector(`[data-agent="${agent}"][data-presence=away]`)) await new Promise((done) => setTimeout(done, 5));
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    observer.disconnect();
    return [...touched];
  }, seen[8]!);
  expect(touched).toEqual([seen[8]]);
});
