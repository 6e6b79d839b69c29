// @vitest-environment node
// Every view: accessible in all colours, with room for all its texts at each width, inside its window.
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { FakeBackend } from '../../src/backend/fake';
import { VIEWS } from '../../src/backend/views';
import { misfits } from './fits';
import { at, inputs, stage } from './stage';
import { unfold } from './unfold';

const { open } = stage();

/** What axe finds in the page as it is now. */
async function found(page: Page, only?: readonly string[], but: readonly string[] = []): Promise<string[]> {
  return page.evaluate(
    async ([only, but]) => {
      const { violations } = await (globalThis as never as { axe: typeof import('axe-core') }).axe.run(
        {
          // What is behind the "elsewhere" page is inert and dimmed on purpose.
          exclude: [['[inert]']],
        },
        only
          ? { runOnly: [...only] }
          : {
              rules: {
                'label-content-name-mismatch': { enabled: true },
                ...Object.fromEntries(but.map((rule) => [rule, { enabled: false }])),
              },
            },
      );
      return violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html} ${node.any.map((why) => why.message).join(' ')}`).join(' | ')}`,
      );
    },
    [only, but] as const,
  );
}

/** What has no room, at these widths and in both languages. */
async function misplaced(page: Page, sizes: readonly (readonly [number, number])[]): Promise<string[]> {
  const found: string[] = [];
  for (const [width, height] of sizes) {
    await page.setViewportSize({ width, height });
    for (const language of ['en', 'de'] as const) {
      const here = await page.evaluate(speaking, language).then(() => page.evaluate(misfits));
      found.push(...here.map((it) => `${width} px, ${language}: ${it}`));
    }
  }
  return found;
}

async function speaking(language: 'de' | 'en'): Promise<void> {
  const { fake } = globalThis as never as { fake: FakeBackend };
  await fake.execute({ kind: 'set', setting: 'language', value: { kind: 'language', language } });
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
}

const EACH = VIEWS.filter((view) => view !== 'long');

test.each(EACH)('axe finds nothing in %s, which has room for all its texts', async (view) => {
  const page = await open(view);
  await unfold(page);
  await page.evaluate(axe.source);
  expect.soft(await found(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect.soft(await found(page, ['color-contrast']), 'dark').toEqual([]);
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' });
  expect.soft(await found(page, ['color-contrast']), 'forced colours').toEqual([]);
  await page.emulateMedia({ forcedColors: 'none' });
  expect
    .soft(
      await misplaced(page, [
        [1360, 860],
        [1200, 800],
        [1024, 760],
      ]),
    )
    .toEqual([]);
});

test.each(EACH)('axe finds nothing in %s in a narrow window, either, and 320 px are room enough', async (view) => {
  const page = await open(view, { width: 380, height: 640 });
  await unfold(page);
  expect
    .soft(
      await misplaced(page, [
        [760, 700],
        [380, 640],
        [320, 480],
      ]),
    )
    .toEqual([]);
  await page.evaluate(axe.source);
  // What is scrolled out of a dialog counts as hidden for that rule.
  expect.soft(await found(page, undefined, ['label-title-only'])).toEqual([]);
});

const SIZES = [
  [1360, 860],
  [1311, 700],
  [1310, 700],
  [1100, 700],
  [1000, 700],
  [760, 600],
  [720, 820],
  [500, 600],
  [380, 480],
] as const;

describe.each([
  { words: 'German', longer: false },
  { words: '40 % longer', longer: true },
])('with $words words', ({ longer }) =>
  test.each([
    'chat',
    'transcript',
    'two-consultations',
    'pending',
    'conference',
    'wrap-up',
    'colleague',
    'torn-off',
    'empty',
    'invitation',
    'practice',
    'invited-elsewhere',
    'hostile',
    'sign-in-certificate',
    'starting-offline',
    'first-start',
    'reminder',
    'settings-wayland',
    'why',
    'do-not-disturb',
    'do-not-disturb-until',
    'silenced',
    'quit',
    'window',
    'many-chats',
    'not-ready',
    'former-target',
  ] as const)('%s stays inside its window at every size', async (scene) => {
    const page = await open(scene, { longer });
    if (scene === 'settings-wayland' || scene === 'why' || scene === 'do-not-disturb-until') await unfold(page);
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height });
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
      const outside = await page.evaluate(() => {
        const wide = document.documentElement.scrollWidth > innerWidth ? ['the page itself scrolls sideways'] : [];
        const cut = [...document.querySelectorAll('button, input, textarea')].filter((element) => {
          const { left, right, width } = element.getBoundingClientRect();
          return width > 1 && (element as HTMLElement).checkVisibility() && (left < -1 || right > innerWidth + 1);
        });
        return [...wide, ...cut.map((element) => element.outerHTML.slice(0, 160))];
      });
      expect(outside, `${width} × ${height}`).toEqual([]);
      if (scene === 'chat' || scene === 'two-consultations' || scene === 'torn-off') {
        const { top, bottom } = (await page.$eval(at('message-input'), (field) => field.getBoundingClientRect().toJSON())) as DOMRect;
        expect(top, `${width} × ${height}`).toBeGreaterThan(0);
        expect(bottom, `${width} × ${height}`).toBeLessThanOrEqual(height);
        expect(await page.$eval(at('transcript'), (transcript) => transcript.clientHeight), `${width} × ${height}`).toBeGreaterThan(40);
      }
    }
  }),
);

