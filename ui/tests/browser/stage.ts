// A scene in a real browser.
import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, inject } from 'vitest';
import type { ViewName } from '../../src/backend/views';
import type { Input } from '../../src/generated/Input';

/** The browser without its own windows: those cost a whole one ten times what our pages do. */
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell';

export interface Wish {
  lang?: 'de' | 'en';
  theme?: 'light' | 'dark';
  width?: number;
  height?: number;
  /** All words 40 % longer. */
  longer?: boolean;
}

export interface Stage {
  open(scene: ViewName, wish?: Wish): Promise<Page>;
}

/** Opens scenes, and closes them with the file's last test. Errors in a page fail the test that opened the next. */
export function stage(): Stage {
  let browser: Browser | undefined;
  const faults: string[] = [];
  beforeAll(async () => {
    if (!existsSync(CHROMIUM)) throw new Error(`${CHROMIUM} is missing: apt install chromium-headless-shell`);
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser?.close();
    if (faults.length > 0) throw new Error(`the pages said: ${faults.join('\n')}`);
  });
  return {
    async open(scene, { lang = 'de', theme = 'light', width = 1360, height = 860, longer = false } = {}) {
      for (const context of browser!.contexts()) await context.close();
      const context = await browser!.newContext({ viewport: { width, height }, colorScheme: theme, reducedMotion: 'reduce' });
      const page = await context.newPage();
      // As the shell does.
      await page.addInitScript('Object.freeze(Object.prototype)');
      page.on('pageerror', (error) => faults.push(`${scene}: ${error.message}`));
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') faults.push(`${scene}: ${message.text()}`);
      });
      await page.goto(`${inject('url')}?scene=${scene}&lang=${lang}${longer ? '&longer' : ''}`);
      await page.waitForSelector('[data-testid=window]:not([data-stage=attaching])');
      await page.evaluate(() => document.fonts.ready);
      return page;
    },
  };
}

export const at = (name: string) => `[data-testid="${name}"]`;

/** What the agent's acts were, without the quiet ones. */
export function inputs(page: Page): Promise<Input[]> {
  return page.evaluate(() =>
    (globalThis as unknown as { fake: { inputs: Input[] } }).fake.inputs.filter(
      (input) => !['scrolled', 'typing', 'draft', 'words', 'list_busy', 'communicator', 'look_for_sound_devices'].includes(input.kind),
    ),
  );
}
