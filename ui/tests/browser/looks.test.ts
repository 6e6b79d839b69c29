// @vitest-environment node
// Every scene: accessible, inside its window at every size, and at twice the size.
import axe from 'axe-core';
import { describe, expect, test } from 'vitest';
import { SCENES } from '../../src/backend/scenes';
import { at, inputs, stage } from './stage';
import { unfold } from './unfold';

const { open } = stage();

describe.each(['light', 'dark'] as const)('axe finds nothing (%s)', (theme) => {
  test.each(SCENES.filter((scene) => scene !== 'long'))('in %s', async (scene) => {
    const page = await open(scene, { theme, lang: theme === 'dark' ? 'en' : 'de' });
    await unfold(page, scene);
    await page.evaluate(axe.source);
    const found = await page.evaluate(async () => {
      const { violations } = await (globalThis as never as { axe: typeof import('axe-core') }).axe.run(
        {
          // What is behind the "elsewhere" page is inert and dimmed on purpose.
          exclude: [['[inert]']],
        },
        {
          // Short labels in headers carry the full term as their name: „Konferenz“ is „Sofortige Chatkonferenz“.
          rules: { 'label-content-name-mismatch': { enabled: false } },
        },
      );
      return violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html} ${node.any.map((why) => why.message).join(' ')}`).join(' | ')}`,
      );
    });
    expect(found).toEqual([]);
  });
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
    if (scene === 'settings-wayland' || scene === 'why' || scene === 'do-not-disturb-until') await unfold(page, scene);
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