test('the right column folds before the words in the header do, and comes back as a layer; the left one folds below 760 px', async () => {
  const page = await open('chat', { width: 1311 });
  const words = () =>
    page.$$eval('[data-testid^=tool-] .label', (labels) => labels.filter((label) => (label as HTMLElement).offsetWidth > 0).length);
  expect([await page.isVisible(at('context')), await words()]).toEqual([true, 3]);
  await page.setViewportSize({ width: 1310, height: 700 });
  expect([await page.isVisible(at('context')), await words()]).toEqual([false, 3]);
  await page.setViewportSize({ width: 1090, height: 700 });
  expect(await words()).toBe(3);
  expect(await page.isVisible(at('context'))).toBe(false);
  await page.click(at('show-context'));
  expect(await page.isVisible(at('context'))).toBe(true);
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe('context-close');
  await page.keyboard.press('Escape');
  expect(await page.isVisible(at('context'))).toBe(false);
  // By mouse: the caret is where it was before the press.
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe('message-input');
  await page.setViewportSize({ width: 740, height: 600 });
  expect(await page.isVisible(at('my-chats'))).toBe(false);
  await page.click(at('show-list'));
  expect(await page.isVisible(at('my-chats'))).toBe(true);
  await page.click(`${at('chat-row')} >> nth=0`);
  expect(await page.isVisible(at('my-chats'))).toBe(false);
});

test('in a narrow window an invitation lies over the older lines, and the folded list says that it has news', async () => {
  const page = await open('invited-elsewhere', { width: 700, height: 700 });
  await page.waitForSelector(at('invitation'));
  expect(await page.$$eval(at('invitation'), (cards) => cards.length)).toBe(1);
  expect(await page.getAttribute(at('show-list'), 'aria-label')).toContain('mit Neuem');
  await page.click(at('invitation-accept'));
  expect(await inputs(page)).toEqual([{ kind: 'do', command: { kind: 'accept_invitation', invitation: 'invitation-vogt' } }]);
  await page.click(at('show-list'));
  expect(await page.$$eval(at('invitation'), (cards) => cards.length)).toBe(1);
  expect(await page.textContent(at('chat-invited'))).toContain('Einladung');
});

test('at 200 % zoom and with forced colours everything is there', async () => {
  const page = await open('two-consultations', { width: 680, height: 430 });
  await page.emulateMedia({ forcedColors: 'active' });
  for (const name of ['tool-consult', 'tool-end', 'message-input', 'consultation-end', 'consultation-fold'])
    expect(await page.isVisible(at(name)), name).toBe(true);
});

test.each([
  ['first-start', 'aria-pressed'],
  ['communicator-consult', 'aria-pressed'],
  ['communicator-consult', 'aria-selected'],
  ['two-consultations', 'aria-selected'],
  ['palette', 'aria-selected'],
  ['window', 'aria-current'],
] as const)('with forced colours, which take all grounds away, what is chosen looks so: %s, %s', async (view, attribute) => {
  const page = await open(view);
  await page.emulateMedia({ forcedColors: 'active' });
  await unfold(page);
  const [chosen, others] = await page.evaluate((attribute) => {
    const looks = (element: Element) => {
      const { outlineStyle, outlineColor, backgroundColor } = getComputedStyle(element);
      return outlineStyle === 'none' ? backgroundColor : `${backgroundColor}, ${outlineColor}`;
    };
    const all = [...document.querySelectorAll(attribute === 'aria-current' ? '[data-row]' : `[${attribute}]`)];
    const of = (wanted: boolean) =>
      all.filter((element) => element.checkVisibility() && (element.getAttribute(attribute) === 'true') === wanted).map(looks);
    return [of(true), of(false)];
  }, attribute);
  expect(chosen.length).toBeGreaterThan(0);
  expect(others.length).toBeGreaterThan(0);
  expect(others.filter((look) => chosen.includes(look))).toEqual([]);
});
