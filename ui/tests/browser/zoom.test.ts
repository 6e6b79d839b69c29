// @vitest-environment node
// Everything larger and smaller: what the desktop is told. That it becomes so is the engine's, and is seen in the real window.

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { at, inputs, stage } from './stage';
import { unfold } from './unfold';

const { open } = stage();

/** What was set, oldest first. */
async function zooms(page: Page): Promise<number[]> {
  return (await inputs(page)).flatMap((input) => (input.kind === 'set' && input.value.kind === 'zoom' ? [input.value.percent] : []));
}

test('Ctrl with +, − and 0 and with the wheel goes in steps, and not beyond the ends', async () => {
  const page = await open('chat');
  for (let press = 0; press < 7; press += 1) await page.keyboard.press('Control++');
  expect(await zooms(page)).toEqual([110, 125, 150, 175, 200]);
  await page.keyboard.press('Control+0');
  await page.keyboard.press('Control+0');
  for (let press = 0; press < 4; press += 1) await page.keyboard.press('Control+-');
  await page.keyboard.press('Control+NumpadAdd');
  expect((await zooms(page)).slice(5)).toEqual([100, 90, 80, 90]);
  await page.mouse.move(600, 400);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -120);
  // A touchpad says the same in many small turns.
  for (let turn = 0; turn < 6; turn += 1) await page.mouse.wheel(0, 10);
  await page.keyboard.up('Control');
  await page.mouse.wheel(0, -120);
  await expect.poll(async () => (await zooms(page)).slice(9)).toEqual([100, 90]);
  expect(await page.inputValue(at('message-input')), 'nothing is written by it').toBe('');
});

test('the settings show it, and change it with two buttons', async () => {
  const page = await open('settings');
  await unfold(page);
  expect(await page.textContent(at('zoom-reset'))).toContain('100');
  await page.click(at('zoom-in'));
  await page.click(at('zoom-in'));
  await page.waitForFunction(() => document.querySelector('[data-testid=zoom-reset]')?.textContent?.includes('125'));
  await page.click(at('zoom-reset'));
  await page.click(at('zoom-out'));
  await page.click(at('zoom-out'));
  expect(await zooms(page)).toEqual([110, 125, 100, 90, 80]);
  expect(await page.getAttribute(at('zoom-out'), 'aria-disabled')).toBe('true');
});
