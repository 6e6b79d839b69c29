// @vitest-environment node
// Keys are shown where the action is, and they are those that the agent has given.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { ActId } from '../../src/acts/act';
import type { FakeBackend } from '../../src/backend/fake';
import type { SceneName } from '../../src/backend/scenes';
import { at, stage } from './stage';

const { open } = stage();

/** Where an act stands on the screen: the scene, what is clicked to see it, the element that says its keys. */
const PLACES: readonly [SceneName, string | null, string, ActId][] = [
  ['two-consultations', null, 'tool-consult', 'consult'],
  ['two-consultations', null, 'tool-conference', 'conference'],
  ['two-consultations', null, 'tool-transfer', 'transfer'],
  ['two-consultations', null, 'tool-end', 'end'],
  ['two-consultations', null, 'consultation-end', 'end_consultation'],
  ['two-consultations', null, 'consultation-conference', 'ask_consulted'],
  ['two-consultations', null, 'consultation-transfer', 'hand_over_consulted'],
  ['two-consultations', null, 'next-chat', 'next_chat'],
  ['two-consultations', null, 'state-menu', 'state'],
  ['two-consultations', 'state-menu', 'state-break', 'state_break'],
  ['two-consultations', 'chat-more', 'silence', 'silence'],
  ['two-consultations', 'chat-more', 'tear-off', 'own_window'],
  ['two-consultations', 'chat-more', 'transcript-copy', 'transcript_copy'],
  ['two-consultations', 'chat-more', 'transcript-save', 'transcript_save'],
  ['two-consultations', 'person-menu', 'person-choices', 'do_not_disturb'],
  ['two-consultations', 'person-menu', 'why-open', 'why'],
  ['two-consultations', 'person-menu', 'settings-open', 'settings'],
  ['two-consultations', 'person-menu', 'sign-out', 'sign_out'],
  ['conference', 'participant-action', 'remove-participant', 'remove_participant'],
  ['pending', null, 'request-withdraw', 'withdraw'],
  ['declined', null, 'notice-pick-another', 'pick_another'],
  ['declined', null, 'notice-dismiss', 'dismiss_notice'],
  ['wrap-up', null, 'mark-done', 'mark_done'],
  ['invitation', null, 'invitation-accept', 'accept_invitation'],
  ['invitation', null, 'invitation-decline', 'decline_invitation'],
  ['do-not-disturb', null, 'dnd-end', 'do_not_disturb'],
  ['not-ready', null, 'not-ready-get-ready', 'state_ready'],
];

const SCENES = [...new Set(PLACES.map(([scene]) => scene))];

/** A letter that no keyboard here has, for each act. */
const LETTERS = new Map([...new Set(PLACES.map(([, , , act]) => act))].map((act, place) => [act, String.fromCodePoint(0x3b1 + place)]));

const give = (page: Page, keys: Record<string, string>) =>
  page.evaluate(
    (keys) => (globalThis as never as { fake: FakeBackend }).fake.execute({ kind: 'set', setting: 'keys', value: { kind: 'keys', keys } }),
    keys,
  );

/** The tooltip and what can be read. */
const says = (page: Page, name: string) =>
  page.$eval(at(name), (element) => `${element.getAttribute('title') ?? ''} ${element.textContent}`.replace(/[\u2066-\u2069]/g, ''));

test.each(SCENES)('in %s each action says its keys, in its menu’s row or its tooltip; given others, those', async (scene) => {
  const page = await open(scene);
  for (const [, opener, name, act] of PLACES.filter(([of]) => of === scene)) {
    if (opener) await page.click(at(opener));
    await page.waitForSelector(at(name));
    await give(page, Object.fromEntries([...LETTERS].map(([act, letter]) => [act, `Mod+Shift+${letter}`])));
    await expect.poll(() => says(page, name), { message: act }).toMatch(new RegExp(`Strg\\+(?:⇧|Umschalt)\\+${LETTERS.get(act)}`));
    await give(page, { [act]: '' });
    await expect.poll(() => says(page, name), { message: `${act}, taken away` }).not.toMatch(/Strg\+(?:⇧|Umschalt)\+/);
    if (opener) await page.keyboard.press('Escape');
  }
});
