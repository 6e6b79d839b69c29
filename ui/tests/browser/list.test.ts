// @vitest-environment node
// The left column: nothing moves under the pointer, rows say what presses, and what is offered when nothing is open.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { FakeBackend } from '../../src/backend/fake';
import type { InvitationCard } from '../../src/generated/InvitationCard';
import { at, inputs, stage } from './stage';

const { open } = stage();

const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? document.activeElement?.tagName);
const plain = (text: string | null) => (text ?? '').replace(/[\u2066-\u2069]/g, '').trim();
const top = (page: Page, selector: string) => page.$eval(selector, (element) => element.getBoundingClientRect().top);
const drawn = (page: Page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

const card = (name: string): InvitationCard => ({
  invitation: `invitation-${name}`,
  case: `case-${name}`,
  kind: 'chat',
  by: null,
  contact: name,
  queue: 'Technik',
  text: null,
  expires_at: Date.now() + 30_000,
  busy: false,
  refusable: true,
  interrupted: false,
});

/** These invitations are open now. */
async function invited(page: Page, names: string[]): Promise<void> {
  await page.evaluate(
    (invitations) => {
      const { fake } = globalThis as never as { fake: FakeBackend };
      fake.scene.list = { ...fake.scene.list, invitations };
      fake.tell({ part: 'list', list: fake.scene.list });
    },
    names.map((name) => card(name)),
  );
  await drawn(page);
}

const accept = (name: string) => `[data-case=case-${name}] ${at('invitation-accept')}`;
const row = (id: string) => `${at('chat-row')}[data-case=${id}]`;

test('the head is as high whatever it says, and an invitation pushes no row', async () => {
  const page = await open('chat');
  const before = [await page.$eval(at('me'), (head) => (head as HTMLElement).offsetHeight), await top(page, row('case-neumann'))];
  expect(before[0]).toBe(92);
  await invited(page, ['Lorenz', 'Vogt']);
  await page.evaluate(() => {
    const { fake } = globalThis as never as { fake: FakeBackend };
    const me = { ...fake.scene.me, name: 'Hieronymus von Hohenlohe-Waldenburg', word: { id: 'presence-signed-in', args: { chats: 0 } } };
    fake.scene.attention = { ...fake.scene.attention, do_not_disturb_until: Date.now() + 1_800_000 };
    fake.tell({ part: 'me', me }, { part: 'attention', attention: fake.scene.attention });
  });
  await page.waitForSelector(at('dnd-on'));
  expect([await page.$eval(at('me'), (head) => (head as HTMLElement).offsetHeight), await top(page, row('case-neumann'))]).toEqual(before);
  expect(await page.isVisible(at('dnd-end'))).toBe(true);
});

test('further invitations stack upwards, and the last row can be scrolled free of them', async () => {
  const page = await open('many-chats', { height: 700 });
  await invited(page, ['Lorenz', 'Vogt']);
  expect(await top(page, accept('Lorenz')), 'the oldest is lowest').toBeGreaterThan(await top(page, accept('Vogt')));
  const queue = `${at('queue')} >> nth=-1`;
  await page.$eval(at('queues'), (queues) => queues.lastElementChild!.scrollIntoView());
  await page.$eval('.scroll', (list) => list.scrollTo(0, list.scrollHeight));
  const { y, height } = (await page.locator(queue).boundingBox())!;
  expect(y + height).toBeLessThanOrEqual(await top(page, `[data-case=case-Vogt]${at('invitation')}`));
});

test('an invitation that is answered or runs out moves no other one while the pointer is over them', async () => {
  const page = await open('chat');
  await invited(page, ['Lorenz', 'Vogt']);
  const { x, y } = (await page.locator(accept('Vogt')).boundingBox())!;
  await page.mouse.move(x + 10, y + 10);
  await page.mouse.down();
  await invited(page, ['Vogt']);
  expect(await top(page, accept('Vogt'))).toBe(y);
  await page.mouse.up();
  expect(await inputs(page)).toEqual([{ kind: 'do', command: { kind: 'accept_invitation', invitation: 'invitation-Vogt' } }]);
  await invited(page, ['Vogt', 'Meyer']);
  expect(await top(page, accept('Vogt')), 'nor does a new one').toBe(y);
  await page.mouse.move(700, 300);
  await drawn(page);
  expect(await top(page, accept('Vogt')), 'the pointer is gone').toBeGreaterThan(y);
});

test('the person’s menu and the menu of the state are two', async () => {
  const page = await open('chat');
  await page.click(at('state-menu'));
  const choices = await page.$$eval(`${at('state-choices')} button`, (items) => items.map((item) => item.getAttribute('data-testid')));
  expect(choices).toEqual(['state-ready', 'state-break', 'state-meeting', 'state-training', 'state-other-work', 'state-after-work']);
  await page.keyboard.press('Escape');
  await page.click(at('person-menu'));
  await page.click(at('person-language-en'));
  await page.waitForSelector('html[lang=en]');
  expect(await focused(page)).toBe('person-menu');
});

test('after the chat is gone the one that needs me most is offered, with the focus, and a held key opens nothing', async () => {
  const page = await open('chat');
  await page.evaluate(() => {
    const { fake } = globalThis as never as { fake: FakeBackend };
    const first = {
      case: 'case-sahin',
      consultation: null,
      contact: 'Aylin Şahin',
      why: 'reply' as const,
      reminder: fake.scene.list.chats[0]!.reminder,
    };
    fake.scene.list = { ...fake.scene.list, first };
    fake.tell({ part: 'list', list: fake.scene.list }, { part: 'chat', chat: null });
  });
  await page.waitForSelector(at('empty-first'));
  expect(await focused(page)).toBe('empty-first');
  expect(plain(await page.textContent(at('empty-workspace')))).toContain('Aylin Şahin wartet auf Ihre Antwort.');
  await page.$eval(at('empty-first'), (button) => {
    const key = new KeyboardEvent('keydown', { key: 'Enter', repeat: true, bubbles: true, cancelable: true });
    if (button.dispatchEvent(key)) (button as HTMLElement).click();
  });
  expect(await inputs(page)).toEqual([]);
  await page.keyboard.press('Enter');
  expect(await inputs(page)).toEqual([{ kind: 'select', case: 'case-sahin' }]);
});

test('rows say what presses: a draft, words of a consultation, a refused request', async () => {
  const page = await open('window');
  const line = async (id: string) => plain(await page.textContent(`${row(id)} ${at('chat-preview')}`)).replace(/\s+/gu, ' ');
  const colour = (selector: string) => page.$eval(selector, (element) => getComputedStyle(element).color);
  expect(await line('case-lindner')).toBe('Entwurf: Guten Tag, Frau Lindner, die Kündigung');
  expect(await line('case-yildiz')).toBe('Sven Albrecht: Ist freigegeben.');
  const amber = await colour(`${row('case-yildiz')} ${at('row-consulting')}`);
  expect(await colour(`${row('case-yildiz')} ${at('chat-preview')}`)).toBe(amber);
  expect(plain(await page.textContent(`${row('case-yildiz')} ${at('row-consulting')}`))).toBe('1 ungelesene Nachricht in Rückfragen');
  expect(await page.$(`${row('case-yildiz')} .news`)).not.toBeNull();
  expect(await page.$(`${row('case-hoffmann')} .news`), 'open, and all is read').toBeNull();
  expect(plain(await page.getAttribute(`${row('case-okafor')} ${at('row-refused')}`, 'title'))).toContain('Frieda Rixen');
  expect(await page.getAttribute(`${row('case-okafor')} .name`, 'title')).toBe('Grace Okafor');
});

test('a filter appears from twelve chats on, narrows by name and words, and Escape takes it away', async () => {
  expect(await (await open('chat')).$(at('list-filter'))).toBeNull();
  const page = await open('many-chats');
  const names = () => page.$$eval(`${at('my-chats')} ${at('chat-row')} .name`, (found) => found.map((name) => name.textContent));
  await page.fill(at('list-filter'), 'sahin');
  expect(await names()).toEqual(['Aylin Şahin']);
  await page.fill(at('list-filter'), 'SERIENNUMMER gefunden');
  expect(await names()).toEqual(['Nadine Kowalski']);
  await page.keyboard.press('ArrowDown');
  expect(await focused(page)).toBe('chat-row');
  await page.fill(at('list-filter'), 'niemand heißt so');
  expect(await names()).toEqual([]);
  await page.keyboard.press('Escape');
  expect((await names()).length).toBeGreaterThan(11);
});

test('a chat that was just taken is scrolled into view', async () => {
  const page = await open('many-chats', { height: 420 });
  await page.mouse.move(700, 300);
  await page.evaluate(() => {
    const { fake } = globalThis as never as { fake: FakeBackend };
    const taken = { ...fake.scene.list.chats[0]!, case: 'case-taken', contact: 'Birgit Lorenz', reminder: null, selected: false };
    fake.scene.list = { ...fake.scene.list, invitations: [], chats: [...fake.scene.list.chats, taken] };
    fake.tell({ part: 'list', list: fake.scene.list });
  });
  await drawn(page);
  const { y, height } = (await page.locator(row('case-taken')).boundingBox())!;
  expect(y + height).toBeLessThanOrEqual(420);
});

test('a name that nothing breaks stays in its card and in its row', async () => {
  const page = await open('many-chats');
  await invited(page, ['W'.repeat(80)]);
  const { x, width } = (await page.locator(at('invitation')).boundingBox())!;
  expect(x + width).toBeLessThanOrEqual(280);
  expect(await page.$eval(at('invitation'), (card) => card.scrollWidth <= card.clientWidth)).toBe(true);
});

test('that an offer ran out stands until it is read, lies over nothing, and leads back', async () => {
  const page = await open('not-ready');
  const notice = (await page.locator(at('not-ready-notice')).boundingBox())!;
  const header = (await page.locator(at('chat-contact')).boundingBox())!;
  expect(notice.y + notice.height).toBeLessThanOrEqual(header.y);
  expect(plain(await page.textContent(at('state-menu')))).toContain('Nicht bereit: keine Antwort');
  expect(await page.$eval(`${at('state-menu')} .word`, (word) => word.scrollWidth <= word.clientWidth), 'it is said whole').toBe(true);
  await page.click(at('not-ready-get-ready'));
  await page.waitForSelector(at('not-ready-notice'), { state: 'detached' });
  const again = await open('not-ready');
  await again.click(at('not-ready-dismiss'));
  await again.waitForSelector(at('not-ready-notice'), { state: 'detached' });
  expect(await inputs(again)).toEqual([{ kind: 'dismiss_not_ready' }]);
});

test('a shape, a colour and a word for each presence, and never red', async () => {
  const page = await open('communicator-conference');
  await page.click(at('tool-conference'));
  await page.waitForSelector(at('target-row'));
  const seen = await page.$$eval(at('target-row'), (rows) =>
    rows.map((row) => {
      const { backgroundColor, borderTopWidth } = getComputedStyle(row.querySelector('.dot')!);
      return [
        row.getAttribute('data-presence'),
        borderTopWidth === '2px' ? 'ring' : backgroundColor,
        row.querySelector('small')!.textContent !== '',
      ] as const;
    }),
  );
  const token = (name: string) =>
    page.evaluate((name) => {
      const probe = document.body.appendChild(document.createElement('i'));
      probe.style.backgroundColor = `var(${name})`;
      return getComputedStyle(probe).backgroundColor;
    }, name);
  const shapes = { ready: await token('--ok'), busy: await token('--warn'), away: 'ring', gone: 'ring' };
  expect(new Set(seen.map(([presence]) => presence))).toEqual(new Set(['ready', 'busy', 'away', 'gone']));
  for (const [presence, shape, word] of seen)
    expect([presence, shape, word]).toEqual([presence, shapes[presence as keyof typeof shapes], true]);
});

test('rows and invitations have names without initials', async () => {
  const page = await open('communicator-conference');
  await page.click(at('tool-conference'));
  await page.waitForSelector(at('target-row'));
  expect(plain(await page.getAttribute('[data-target=agent-agent-frieda]', 'aria-label'))).toMatch(
    /^Frieda Rixen, Nachbearbeitung · 3 Chats · seit .+, Aktion$/u,
  );
  const list = await open('invitation');
  const cards = await list.getByRole('article').evaluateAll((cards) => cards.map((card) => card.getAttribute('aria-label')));
  expect(cards.map(plain)).toEqual(['Einladung: Sabine Vogt, Technik', expect.stringMatching(/^Lukas Wagner /u)]);
  expect(plain(await list.getAttribute(at('invitation-accept'), 'aria-label'))).toBe('Annehmen: Sabine Vogt');
});
