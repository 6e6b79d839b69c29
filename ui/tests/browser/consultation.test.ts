// @vitest-environment node
// The consultation below a chat: its border, those that are over, and what an end asks first.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { FakeBackend } from '../../src/backend/fake';
import { at, inputs, stage } from './stage';

const { open } = stage();

const plain = (text: string | null) => (text ?? '').replace(/[\u2066-\u2069]/g, '').trim();
const height = (page: Page) => page.$eval(at('consultation'), (area) => (area as HTMLElement).offsetHeight);

test('it opens with 240 px, its border is dragged, and what was dragged is remembered', async () => {
  const page = await open('two-consultations');
  expect(await height(page)).toBe(240);
  const { x, y, width } = (await page.locator(at('consultation-border')).boundingBox())!;
  await page.mouse.move(x + width / 2, y + 6);
  await page.mouse.down();
  await page.mouse.move(x + width / 2, y - 94, { steps: 4 });
  await page.mouse.up();
  expect(Math.abs((await height(page)) - 340)).toBeLessThan(3);
  const share = (await inputs(page)).flatMap((input) => (input.kind === 'consultation_share' ? [input.share] : []));
  expect(share).toHaveLength(1);
  expect(await page.evaluate(() => (globalThis as never as { fake: FakeBackend }).fake.settings.consultation_share)).toBe(share[0]);
});

test('its border is moved by keys, within what leaves both usable', async () => {
  const page = await open('two-consultations');
  await page.focus(at('consultation-border'));
  await page.keyboard.press('ArrowUp');
  await expect.poll(() => height(page)).toBeGreaterThan(240);
  const raised = await height(page);
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => height(page)).toBeLessThan(raised);
  await page.keyboard.press('Home');
  await expect.poll(() => page.getAttribute(at('consultation-border'), 'aria-valuenow')).toBe('70');
  expect(await page.isVisible(at('message-input'))).toBe(true);
  await page.keyboard.press('End');
  expect(await page.isVisible(at('consultation-input'))).toBe(true);
  expect(await page.getByRole('separator').getAttribute('aria-label')).toBe('Höhe der Rückfrage');
});

test('those that are over stand in a line each above the open one, and one button marks all of them done', async () => {
  const page = await open('window');
  await page.evaluate(() => {
    const { fake } = globalThis as never as { fake: FakeBackend };
    const [over, going] = fake.scene.chat!.consultations;
    const another = { ...over!, consultation: 'consultation-frieda', with: 'Frieda Rixen' };
    fake.scene.chat = { ...fake.scene.chat!, consultations: [over!, another, going!] };
    fake.tell({ part: 'chat', chat: fake.scene.chat });
  });
  const lines = page.locator(at('ended-consultation'));
  await lines.nth(1).waitFor();
  expect(plain(await lines.first().textContent())).toMatch(/^Rückfrage mit Sven Albrecht · beendet um \d\d:\d\d$/u);
  expect(await page.$$eval('.ended .line', (found) => found.map((line) => (line as HTMLElement).offsetHeight))).toEqual([30, 30]);
  expect(await page.$(at('consultation-tab')), 'one is open').toBeNull();
  await page.click(at('consultation-mark-done'));
  const done = (await inputs(page)).flatMap((input) =>
    input.kind === 'do' && input.command.kind === 'mark_done' ? [input.command.thread] : [],
  );
  expect(done).toEqual(['consultation-sven', 'consultation-frieda'].map((consultation) => ({ kind: 'consultation', consultation })));
});

test('one that is over is opened to be read, and folded again', async () => {
  const page = await open('conference');
  expect(await height(page), 'a line is all').toBeLessThan(40);
  expect(await page.$(at('consultation-transcript'))).toBeNull();
  await page.click(at('ended-consultation'));
  await page.waitForSelector(at('consultation-transcript'));
  expect(await page.$(at('consultation-composer'))).toBeNull();
  await page.click(at('ended-consultation'));
  await page.waitForSelector(at('consultation-transcript'), { state: 'detached' });
});

test('words that were not sent in one that is over are not folded out of sight', async () => {
  const page = await open('conference');
  await page.evaluate(() => {
    const { fake } = globalThis as never as { fake: FakeBackend };
    const consultations = fake.scene.chat!.consultations.map((pane) => ({ ...pane, unsent: true }));
    fake.tell({ part: 'chat', chat: { ...fake.scene.chat!, consultations } });
  });
  await page.waitForSelector(at('consultation-transcript'));
});

test('with nothing to note down the wrap-up is one line', async () => {
  const page = await open('former-target');
  expect(await page.$eval(at('wrap-up'), (line) => (line as HTMLElement).offsetHeight)).toBeLessThan(60);
  expect(await page.isVisible(at('mark-done'))).toBe(true);
});

test('ending while the contact waits for an answer asks first and names the time', async () => {
  const page = await open('chat');
  await page.click(at('tool-end'));
  expect(plain(await page.textContent(at('end-waits')))).toMatch(/^Martin Hoffmann wartet seit 0:4\d auf Ihre Antwort\.$/u);
  await page.click(at('end-cancel'));
  expect(await inputs(page)).toEqual([]);
  await page.evaluate(() => {
    const { fake } = globalThis as never as { fake: FakeBackend };
    fake.tell({ part: 'chat', chat: { ...fake.scene.chat!, reminder: null } });
  });
  await page.click(at('tool-end'));
  expect(await inputs(page)).toEqual([{ kind: 'do', command: { kind: 'end_interaction', case: 'case-hoffmann' } }]);
});

test('what ends a chat or a consultation says so in a word at every width', async () => {
  const page = await open('two-consultations');
  for (const width of [1360, 1310, 1100, 1000, 760, 500, 380]) {
    await page.setViewportSize({ width, height: 700 });
    for (const name of ['tool-end', 'consultation-end']) {
      const word = page.locator(at(name)).getByText('Beenden', { exact: true });
      expect(await word.isVisible(), `${name} at ${width}`).toBe(true);
    }
  }
});
