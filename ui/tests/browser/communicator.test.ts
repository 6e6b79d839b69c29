// @vitest-environment node
// The Team Communicator while others do this and that.

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { FakeBackend } from '../../src/backend/fake';
import { at, inputs, stage } from './stage';

const { open } = stage();

test('whoever has scrolled through the rows stays there while presence is told anew', async () => {
  const page = await open('chat', { height: 480 });
  await page.click(at('tool-consult'));
  await page.waitForSelector(at('target-row'));
  const bottom = await page.$eval(at('communicator-rows'), (rows) => {
    rows.scrollTop = rows.scrollHeight;
    return rows.scrollTop;
  });
  expect(bottom).toBeGreaterThan(50);
  await page.evaluate(() => {
    const fake = (globalThis as unknown as { fake: FakeBackend }).fake;
    const counted = globalThis as unknown as { asked: number };
    const real = fake.findTargets.bind(fake);
    counted.asked = 0;
    fake.findTargets = async (question) => {
      const found = await real(question);
      counted.asked += 1;
      // As over the wire: the same rows, made anew.
      return structuredClone(found);
    };
  });
  await page.waitForFunction(() => (globalThis as unknown as { asked: number }).asked >= 2);
  expect(await page.$eval(at('communicator-rows'), (rows) => rows.scrollTop)).toBe(bottom);
  // Another choice is brought into view.
  await page.keyboard.press('ArrowDown');
  await page.waitForFunction((bottom) => document.querySelector('[data-testid=communicator-rows]')!.scrollTop < bottom, bottom);
});

const chosen = (page: Page) => page.$eval(`${at('target-row')}[aria-selected=true]`, (row) => row.getAttribute('data-target'));
const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('data-testid'));
const asked = async (page: Page, kind: string) => (await inputs(page)).filter((input) => input.kind === kind);

test('of a thousand targets a hundred are in the page, by scrolling and by arrows', async () => {
  const page = await open('chat');
  await page.evaluate(() => {
    (globalThis as unknown as { fake: FakeBackend }).fake.team.crowd = 1_000;
  });
  await page.click(at('tool-consult'));
  await page.waitForSelector(at('target-row'));
  expect(await page.locator(at('target-row')).count()).toBe(10);
  await page.click(at('communicator-more'));
  await page.waitForFunction(() => document.querySelectorAll('[data-testid=target-row]').length === 100);
  expect(await page.getAttribute(`${at('communicator')} [role=grid]`, 'aria-rowcount')).toBe('1011');
  // To the middle at once, and on in small steps: there is always something to read.
  const inView = () =>
    page.evaluate(() => {
      const box = document.querySelector('[data-testid=communicator-rows]')!.getBoundingClientRect();
      const rows = [...document.querySelectorAll('[data-testid=target-row]')].map((row) => row.getBoundingClientRect());
      return rows.filter((row) => row.bottom > box.top && row.top < box.bottom).length;
    });
  const scrollBy = (by: number) =>
    page.$eval(at('communicator-rows'), (rows, by) => rows.scrollTo({ top: by < 0 ? rows.scrollHeight : rows.scrollTop + by }), by);
  await scrollBy(24_000);
  await expect.poll(inView).toBeGreaterThan(3);
  // What was chosen stays so, and draws nobody back.
  expect(await page.$eval(at('communicator-rows'), (rows) => rows.scrollTop)).toBeGreaterThanOrEqual(24_000);
  expect(await page.getAttribute(at('communicator-words'), 'aria-label')).toContain('Kulanz');
  for (let step = 0; step < 5; step++) {
    await scrollBy(2_000);
    await expect.poll(inView).toBeGreaterThan(3);
    expect(await page.locator(at('target-row')).count()).toBeLessThanOrEqual(100);
  }
  await scrollBy(-1);
  await page.waitForSelector(`${at('target-row')}[aria-rowindex='1011']`);
  // Up from the first row is the last one, down from there the first.
  await page.$eval(at('communicator-rows'), (rows) => rows.scrollTo({ top: 0 }));
  await page.waitForSelector(`${at('target-row')}[aria-rowindex='1']`);
  await page.click(`${at('target-row')}[aria-rowindex='1']`);
  await page.keyboard.press('ArrowUp');
  await expect.poll(() => chosen(page)).toBe('agent-agent-00999');
  await page.keyboard.press('ArrowUp');
  await expect.poll(() => chosen(page)).toBe('agent-agent-00998');
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => chosen(page)).toBe('agent-agent-00999');
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => chosen(page)).toBe('skill-goodwill');
});

