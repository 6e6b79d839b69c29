// @vitest-environment node
// Signs in the windows: the settings page by keyboard and pointer, do-not-disturb, silenced chats, why it rang, Ctrl+J.

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { FakeBackend } from '../../src/backend/fake';
import type { Input } from '../../src/generated/Input';
import { at, inputs, stage } from './stage';
import { unfold } from './unfold';

const { open } = stage();

const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? document.activeElement?.tagName);
const plain = (text: string | null) => (text ?? '').replace(/[\u2066-\u2069]/g, '').trim();
const on = (setting: string, value: boolean): Input => ({ kind: 'set', setting: setting as never, value: { kind: 'switch', on: value } });

test('each chat that waits shows icon, time and level, in words too, and no pending reply shows nothing', async () => {
  const page = await open('reminder');
  expect(await page.$$eval(at('reminder'), (pills) => pills.map((pill) => pill.getAttribute('data-level')))).toEqual([
    'red',
    'yellow',
    'green',
    'yellow',
  ]);
  expect(plain(await page.textContent(`${at('chat')} ${at('reminder')} .visually-hidden`))).toMatch(
    /^Wartet seit 0:4\d auf Ihre Antwort: bald fällig$/,
  );
  expect(await page.getAttribute(`${at('chat')} ${at('reminder')}`, 'title')).toBe('Antwort bald fällig');
  expect(await page.$$eval(`${at('chat-row')}[data-group=ended] ${at('reminder')}`, (pills) => pills.length)).toBe(0);
  expect(
    await page.$$eval(`${at('reminder')} svg`, (icons) => new Set(icons.map((icon) => icon.innerHTML)).size),
    'each level has an icon of its own',
  ).toBe(3);
  // Read where the agent looks, never announced: it would speak each second.
  expect(
    await page.$$eval(
      at('reminder'),
      (pills) => pills.filter((pill) => pill.closest('[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log]')).length,
    ),
  ).toBe(0);
});

test('the reminder turns yellow and red at its moments, without any movement', async () => {
  const page = await open('chat');
  await page.clock.install();
  const now = await page.evaluate(() => Date.now());
  const pill = `${at('chat')} ${at('reminder')}`;
  await page.evaluate((now) => {
    const { fake } = globalThis as never as { fake: FakeBackend };
    fake.scene.chat = {
      ...fake.scene.chat!,
      reminder: { since: now, counts_from: now + 2_000, yellow_at: now + 32_000, red_at: now + 52_000 },
    };
    // The clock was put in place of the page's own: it is told the time again, and wound anew by showing the page.
    fake.tell({ part: 'clock', now }, { part: 'chat', chat: fake.scene.chat });
  }, now);
  const level = async () => {
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    return [await page.getAttribute(pill, 'data-level'), plain(await page.textContent(`${pill} .tabular`))];
  };
  expect(await level(), 'it does not count below nothing').toEqual(['green', '0:00']);
  await page.clock.fastForward(31_000);
  expect((await level())[0]).toBe('green');
  await page.clock.fastForward(1_500);
  expect((await level())[0]).toBe('yellow');
  await page.clock.fastForward(20_000);
  expect((await level())[0]).toBe('red');
  expect(
    await page.$eval(
      pill,
      (element) => [element, ...element.querySelectorAll('*')].filter((part) => getComputedStyle(part).animationName !== 'none').length,
    ),
  ).toBe(0);
});

test('every setting tells the desktop what was chosen', async () => {
  const page = await open('settings');
  await unfold(page);
  const switches = [
    'settings-own-windows',
    'setting-flash-consultations',
    'setting-notify-invitations',
    'setting-notify-text',
    'setting-notify-messages',
    'setting-sound-invitation',
    'setting-sound-message',
    'setting-sound-idle',
    'setting-respect-system',
  ];
  for (const name of switches) await page.click(at(name));
  await page.click(`label:has(> ${at('theme-dark')})`);
  await page.focus(at('volume'));
  await page.keyboard.press('ArrowRight');
  await page.click(at('shortcut'));
  await page.click(`${at('shortcut-option')}[data-value=ctrl_shift_j]`);
  await page.click(at('setting-sound-output'));
  await page.click(`${at('setting-sound-output-option')}:has-text("Headset (USB)")`);
  await page.click(at('language-en'));
  expect(await inputs(page)).toEqual([
    on('own_windows', true),
    on('flash_consultations', false),
    on('notify_invitations', false),
    on('notify_text', true),
    on('notify_messages', false),
    on('sound_invitation', false),
    on('sound_message', false),
    on('sound_idle', false),
    on('respect_system', false),
    { kind: 'set', setting: 'theme', value: { kind: 'theme', theme: 'dark' } },
    { kind: 'set', setting: 'volume', value: { kind: 'percent', percent: 65 } },
    { kind: 'set', setting: 'shortcut', value: { kind: 'shortcut', shortcut: 'ctrl_shift_j' } },
    {
      kind: 'set',
      setting: 'sound_output',
      value: { kind: 'output', output: { kind: 'device', device: { id: 'pulseaudio:headset', name: 'Headset (USB)' } } },
    },
    { kind: 'set', setting: 'language', value: { kind: 'language', language: 'en' } },
  ]);
  expect(await page.getAttribute(at('shortcut-state'), 'data-state')).toBe('taken');
  expect(await page.textContent(at('shortcut-state'))).toContain('another program');
  // Without any notification there is no text to show in one.
  expect(await page.isDisabled(at('setting-notify-text'))).toBe(true);
});

