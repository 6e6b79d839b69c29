// @vitest-environment node
// Without a connection: what is known is what was known last, and the bar that says so takes one line.

import { expect, test } from 'vitest';
import type { FakeBackend } from '../../src/backend/fake';
import { at, stage } from './stage';

const { open } = stage();
const CAUSES = [
  'unreachable',
  'name-unknown',
  'not-encrypted',
  'only-encrypted',
  'certificate-untrusted',
  'certificate-out-of-date',
  'certificate-other-name',
  'portal',
  'other-server',
  'proxy-away',
  'proxy-sign-in',
  'proxy-refuses',
  'busy',
  'version',
  'server-fault',
];

test('what was known last is grey and says so, and is as it was when the connection is back', async () => {
  const page = await open('offline');
  const grey = (name: string) => page.$eval(`${at(name)} .dot`, (dot) => getComputedStyle(dot).filter);
  expect(await page.textContent(at('state-menu'))).toContain('zuletzt: ');
  expect(await page.textContent(at('contact-presence'))).toContain('zuletzt: ');
  expect(await grey('state-menu')).toContain('grayscale');
  await page.evaluate(() =>
    (globalThis as never as { fake: FakeBackend }).fake.tell({ part: 'connection', connection: { kind: 'online' } }),
  );
  await page.waitForSelector(at('offline-bar'), { state: 'detached' });
  expect(await page.textContent(at('state-menu'))).not.toContain('zuletzt: ');
  expect(await page.textContent(at('contact-presence'))).not.toContain('zuletzt: ');
  expect(await grey('state-menu')).toBe('none');
});

test.each(['de', 'en'] as const)('whatever the cause, the bar takes one line of a wide window (%s)', async (lang) => {
  const page = await open('offline', { lang, width: 1360 });
  for (const cause of CAUSES) {
    const height = await page.evaluate(
      ([id, name]) => {
        const { fake } = globalThis as never as { fake: FakeBackend };
        const retry_at = Date.now() + 59_000;
        fake.tell({ part: 'connection', connection: { kind: 'offline', retry_at, queued: 12, cause: { id: id!, args: {} } } });
        return new Promise<number>((measured) =>
          requestAnimationFrame(() => measured(document.querySelector(`[data-testid="${name}"]`)!.getBoundingClientRect().height)),
        );
      },
      [`offline-${cause}`, 'offline-bar'],
    );
    expect(height, cause).toBeLessThan(40);
    const works = await page.$eval(`${at('offline-bar')} .works`, (words) => words.scrollWidth <= words.clientWidth);
    if (cause === 'unreachable') expect(works, 'the common cause leaves room for all of it').toBe(true);
  }
});