test('headings for each kind can be left out', async () => {
  const page = await open('chat');
  await page.click(at('tool-consult'));
  await page.waitForSelector(at('target-row'));
  const headings = () => page.locator(`${at('communicator')} .heading`).allTextContents();
  expect(await headings()).toEqual(['Fertigkeiten', 'Gruppen', 'Warteschlangen', 'Agenten']);
  await page.click(at('communicator-filter-more'));
  await page.keyboard.press('End');
  await expect.poll(() => focused(page)).toBe('communicator-by-kind');
  await page.keyboard.press('Enter');
  await expect.poll(headings).toEqual([]);
  expect(await focused(page)).toBe('communicator-search');
  expect(await asked(page, 'set')).toEqual([{ kind: 'set', setting: 'targets_flat', value: { kind: 'switch', on: true } }]);
  await page.click(at('communicator-filter-more'));
  await page.click(at('communicator-by-kind'));
  await expect.poll(headings).toHaveLength(4);
});

test('a favourite is made, put into a category and taken out by keyboard', async () => {
  const page = await open('chat');
  await page.focus(at('message-input'));
  await page.keyboard.press('Control+t');
  await page.waitForSelector(at('target-row'));
  await page.keyboard.type('katrin');
  await expect.poll(() => chosen(page)).toBe('agent-agent-katrin');
  // By its key, and again it is none; from the menu, too.
  await page.keyboard.press('Control+d');
  await page.waitForSelector(`${at('target-row')}[data-favourite='']`);
  await page.keyboard.press('Control+d');
  await expect.poll(() => page.locator('[data-favourite]').count()).toBe(0);
  await page.keyboard.press('ArrowRight');
  await page.waitForSelector(at('target-menu'));
  await page.keyboard.press('End');
  await expect.poll(() => focused(page)).toBe('target-menu-favour');
  expect(await page.textContent(at('target-menu-favour')), 'the menu names the key').toContain('Strg+D');
  await page.keyboard.press('Enter');
  await page.waitForSelector(`${at('target-row')}[data-favourite='']`);
  await expect.poll(() => focused(page)).toBe('communicator-search');
  // Into a new category.
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('End');
  await expect.poll(() => focused(page)).toBe('target-menu-category');
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page)).toBe('category-name');
  await page.keyboard.type('Rechnung');
  await page.keyboard.press('Enter');
  await page.waitForSelector(`${at('target-row')}[data-favourite='Rechnung']`);
  await expect.poll(() => focused(page)).toBe('communicator-search');
  // Among the favourites it stands under that, which gets another name and is dissolved.
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await page.keyboard.press('Control+t');
  await expect.poll(() => page.locator(`${at('communicator')} .heading`).allTextContents()).toContain('Rechnung');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowUp');
  await expect.poll(() => focused(page)).toBe('target-menu-rename');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.inputValue(at('category-name'))).toBe('Rechnung');
  await page.keyboard.type('Geld');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator(`${at('communicator')} .heading`).allTextContents()).toContain('Geld');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator(`${at('communicator')} .heading`).allTextContents()).not.toContain('Geld');
  // What the desktop was asked for.
  const target = { kind: 'agent', agent: 'agent-katrin' };
  expect((await asked(page, 'favour')).map((input) => 'category' in input && input.category)).toEqual(['', '', 'Rechnung']);
  expect(await asked(page, 'rename_category')).toEqual([
    { kind: 'rename_category', from: 'Rechnung', to: 'Geld' },
    { kind: 'rename_category', from: 'Geld', to: '' },
  ]);
  // Taken out, nothing is left there, and Escape leads back to the field.
  await page.keyboard.press('Control+d');
  await page.waitForSelector(at('communicator-none'));
  expect((await asked(page, 'disfavour')).at(-1)).toEqual({ kind: 'disfavour', target });
  await page.keyboard.press('Escape');
  expect(await focused(page)).toBe('message-input');
});

test('a favourite that is there no more can be taken out, and nothing else', async () => {
  const page = await open('communicator-favourites');
  const gone = `${at('target-row')}[data-target=agent-agent-gone]`;
  await page.click(at('tool-consult'));
  await page.click(at('communicator-filter-favourites'));
  // Its row is disabled, and can be chosen all the same.
  await page.click(gone, { force: true });
  expect(await page.isDisabled(at('communicator-act'))).toBe(true);
  expect(await page.textContent(gone)).toContain('Nicht mehr vorhanden');
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => focused(page)).toBe('target-menu-disfavour');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator(gone).count()).toBe(0);
});

test('a menu goes with its row', async () => {
  const page = await open('chat');
  await page.click(at('tool-consult'));
  await page.click(`${at('target-row')}[data-target=agent-agent-rita] ${at('target-action')}`);
  await page.waitForSelector(at('target-menu'));
  await page.evaluate(() => {
    const { fake } = globalThis as unknown as { fake: FakeBackend };
    const real = fake.findTargets.bind(fake);
    fake.findTargets = (question) => real({ ...question, text: 'katrin' });
  });
  await page.waitForSelector(at('target-menu'), { state: 'detached' });
  expect(await focused(page)).toBe('communicator-search');
});
