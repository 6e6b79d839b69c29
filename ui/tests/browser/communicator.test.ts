// @vitest-environment node
// The Team Communicator while others do this and that.

import { expect, test } from 'vitest';
import type { FakeBackend } from '../../src/backend/fake';
import { at, stage } from './stage';

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