test('each sign can be tried, and flashing says when to look', async () => {
  const page = await open('settings');
  await unfold(page);
  for (const name of ['try-flash', 'try-badge', 'try-notification', 'try-sound-invitation', 'try-sound-message', 'try-sound-consultation'])
    await page.click(at(name));
  expect((await inputs(page)).map((input) => (input.kind === 'try' ? input.sign : input))).toEqual([
    { kind: 'flash' },
    { kind: 'badge' },
    { kind: 'notification' },
    { kind: 'sound', sound: 'invitation' },
    { kind: 'sound', sound: 'message' },
    { kind: 'sound', sound: 'consultation' },
  ]);
  expect(await page.textContent('[data-section=flash] [role=status]')).toBe(
    'Wechseln Sie jetzt in ein anderes Fenster: Das Blinken beginnt in 3 Sekunden und dauert 5.',
  );
});

test('what to do while flashing is tried stands as long as the trial, a second one anew', async () => {
  const page = await open('settings');
  await page.clock.install();
  await unfold(page);
  const words = () => page.textContent('[data-section=flash] [role=status]');
  const before = await words();
  await page.click(at('try-flash'));
  await page.clock.runFor(5_000);
  expect(await words()).toContain('Wechseln Sie jetzt');
  await page.click(at('try-flash'));
  await page.clock.runFor(7_000);
  expect(await words()).toContain('Wechseln Sie jetzt');
  await page.clock.runFor(1_500);
  expect(await words()).toBe(before);
});

test('what could not be shown is told on top of the settings', async () => {
  const page = await open('settings');
  await unfold(page);
  await page.evaluate(() =>
    (globalThis as never as { fake: FakeBackend }).fake.tell({ part: 'toast', toast: { id: 'refusal-target-logged-out', args: {} } }),
  );
  await page.waitForSelector(`${at('settings')} ${at('toast')}`);
  expect(await page.$$eval(at('toast'), (toasts) => toasts.length)).toBe(1);
  await page.click(at('toast-dismiss'));
  expect(await page.$(at('toast'))).toBeNull();
});

test.each([
  [1360, 860],
  [380, 600],
] as const)('the settings page by keyboard alone (%i × %i): everything is reached, Escape gives the focus back', async (width, height) => {
  const page = await open('settings', { width, height });
  if (width < 760) await page.click(at('show-list'));
  await page.focus(at('person-menu'));
  await page.keyboard.press('Enter');
  await page.waitForSelector(at('person-choices'));
  await page.keyboard.press('e');
  expect(await focused(page)).toBe('settings-open');
  await page.keyboard.press('Enter');
  await page.waitForSelector(at('settings'));
  expect(await focused(page), 'it begins at its title').toBe('H2');
  const wanted = await page.$$eval(`${at('settings')} :is(button, input):not(:disabled)`, (controls) =>
    controls.map((control) => control.getAttribute('data-testid')).filter((name) => !/^theme-(light|dark)$/.test(name ?? '')),
  );
  expect(wanted.length).toBeGreaterThan(20);
  const seen: (string | null | undefined)[] = [];
  for (let press = 0; press < wanted.length; press++) {
    await page.keyboard.press('Tab');
    seen.push(await focused(page));
    const { top, bottom } = (await page.evaluate(() => document.activeElement!.getBoundingClientRect().toJSON())) as DOMRect;
    if (seen.at(-1) !== 'theme-system') expect([top >= 0, bottom < height + 1], `${seen.at(-1)} is in sight`).toEqual([true, true]);
  }
  expect(seen).toEqual(wanted);
  await page.focus(at('setting-flash'));
  await page.keyboard.press('Space');
  expect(await inputs(page)).toEqual([on('flash', false)]);
  await page.keyboard.press('Escape');
  await page.waitForSelector(at('settings'), { state: 'detached' });
  expect(await focused(page)).toBe('person-menu');
  // The list that lay over the chat still does: Escape closes one layer at a time.
  expect(await page.isVisible(at('my-chats'))).toBe(true);
});

