// Opens what a scene is about, where it is a layer that the agent opens.
import type { Page } from 'playwright-core';
import type { SceneName } from '../../src/backend/scenes.ts';

export async function unfold(page: Page, scene: SceneName): Promise<void> {
  const click = (name: string) => page.click(`[data-testid=${name}]`);
  if (scene.startsWith('communicator-')) {
    await click(`tool-${scene.slice('communicator-'.length)}`);
    await page.waitForSelector('[data-testid=target-row]');
    if (scene === 'communicator-consult') await page.keyboard.type('ri');
  }
  if (scene === 'palette') await page.keyboard.press('Control+k');
  if (scene.startsWith('keys')) await page.keyboard.press('F1');
  if (scene === 'keys-own') {
    await click('keys-change');
    await page.click('[data-act=transfer] [data-testid=own-keys-set]');
    await page.keyboard.press('Control+Shift+K');
    await page.waitForSelector('[data-testid=own-keys-conflict]');
  }
  if (scene === 'conference') await click('participant-action');
  const opens = scene.startsWith('settings') ? 'settings-open' : scene.startsWith('why') ? 'why-open' : null;
  if (opens === null && !scene.startsWith('do-not-disturb')) return;
  if (await page.isVisible('[data-testid=show-list]')) await click('show-list');
  if (scene === 'do-not-disturb') return;
  await click('person-menu');
  if (scene === 'do-not-disturb-until') await click('dnd-until');
  if (opens) await click(opens);
  // It is about what this computer cannot do, the last of it far down.
  if (scene === 'settings-wayland') await page.locator('[data-testid=shortcut]').scrollIntoViewIfNeeded();
  if (scene === 'why') await page.waitForSelector('[data-testid=why-row]');
}
