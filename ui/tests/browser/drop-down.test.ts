// @vitest-environment node
// The drop-down: by keys as the select-only combobox of the ARIA practices, by mouse, and where there is little room.
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { at, inputs, stage } from './stage';
import { unfold } from './unfold';

const { open } = stage();

const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? document.activeElement?.tagName);
const isOpen = async (page: Page, name: string) => (await page.$(at(`${name}-list`))) !== null;
/** What the keys have led to, as a screen reader is told it. */
const active = (page: Page, name: string) =>
  page.$eval(at(name), (field) => {
    const id = field.getAttribute('aria-activedescendant');
    return id === null ? null : (document.getElementById(id)?.textContent?.trim() ?? 'nothing of that name');
  });
const dispositions = async (page: Page) =>
  (await inputs(page)).flatMap((input) =>
    input.kind === 'do' && input.command.kind === 'set_disposition' ? [input.command.disposition] : [],
  );

test('by keys: it opens, arrows, Home and End move, Escape leaves everything, Enter chooses', async () => {
  const page = await open('wrap-up');
  await page.focus(at('disposition'));
  const field = page.locator(at('disposition'));
  expect([await field.getAttribute('role'), await field.getAttribute('aria-haspopup')]).toEqual(['combobox', 'listbox']);
  expect(await field.getAttribute('aria-expanded')).toBe('false');
  await page.keyboard.press('ArrowDown');
  await page.waitForSelector(at('disposition-list'));
  expect(await field.getAttribute('aria-expanded')).toBe('true');
  expect(await page.getAttribute(at('disposition-list'), 'id')).toBe(await field.getAttribute('aria-controls'));
  expect(await active(page, 'disposition'), 'it opens where the choice stands').toBe('Ergebnis wählen');
  const all = await page.$$eval(at('disposition-option'), (options) => options.map((option) => option.textContent?.trim()));
  await page.keyboard.press('ArrowDown');
  expect(await active(page, 'disposition')).toBe(all[1]);
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowDown');
  expect(await active(page, 'disposition'), 'the last is the last').toBe(all.at(-1));
  await page.keyboard.press('Home');
  expect(await active(page, 'disposition')).toBe(all[0]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Escape');
  expect([await isOpen(page, 'disposition'), await focused(page)]).toEqual([false, 'disposition']);
  expect(await dispositions(page), 'nothing is chosen by looking').toEqual([]);
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  expect([await isOpen(page, 'disposition'), await focused(page)]).toEqual([false, 'disposition']);
  const values = await page.evaluate(() =>
    (globalThis as never as { fake: { scene: { chat: { dispositions: { disposition: string }[] } } } }).fake.scene.chat.dispositions.map(
      (option) => option.disposition,
    ),
  );
  expect(await dispositions(page)).toEqual([values[1]]);
});

test('by letters: a word leads to what begins so, the same letter goes round, and a space in a word is one', async () => {
  const page = await open('settings');
  await unfold(page);
  await page.focus(at('setting-invitation-output'));
  await page.keyboard.type('h');
  await page.waitForSelector(at('setting-invitation-output-list'));
  expect(await active(page, 'setting-invitation-output')).toBe('Headset (USB)');
  await page.keyboard.press('Escape');
  expect(await page.isVisible(at('settings')), 'Escape was for the list').toBe(true);
  await page.keyboard.type('wie i');
  expect(await active(page, 'setting-invitation-output')).toBe('Wie im System');
  await page.keyboard.press('Escape');
  await page.keyboard.press('w');
  const first = await active(page, 'setting-invitation-output');
  await page.keyboard.press('w');
  const second = await active(page, 'setting-invitation-output');
  expect(new Set([first, second]), 'both of them').toEqual(new Set(['Wie im System', 'Wie die anderen Töne']));
});

test('a tree: arrows pass over headings, left and right go from one to the next, and the field says the whole path', async () => {
  const page = await open('wrap-up');
  await page.focus(at('disposition'));
  await page.keyboard.press('Enter');
  const headings = await page.$$eval(at('disposition-heading'), (all) => all.map((heading) => heading.textContent?.trim()));
  expect(headings).toEqual(['Reklamation', 'Ausgleich']);
  for (let n = 0; n < 3; n++) await page.keyboard.press('ArrowDown');
  expect(await active(page, 'disposition'), 'over the heading').toBe('Falschbuchung');
  const named = () => page.$eval(`${at('disposition-list')} .active`, (option) => option.getAttribute('aria-label'));
  expect(await named(), 'who only hears it hears the path').toBe('Reklamation › Falschbuchung');
  await page.keyboard.press('ArrowRight');
  expect(await named()).toBe('Reklamation › Ausgleich › Erstattung veranlasst');
  await page.keyboard.press('ArrowLeft');
  expect(await named()).toBe('Reklamation › Falschbuchung');
  await page.keyboard.type('aus');
  expect(await named(), 'a heading’s letters lead below it').toBe('Reklamation › Ausgleich › Erstattung veranlasst');
  await page.click(`${at('disposition-heading')} >> nth=0`);
  expect([await isOpen(page, 'disposition'), await dispositions(page)], 'a heading is no choice').toEqual([true, []]);
  const indent = (testid: string) => page.$eval(testid, (row) => row.querySelector('.name')!.getBoundingClientRect().left);
  const [flat, below] = [await indent(at('disposition-option')), await indent(`${at('disposition-option')}[data-value=refund]`)];
  expect(below).toBeGreaterThan(flat + 20);
  await page.keyboard.press('Enter');
  expect(await dispositions(page)).toEqual(['refund']);
});

test('Tab takes what was led to and goes on; a click elsewhere, or an other window, takes nothing', async () => {
  const page = await open('wrap-up');
  await page.focus(at('disposition'));
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  expect([await isOpen(page, 'disposition'), await focused(page)]).toEqual([false, 'note']);
  expect((await dispositions(page)).length).toBe(1);
  await page.click(at('disposition'));
  await page.keyboard.press('End');
  await page.click(at('chat-subtitle'));
  expect(await isOpen(page, 'disposition')).toBe(false);
  expect((await dispositions(page)).length).toBe(1);
});

test('by mouse: a click opens, a click chooses, and the keyboard stays at the field', async () => {
  const page = await open('wrap-up');
  await page.click(at('disposition'));
  expect([await isOpen(page, 'disposition'), await focused(page)]).toEqual([true, 'disposition']);
  await page.hover(`${at('disposition-option')} >> nth=2`);
  const hovered = await page.textContent(`${at('disposition-option')} >> nth=2`);
  expect(await active(page, 'disposition')).toBe(hovered?.trim());
  await page.click(`${at('disposition-option')} >> nth=2`);
  expect([await isOpen(page, 'disposition'), await focused(page)]).toEqual([false, 'disposition']);
  expect((await dispositions(page)).length).toBe(1);
  await page.click(at('disposition'));
  await page.click(at('disposition'));
  expect(await isOpen(page, 'disposition'), 'a second click closes').toBe(false);
});

test.each([
  ['wrap-up', 'disposition', 1360, 860],
  ['wrap-up', 'disposition', 380, 480],
  ['wrap-up', 'disposition', 680, 430],
  ['wrap-up', 'disposition', 680, 300],
  ['settings', 'setting-invitation-output', 380, 480],
  ['settings', 'setting-invitation-output', 680, 430],
  ['settings', 'shortcut', 680, 430],
] as const)(
  'in %s the list of %s stays inside a window of %i × %i, off its field and cut by nothing',
  async (scene, name, width, height) => {
    const page = await open(scene, { width, height });
    await unfold(page);
    await page.locator(at(name)).scrollIntoViewIfNeeded();
    await page.click(at(name));
    await page.waitForSelector(at(`${name}-list`));
    // Its last option can be reached, and what is seen there is that option.
    await page.keyboard.press('End');
    const seen = await page.evaluate((name) => {
      const rect = (testid: string) => document.querySelector(`[data-testid=${testid}]`)!.getBoundingClientRect();
      const list = rect(`${name}-list`);
      const field = rect(name);
      const last = [...document.querySelectorAll(`[data-testid=${name}-option]`)].at(-1)!;
      const { left, top, width, height } = last.getBoundingClientRect();
      const there = document.elementFromPoint(left + width / 2, top + height / 2);
      return {
        inside: list.left >= 0 && list.top >= 0 && list.right <= innerWidth && list.bottom <= innerHeight,
        apart: list.top >= field.bottom || list.bottom <= field.top,
        asWide: list.width >= Math.min(field.width, innerWidth - 16) - 1,
        uncut: last.contains(there),
      };
    }, name);
    expect(seen).toEqual({ inside: true, apart: true, asWide: true, uncut: true });
  },
);

test('where there is no room below, the list opens upwards', async () => {
  const page = await open('wrap-up', { width: 680, height: 430 });
  await page.click(at('disposition'));
  const [list, field] = [await page.locator(at('disposition-list')).boundingBox(), await page.locator(at('disposition')).boundingBox()];
  expect(list!.y + list!.height).toBeLessThanOrEqual(field!.y);
});

test.each([
  ['light', 'wrap-up', 'disposition'],
  ['dark', 'settings', 'setting-invitation-output'],
] as const)('axe finds nothing in an open list (%s), and forced colours show what is led to', async (theme, scene, name) => {
  const page = await open(scene, { theme });
  await unfold(page);
  await page.click(at(name));
  await page.waitForSelector(at(`${name}-list`));
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const { violations } = await (globalThis as never as { axe: typeof import('axe-core') }).axe.run(document, {
      rules: { 'label-content-name-mismatch': { enabled: false } },
    });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
  });
  expect(found).toEqual([]);
  await page.emulateMedia({ forcedColors: 'active' });
  expect(await page.$eval(`${at(`${name}-list`)} .active`, (option) => getComputedStyle(option).outlineStyle)).toBe('solid');
});