test('what this computer cannot do is said, and keys that nobody gives cannot be chosen', async () => {
  const page = await open('settings-wayland');
  await unfold(page);
  expect(await page.$$eval(at('means-note'), (notes) => notes.map((note) => note.getAttribute('data-note')))).toEqual([
    'means-flash-notification',
    'means-badge-launcher',
    'means-tray-none',
    'means-notifications-plain',
    'means-sound-none',
    'means-idle-none',
    'means-quiet-unreadable',
  ]);
  expect(await page.isDisabled(at('shortcut'))).toBe(true);
  expect(await page.textContent(at('shortcut-state'))).toContain('Wayland');
  expect(await page.getAttribute(at('system-quiet'), 'data-quiet')).toBe('unreadable');
});

test('do-not-disturb: on for half an hour by two keys, seen in the header, off by one click', async () => {
  const page = await open('chat');
  await page.focus(at('person-menu'));
  await page.keyboard.press('Enter');
  await page.waitForSelector(at('person-choices'));
  await page.keyboard.press('3');
  expect(await focused(page)).toBe('dnd-30');
  const before = await page.evaluate(() => Date.now());
  await page.keyboard.press('Enter');
  await page.waitForSelector(at('dnd-on'));
  expect(await focused(page)).toBe('person-menu');
  const until = (await inputs(page)).map((input) => (input.kind === 'set_do_not_disturb' ? input.until : null))[0]!;
  expect(until - before).toBeGreaterThanOrEqual(30 * 60_000);
  expect(until - before).toBeLessThan(31 * 60_000);
  expect(plain(await page.textContent(at('dnd-on')))).toMatch(/Nicht stören bis (morgen, )?\d\d:\d\d/);
  await page.click(at('dnd-end'));
  await page.waitForSelector(at('dnd-on'), { state: 'detached' });
  expect((await inputs(page)).at(-1)).toEqual({ kind: 'set_do_not_disturb', until: null });
});

