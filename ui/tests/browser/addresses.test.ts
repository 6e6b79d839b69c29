// @vitest-environment node
// Addresses in messages: looked at before they open, by pointer and by keys.
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { at, stage } from './stage';

const { open } = stage();

async function withMessage(page: Page, text: string) {
  await page.evaluate((text) => {
    const { fake } = globalThis as never as { fake: { say: (thread: object, said: object) => void } };
    fake.say({ kind: 'main' }, { side: 'contact', author: 'Martin Hoffmann', text });
  }, text);
  await page.waitForSelector(at('address'));
}
const opened = (page: Page) => page.evaluate(() => (globalThis as never as { fake: { opened: string[] } }).fake.opened);
const plain = (text: string | null) => text?.replace(/[\u2066-\u2069]/g, '').trim();

test('a click shows the whole address; what is shown is copied, and opens in the browser', async () => {
  const page = await open('chat');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await withMessage(page, 'Siehe ‚www.nordlicht.example/hilfe‘, danke.');
  expect(await page.textContent(at('address'))).toBe('www.nordlicht.example/hilfe');
  await page.click(at('address'));
  expect(await opened(page), 'nothing opens by a click alone').toEqual([]);
  const whole = await page.textContent(at('address-whole'));
  expect(whole).toBe('https://www.nordlicht.example/hilfe');
  await page.click(at('address-copy'));
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(whole);
  await page.click(at('address-open'));
  await expect.poll(() => opened(page)).toEqual([whole]);
  expect(await page.$(at('address-card'))).toBeNull();
});

test('by keys: Enter opens the card, Escape leads back to where one was', async () => {
  const page = await open('chat');
  await withMessage(page, 'hilfe@nordlicht.example');
  await page.focus(at('address'));
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe('address-copy');
  await page.keyboard.press('Escape');
  expect(await page.$(at('address-card'))).toBeNull();
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe('address');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect.poll(() => opened(page)).toEqual(['mailto:hilfe@nordlicht.example']);
});

test('an international name is shown in its technical spelling', async () => {
  const page = await open('chat');
  await withMessage(page, 'http://bücher.example');
  await page.click(at('address'));
  expect(await page.textContent(at('address-whole'))).toBe('http://xn--bcher-kva.example/');
  expect(await page.isVisible(at('address-technical'))).toBe(true);
});

test.each([
  ['https://bank.example@evil.example/', 'würde zu evil.example führen', 'https://bank.example@evil.example/'],
  ['https://nordlicht.example/\u202egpj.exe', 'Zeichen, die man nicht sieht', 'https://nordlicht.example/U+202Egpj.exe'],
])('%j opens nothing, and the card says why', async (text, why, shown) => {
  const page = await open('chat');
  await withMessage(page, text);
  expect(await page.textContent(at('address'))).toBe(shown);
  await page.click(at('address'));
  expect(plain(await page.textContent(at('address-doubt')))).toContain(why);
  expect(await page.textContent(at('address-whole'))).toBe(shown);
  expect(await page.$(at('address-open'))).toBeNull();
});

test('whoever marks an address does not open its card', async () => {
  const page = await open('chat');
  await withMessage(page, 'https://nordlicht.example/a');
  const box = (await page.$eval(at('address'), (address) => address.getBoundingClientRect().toJSON())) as DOMRect;
  await page.mouse.move(box.left + 4, box.top + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.right - 4, box.top + box.height / 2, { steps: 4 });
  await page.mouse.up();
  expect(await page.$(at('address-card'))).toBeNull();
});

test.each(['light', 'dark'] as const)('axe finds nothing in the card (%s), and it stays inside a narrow window', async (theme) => {
  const page = await open('chat', { theme, width: 380, height: 480 });
  await withMessage(page, `https://bank.example@evil.example/${'lang/'.repeat(60)}`);
  await page.click(at('address'));
  await page.evaluate(axe.source);
  const found = await page.evaluate(async (card) => {
    const { violations } = await (globalThis as never as { axe: typeof import('axe-core') }).axe.run(card);
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
  }, at('address-card'));
  expect(found).toEqual([]);
  const box = (await page.$eval(at('address-card'), (card) => card.getBoundingClientRect().toJSON())) as DOMRect;
  expect([box.left >= 0, box.right <= 380, box.top >= 0, box.bottom <= 480]).toEqual([true, true, true, true]);
});
