// Opens what a view is about, where it is a layer that the agent opens.
import type { Page } from 'playwright-core';
import type { FakeBackend } from '../../src/backend/fake.ts';

export function unfold(page: Page): Promise<void> {
  return page.evaluate(() => (globalThis as never as { fake: FakeBackend }).fake.unfold());
}
