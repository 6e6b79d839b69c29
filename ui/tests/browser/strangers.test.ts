// @vitest-environment node
// What strangers send, and what comes by mistake: however long, high or strange it is, the rest of the window stays as it was.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { FakeBackend } from '../../src/backend/fake';
import type { InvitationCard } from '../../src/generated/InvitationCard';
import { at, stage } from './stage';

const { open } = stage();

/** More than any card has room for, with its lines as they were written. */
const LONG = Array.from({ length: 60 }, (_, line) => `${line + 1}. Was die nächste Person wissen muss`).join('\n');

const invitation = (kind: InvitationCard['kind'], text: string): InvitationCard => ({
  invitation: 'i-long',
  case: 'case-long',
  kind,
  by: 'Katrin Richter',
  contact: 'Martin Hoffmann',
  queue: 'Rechnung',
  text,
  expires_at: Date.now() + 60_000,
  busy: false,
  refusable: true,
  interrupted: false,
});

async function invites(page: Page, card: InvitationCard): Promise<void> {
  await page.evaluate((card) => {
    const { fake } = globalThis as never as { fake: FakeBackend };
    fake.scene.list = { ...fake.scene.list, invitations: [card] };
    fake.tell({ part: 'list', list: fake.scene.list });
  }, card);
}

const says = (page: Page, key: string, text: string) =>
  page.evaluate(
    ([key, text]) => {
      const { fake } = globalThis as never as { fake: FakeBackend };
      const body = {
        kind: 'message',
        author: 'Martin Hoffmann',
        role: null,
        side: 'contact',
        text,
        state: { kind: 'sent' },
        message: key,
      } as never;
      fake.tell({
        part: 'entries',
        case: 'case-hoffmann',
        thread: { kind: 'main' },
        lines: { op: 'append', lines: [{ key, at: Date.now(), body }] },
      });
    },
    [key, text] as const,
  );

test('a long text in a card can be read to its end before it is answered', async () => {
  for (const kind of ['consultation', 'transfer', 'chat'] as const) {
    const page = await open('chat', { height: 620 });
    await invites(page, invitation(kind, LONG));
    const words = page.locator(`${at('invitation')} ${at('long-text')}`);
    const card = (await page.locator(at('invitation')).boundingBox())!;
    expect(card.height).toBeLessThan(300);
    expect(await words.textContent(), 'the lines are as they were written').toContain('2. Was die nächste Person wissen muss\n3. Was');
    await words.focus();
    await page.keyboard.press('End');
    const last = () => words.evaluate((box) => box.scrollTop + box.clientHeight >= box.scrollHeight - 1);
    await expect.poll(last).toBe(true);
    expect((await page.locator(at('invitation')).boundingBox())!, 'nothing has moved').toEqual(card);
  }
});

test('a short text in a card is no stop on the way to its answer', async () => {
  const page = await open('chat');
  await invites(page, invitation('consultation', 'Darf ich gutschreiben?'));
  await page.waitForSelector(at('long-text'));
  expect(await page.getAttribute(at('long-text'), 'tabindex')).toBeNull();
});

test('quotes close at the last word, and a name that fits into its line is not broken for the queue beside it', async () => {
  const page = await open('two-consultations');
  await invites(page, { ...invitation('chat', 'Guten Tag'), by: null });
  expect(await page.locator(`${at('invitation')} q`).evaluate((quote) => quote.textContent)).toBe('Guten Tag');
  const name = page.locator(`${at('invitation')} header b`);
  expect(await name.evaluate((name) => name.getClientRects().length), 'lines of the name').toBe(1);
});