test('do-not-disturb until a time: says the day, takes no nonsense, Escape keeps everything', async () => {
  const page = await open('chat');
  await page.click(at('person-menu'));
  await page.click(at('dnd-until'));
  expect(await focused(page)).toBe('dnd-clock');
  const near = await page.evaluate(() =>
    [-60_000, 120_000]
      .map((ms) => new Date(Date.now() + ms))
      .map((at) => [`${at.getHours()}:${String(at.getMinutes()).padStart(2, '0')}`, at.getDate() === new Date().getDate()] as const),
  );
  await page.fill(at('dnd-clock'), near[0]![0]);
  if (near[0]![1]) expect(await page.textContent(at('dnd-day'))).toBe('morgen');
  await page.fill(at('dnd-clock'), near[1]![0]);
  if (near[1]![1]) expect(await page.textContent(at('dnd-day'))).toBe('heute');
  await page.fill(at('dnd-clock'), 'bald');
  expect(await page.isDisabled(at('dnd-set'))).toBe(true);
  await page.keyboard.press('Enter');
  expect(await inputs(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.waitForSelector(at('dnd-time'), { state: 'detached' });
  expect(await focused(page)).toBe('person-menu');
  await page.click(at('person-menu'));
  await page.click(at('dnd-until'));
  await page.fill(at('dnd-clock'), near[1]![0]);
  await page.keyboard.press('Enter');
  await page.waitForSelector(at('dnd-on'));
  const until = (await inputs(page)).map((input) => (input.kind === 'set_do_not_disturb' ? input.until : null))[0]!;
  expect(await page.evaluate((until) => new Date(until).getSeconds() + new Date(until).getMilliseconds(), until)).toBe(0);
});

test('do-not-disturb that has run out is shown no more', async () => {
  const page = await open('do-not-disturb');
  await page.waitForSelector(at('dnd-on'));
  await page.evaluate(() => {
    const { fake } = globalThis as never as { fake: FakeBackend };
    fake.scene.attention = { ...fake.scene.attention, do_not_disturb_until: Date.now() + 300 };
    fake.tell({ part: 'attention', attention: fake.scene.attention });
  });
  await page.waitForSelector(at('dnd-on'), { state: 'detached' });
});

test('the system’s quiet is seen in the header, unless it is not respected', async () => {
  const page = await open('chat');
  await page.evaluate(() => {
    const { fake } = globalThis as never as { fake: FakeBackend };
    fake.scene.attention = { ...fake.scene.attention, system: { ...fake.scene.attention.system, quiet: 'on' } };
    fake.tell({ part: 'attention', attention: fake.scene.attention });
  });
  await page.waitForSelector(at('dnd-system'));
  await unfold(page, 'settings');
  await page.click(at('setting-respect-system'));
  await page.waitForSelector(at('dnd-system'), { state: 'detached' });
});

test('do-not-disturb is seen in the header of the chat where the left column is not', async () => {
  const page = await open('do-not-disturb');
  expect(await page.$(at('dnd-mark')), 'the left column says so').toBeNull();
  await page.setViewportSize({ width: 380, height: 480 });
  expect(plain(await page.getAttribute(at('dnd-mark'), 'aria-label'))).toMatch(/^Nicht stören bis (morgen, )?\d\d:\d\d$/u);
  const [mark, header] = await Promise.all(
    [at('dnd-mark'), at('chat-contact')].map(async (place) => (await page.locator(place).boundingBox())!),
  );
  expect(mark!.width, 'the whole mark is there').toBeGreaterThan(10);
  expect(mark!.x).toBeGreaterThanOrEqual(header!.x);
  const own = await open('torn-off');
  expect(await own.$(at('dnd-mark'))).toBeNull();
  await own.evaluate(() => {
    const { fake } = globalThis as never as { fake: FakeBackend };
    fake.tell({ part: 'attention', attention: { ...fake.scene.attention, system: { ...fake.scene.attention.system, quiet: 'on' } } });
  });
  await own.waitForSelector(at('dnd-mark'));
  expect(await own.getAttribute(at('dnd-mark'), 'aria-label')).toBe('„Nicht stören“ des Systems ist an');
});

test('a colleague in do-not-disturb is not asked out of a consultation, and the buttons say why', async () => {
  const page = await open('two-consultations');
  const asks = ['consultation-conference', 'consultation-transfer'].map(at);
  expect(await Promise.all(asks.map((ask) => page.isEnabled(ask)))).toEqual([true, true]);
  await page.evaluate(() => {
    const { fake } = globalThis as never as { fake: FakeBackend };
    const chat = fake.scene.chat!;
    const consultations = chat.consultations.map((pane) => ({ ...pane, not_askable: { id: 'not-askable-do-not-disturb', args: {} } }));
    fake.tell({ part: 'chat', chat: { ...chat, consultations } });
  });
  for (const ask of asks) {
    await page.waitForSelector(`${ask}:disabled`);
    expect(await page.getAttribute(ask, 'title')).toBe('Möchte nicht gestört werden');
  }
  expect(await page.isEnabled(at('consultation-end'))).toBe(true);
});

test('a chat is silenced and heard again from its header, and its row says so', async () => {
  const page = await open('chat');
  await page.click(at('chat-more'));
  expect(await page.getAttribute(at('silence'), 'aria-checked')).toBe('false');
  await page.click(at('silence'));
  await page.waitForSelector(at('silenced'));
  expect(await page.textContent(`${at('chat-row')}[aria-current=true] ${at('row-silenced')}`)).toBe('Stumm geschaltet');
  await page.click(at('chat-more'));
  await page.click(at('silence'));
  await page.waitForSelector(at('silenced'), { state: 'detached' });
  expect(await inputs(page)).toEqual([true, false].map((silenced) => ({ kind: 'silence', case: 'case-hoffmann', silenced })));
  const former = await open('wrap-up');
  await former.click(at('chat-more'));
  expect(await former.$(at('silence')), 'nothing rings where the session is over').toBeNull();
});

test('why it rang: a table with names, fifty rows, copied without a word of the chats, and new ones come at the top', async () => {
  const page = await open('why');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await unfold(page);
  expect(await page.getByRole('columnheader').allTextContents()).toEqual(['Zeit', 'Chat', 'Anlass', 'Wirkung']);
  expect(await page.$$eval(at('why-row'), (rows) => rows.length)).toBe(50);
  await page.click(at('why-copy'));
  await page.waitForSelector(`${at('why-copy')} >> text=Kopiert`);
  const lines = (await page.evaluate(() => navigator.clipboard.readText())).split('\n');
  expect(lines).toHaveLength(50);
  expect(lines[0]!.split(' | ')).toHaveLength(4);
  const written = await page.$$eval(`${at('line')}[data-kind=message]`, (lines) => lines.map((line) => line.textContent!.slice(0, 24)));
  expect(written.length).toBeGreaterThan(0);
  for (const text of written) expect(lines.join('\n')).not.toContain(text);
  await page.evaluate(() => {
    const { fake } = globalThis as never as { fake: FakeBackend };
    fake.decide({ at: Date.now(), chat: 'Neu Hinzugekommen', cause: { id: 'row-invited', args: {} }, effects: [] });
  });
  await page.waitForSelector(`${at('why-row')}:first-child >> text=Neu Hinzugekommen`);
  expect(await page.$$eval(at('why-row'), (rows) => rows.length)).toBe(50);
  // In a narrow window it is still a table to those who hear it.
  await page.setViewportSize({ width: 380, height: 600 });
  expect(await page.getByRole('row').count()).toBe(51);
  expect(await page.getByRole('cell').count()).toBe(200);
});

test('why it rang, from the settings and back: one layer at a time', async () => {
  const page = await open('why-empty');
  await page.click(at('person-menu'));
  await page.click(at('settings-open'));
  await page.click(at('why-open'));
  await page.waitForSelector(at('why-empty'));
  expect(await page.$(at('why-copy')), 'there is nothing to copy').toBeNull();
  await page.keyboard.press('Escape');
  await page.waitForSelector(at('settings'));
  await page.keyboard.press('Escape');
  await page.waitForSelector(at('settings'), { state: 'detached' });
  await expect.poll(() => focused(page)).toBe('message-input');
});

test('Ctrl+J shows the next chat from anywhere, also while writing: the draft is told first', async () => {
  const page = await open('chat');
  await page.keyboard.type('Einen Mo');
  await page.keyboard.press('Control+j');
  await page.waitForFunction(() => (globalThis as never as { fake: FakeBackend }).fake.inputs.some((input) => input.kind === 'next_chat'));
  const told = await page.evaluate(() =>
    (globalThis as never as { fake: FakeBackend }).fake.inputs.filter((input) => input.kind === 'draft' || input.kind === 'next_chat'),
  );
  expect(told.map((input) => input.kind)).toEqual(['draft', 'next_chat']);
  expect(told[0]).toMatchObject({ draft: { text: 'Einen Mo' } });
  expect(await page.inputValue(at('message-input'))).toBe('Einen Mo');
  await page.focus(at('note'));
  await page.keyboard.press('Control+j');
  await page.click(at('next-chat'));
  expect((await inputs(page)).map((input) => input.kind).filter((kind) => kind === 'next_chat')).toHaveLength(3);
  expect(await page.getAttribute(at('next-chat'), 'title')).toBe('Nächster Chat, der auf Sie wartet (Strg+J)');
});

test('Ctrl+J waits until the question that lies over the window is answered', async () => {
  const page = await open('two-consultations');
  await page.click(at('tool-end'));
  await page.waitForSelector(at('end-dialog'));
  await page.keyboard.press('Control+j');
  expect(await inputs(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+j');
  await page.waitForFunction(() => (globalThis as never as { fake: FakeBackend }).fake.inputs.some((input) => input.kind === 'next_chat'));
  const start = await open('first-start');
  await start.keyboard.press('Control+j');
  expect(await inputs(start), 'there is no workspace yet').toEqual([]);
});

test('signs keep their shapes with forced colours', async () => {
  const page = await open('reminder');
  await page.emulateMedia({ forcedColors: 'active' });
  await page.waitForFunction(() =>
    [...document.querySelectorAll('[data-level=red]')].every((pill) => getComputedStyle(pill).borderTopWidth === '2px'),
  );
  const widths = await page.$$eval(`${at('chat-row')} ${at('reminder')}`, (pills) =>
    pills.map((pill) => [pill.getAttribute('data-level'), getComputedStyle(pill).borderTopWidth]),
  );
  expect(widths).toEqual([
    ['red', '2px'],
    ['yellow', '1px'],
    ['green', '1px'],
  ]);
  await unfold(page, 'settings');
  for (const name of ['setting-flash', 'volume', 'try-flash']) expect(await page.isVisible(at(name)), name).toBe(true);
});
