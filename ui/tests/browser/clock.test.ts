// @vitest-environment node
// Times in a window are the desktop's, whatever becomes of the computer's clock.

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { FakeBackend } from '../../src/backend/fake';
import { at, inputs, stage } from './stage';

const { open } = stage();

const HOUR = 3_600_000;

/** From now on the computer's clock is so much behind (or ahead, if negative). */
function setBack(page: Page, ms: number): Promise<void> {
  return page.evaluate((ms) => {
    const RealDate = Date;
    const real = RealDate.now.bind(RealDate);
    globalThis.Date = class extends RealDate {
      constructor(...given: [] | [number]) {
        if (given.length === 0) super(real() - ms);
        else super(...given);
      }
      static override now() {
        return real() - ms;
      }
    } as DateConstructor;
  }, ms);
}

const seconds = async (page: Page, css: string) => {
  const text = (await page.textContent(css)) ?? '';
  const found = /(?:(\d+):)?(\d+):(\d\d)/.exec(text);
  if (!found) throw new Error(`no time: ${text}`);
  return Number(found[1] ?? 0) * 3600 + Number(found[2]) * 60 + Number(found[3]);
};

/** Waits for the figure to change, and gives by how much it did. */
async function moves(page: Page, css: string): Promise<number> {
  const before = await seconds(page, css);
  const text = await page.textContent(css);
  await page.waitForFunction(([css, text]) => document.querySelector(css)?.textContent !== text, [css, text] as [string, string | null]);
  return (await seconds(page, css)) - before;
}

test.each([HOUR, -HOUR])('with the computer’s clock set back by %i ms pills and countdowns go on', async (ms) => {
  const pill = `${at('chat')} ${at('reminder')} .tabular`;
  const page = await open('reminder');
  await setBack(page, ms);
  expect(Math.abs((await moves(page, pill)) - 1), 'a second or two, not an hour').toBeLessThanOrEqual(1);
  expect(await page.getAttribute(`${at('chat')} ${at('reminder')}`, 'data-level')).toBe('yellow');
  const offer = `${at('invitation')} [role=timer]`;
  const invited = await open('invitation');
  await setBack(invited, ms);
  expect(Math.abs((await moves(invited, offer)) + 1)).toBeLessThanOrEqual(1);
});

test('do not disturb lasts as long as was chosen, and what stands goes on', async () => {
  const page = await open('do-not-disturb');
  const until = Number(await page.getAttribute(at('dnd-on'), 'data-until'));
  const began = Date.now();
  await setBack(page, -HOUR * 12);
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  expect(Number(await page.getAttribute(at('dnd-on'), 'data-until'))).toBe(until);
  await page.click(at('person-menu'));
  await page.click(at('dnd-30'));
  const [set] = (await inputs(page)).filter((input) => input.kind === 'set_do_not_disturb');
  expect(Math.abs((set?.until ?? 0) - (began + 30 * 60_000))).toBeLessThan(60_000);
});

test('after a sleep the desktop says what time it is, and all that counts follows at once', async () => {
  const page = await open('reminder');
  const pill = `${at('chat')} ${at('reminder')} .tabular`;
  const before = await seconds(page, pill);
  await page.evaluate((ms) => (globalThis as never as { fake: FakeBackend }).fake.tell({ part: 'clock', now: Date.now() + ms }), HOUR);
  await page.waitForFunction((css) => /\d:\d\d:\d\d/.test(document.querySelector(css)?.textContent ?? ''), pill);
  expect((await seconds(page, pill)) - before).toBeGreaterThanOrEqual(3600);
});