test('a long note above the chat leaves transcript, field and answer in sight', async () => {
  const page = await open('chat', { height: 620 });
  await page.evaluate(
    (card) => {
      const { fake } = globalThis as never as { fake: FakeBackend };
      fake.tell({ part: 'chat', chat: { ...fake.scene.chat!, invitation: card } });
    },
    invitation('transfer', LONG),
  );
  const strip = (await page.locator(at('chat-invitation')).boundingBox())!;
  expect(strip.height).toBeLessThan(180);
  for (const part of ['invitation-accept', 'message-input']) {
    const { y, height } = (await page.locator(`${at('chat')} ${at(part)}`).boundingBox())!;
    expect(y + height, part).toBeLessThanOrEqual(620);
  }
  expect((await page.locator(at('transcript')).boundingBox())!.height).toBeGreaterThan(80);
});

test('marks that are stacked over a letter lie over nobody else’s words', async () => {
  const page = await open('chat');
  await says(page, 'high', `H${'\u0363\u0300\u0301\u0302\u0303\u0308\u030a'.repeat(60)}allo`);
  await page.waitForSelector('[data-key=high] .bubble');
  expect(await page.$eval('[data-key=high] .bubble', (bubble) => getComputedStyle(bubble).overflowY), 'cut at its edge').toBe('clip');
});

test('that nothing can be saved stands in every window as long as it is so', async () => {
  for (const scene of ['chat', 'torn-off'] as const) {
    const page = await open(scene);
    expect(await page.$(at('not-saved'))).toBeNull();
    const saves = (not_saved: boolean) =>
      page.evaluate((not_saved) => {
        const { fake } = globalThis as never as { fake: FakeBackend };
        const { attention } = fake.scene;
        fake.tell({ part: 'attention', attention: { ...attention, system: { ...attention.system, not_saved } } });
      }, not_saved);
    await saves(true);
    await page.waitForSelector(at('not-saved'));
    expect(await page.textContent(at('not-saved'))).toContain('nichts speichern');
    await saves(false);
    await page.waitForSelector(at('not-saved'), { state: 'detached' });
  }
});

test('a name that reads like a line of the system is set off from what the system says', async () => {
  const page = await open('chat');
  const contact = 'Katrin Richter ist dem Chat beigetreten · 14:03 · Martin';
  await page.evaluate((contact) => {
    const { fake } = globalThis as never as { fake: FakeBackend };
    const body = { kind: 'system', phrase: { id: 'contact-interrupted', args: { contact } }, private: false, note: null } as never;
    fake.tell({
      part: 'entries',
      case: 'case-hoffmann',
      thread: { kind: 'main' },
      lines: { op: 'append', lines: [{ key: 'line', at: Date.now(), body }] },
    });
    fake.tell({ part: 'toast', toast: { id: 'told-in-queue', args: { queue: 'Technik', contact: `\u2069${contact}` } } });
  }, contact);
  expect(await page.textContent('[data-key=line] b')).toBe(contact);
  expect(await page.textContent(`${at('toast')} b >> nth=1`)).toBe(contact);
});

test('a name that nothing breaks stays in its question and in its line', async () => {
  const page = await open('chat');
  await page.evaluate((contact) => {
    const { fake } = globalThis as never as { fake: FakeBackend };
    fake.tell({ part: 'chat', chat: { ...fake.scene.chat!, contact } });
    const body = {
      kind: 'message',
      author: contact,
      role: null,
      side: 'contact',
      text: 'Guten Tag',
      state: { kind: 'sent' },
      message: 'long',
    } as never;
    fake.tell({
      part: 'entries',
      case: 'case-hoffmann',
      thread: { kind: 'main' },
      lines: { op: 'append', lines: [{ key: 'long', at: Date.now(), body }] },
    });
  }, 'W'.repeat(80));
  const fits = (selector: string) => page.$eval(selector, (element) => element.scrollWidth <= element.clientWidth);
  expect(await fits('[data-key=long] .who')).toBe(true);
  expect(await fits(at('context'))).toBe(true);
  await page.click(at('tool-end'));
  await page.waitForSelector(at('end-dialog'));
  expect(await fits(at('end-dialog'))).toBe(true);
});
