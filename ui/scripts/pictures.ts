// Pictures of every scene in a plain browser: `npm run pictures [-- OUT [NAME…]]`. For looking at, not a test.
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { build, preview } from 'vite';
import { VIEWS, type ViewName } from '../src/backend/views.ts';
import { unfold } from '../tests/browser/unfold.ts';

const [out = 'pictures', ...wanted] = process.argv.slice(2);
mkdirSync(out, { recursive: true });

const SIZES: Partial<Record<ViewName, [number, number][]>> = {
  'torn-off': [
    [720, 820],
    [380, 480],
  ],
  colleague: [[720, 820]],
  chat: [
    [1360, 860],
    [1100, 700],
    [1000, 700],
    [760, 700],
    [700, 640],
    [380, 480],
  ],
  transcript: [
    [1360, 860],
    [380, 640],
  ],
  'two-consultations': [
    [1360, 860],
    [760, 700],
    [380, 640],
  ],
  'communicator-consult': [
    [1360, 860],
    [380, 600],
  ],
  empty: [
    [1360, 860],
    [600, 600],
  ],
  'wrap-up': [
    [1360, 860],
    [380, 600],
  ],
  reminder: [
    [1360, 860],
    [760, 700],
    [380, 640],
  ],
  settings: [
    [1360, 860],
    [760, 700],
    [380, 640],
  ],
  'settings-wayland': [
    [1360, 860],
    [760, 700],
    [380, 640],
  ],
  palette: [
    [1360, 860],
    [760, 700],
    [380, 640],
  ],
  keys: [
    [1360, 860],
    [760, 700],
    [380, 640],
  ],
  'keys-own': [
    [1360, 860],
    [760, 700],
    [380, 640],
  ],
  why: [
    [1360, 860],
    [760, 700],
    [380, 640],
  ],
  'why-empty': [
    [1360, 860],
    [760, 700],
    [380, 640],
  ],
  'do-not-disturb-menu': [
    [1360, 860],
    [380, 640],
  ],
  'do-not-disturb-until': [
    [1360, 860],
    [380, 640],
  ],
  'do-not-disturb': [
    [1360, 860],
    [760, 700],
    [380, 640],
  ],
  silenced: [
    [1360, 860],
    [760, 700],
    [380, 640],
  ],
  window: [
    [1360, 860],
    [1200, 800],
    [1024, 760],
    [760, 700],
    [380, 640],
  ],
  'many-chats': [
    [1360, 860],
    [760, 700],
  ],
  waiting: [
    [1360, 860],
    [380, 640],
  ],
  'waiting-nobody': [
    [1360, 860],
    [380, 640],
  ],
  'not-ready': [
    [1360, 860],
    [380, 640],
  ],
  quit: [
    [1360, 860],
    [380, 640],
  ],
};

const outDir = mkdtempSync(join(tmpdir(), 'konsil-scenes-'));
await build({ mode: 'scenes', logLevel: 'warn', build: { outDir, emptyOutDir: true } });
const server = await preview({ logLevel: 'warn', build: { outDir }, preview: { port: 0 } });
const url = server.resolvedUrls?.local[0];
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell',
  args: ['--no-sandbox'],
});
for (const name of VIEWS) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const [width, height] of SIZES[name] ?? [[1360, 860]]) {
    for (const lang of ['de', 'en']) {
      for (const theme of ['light', 'dark']) {
        if (lang === 'en' && theme === 'dark' && width !== 1360) continue;
        const page = await browser.newPage({
          viewport: { width, height },
          colorScheme: theme as 'light' | 'dark',
          reducedMotion: 'reduce',
        });
        page.on('pageerror', (error) => console.error(name, String(error)));
        page.on('console', (message) => {
          if (message.type() === 'error' || message.type() === 'warning') console.error(name, message.text());
        });
        await page.goto(`${url}?scene=${name}&lang=${lang}`);
        await page.waitForSelector('[data-testid=window]:not([data-stage=attaching])');
        await unfold(page);
        await page.evaluate(() => document.fonts.ready);
        await page.waitForTimeout(120);
        await page.screenshot({ path: `${out}/${name}-${width}-${lang}-${theme}.png` });
        await page.close();
      }
    }
  }
}
await browser.close();
await server.close();
