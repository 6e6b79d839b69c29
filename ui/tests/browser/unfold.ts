// Opens what a view is about, where it is a layer that the agent opens.
import type { Page } from 'playwright-core';
import type { FakeBackend } from '../../src/backend/fake.ts';
import type { ViewName } from '../../src/backend/views.ts';

/** `view`: what is opened, where it is another one than the page shows. */
export function unfold(page: Page, view?: ViewName): Promise<void> {
  return page.evaluate((view) => (globalThis as never as { fake: FakeBackend }).fake.unfold(view), view);
}
