// @vitest-environment node
// The workspace by keyboard alone.

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { FakeBackend } from '../../src/backend/fake';
import type { SignInField } from '../../src/generated/SignInField';
import { at, inputs, stage } from './stage';

const { open } = stage();

const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? document.activeElement?.tagName);
const chosen = (page: Page) => page.textContent(`${at('target-row')}[aria-selected=true] .name`);

test('the composer has the focus; Enter sends, Shift+Enter breaks the line', async () => {
  const page = await open('chat');
  expect(await focused(page)).toBe('message-input');
  await page.keyboard.type('Guten Tag');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('Herr Hoffmann');
  await page.keyboard.press('Enter');
  expect(await inputs(page)).toEqual([{ kind: 'send', case: 'case-hoffmann', thread: { kind: 'main' }, text: 'Guten Tag\nHerr Hoffmann' }]);
  expect(await page.inputValue(at('message-input'))).toBe('');
  expect(await focused(page)).toBe('message-input');
});

test('the Enter of an input method sends nothing', async () => {
  const page = await open('chat');
  await page.keyboard.type('nihon');
  for (const event of [{ isComposing: true }, { keyCode: 229 }]) {
    await page.$eval(
      at('message-input'),
      (field, event) => field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...event })),
      event,
    );
  }
  expect(await inputs(page)).toEqual([]);
  expect(await page.inputValue(at('message-input'))).toBe('nihon');
});

test('an incoming message leaves the focus, the text and the caret alone', async () => {
  const page = await open('chat');
  await page.keyboard.type('mitten im Satz');
  await page.$eval(at('message-input'), (field) => (field as HTMLTextAreaElement).setSelectionRange(3, 6));
  await page.evaluate(() =>
    (globalThis as never as { fake: { say: (...args: unknown[]) => void } }).fake.say(
      { kind: 'main' },
      { side: 'contact', author: 'Martin Hoffmann', text: 'Noch da?' },
    ),
  );
  await page.waitForSelector('text=Noch da?');
  expect(await focused(page)).toBe('message-input');
  const field = await page.$eval(at('message-input'), (field) => [
    (field as HTMLTextAreaElement).value,
    (field as HTMLTextAreaElement).selectionStart,
    (field as HTMLTextAreaElement).selectionEnd,
  ]);
  expect(field).toEqual(['mitten im Satz', 3, 6]);
});

test('Team Communicator: open, type, arrow, Enter asks, and the focus is back in the composer', async () => {
  const page = await open('two-consultations');
  await page.focus(at('message-input'));
  await page.evaluate(() => document.querySelector<HTMLElement>('[data-testid=tool-conference]')?.click());
  await page.waitForSelector(at('target-row'));
  expect(await focused(page)).toBe('communicator-search');
  expect(await page.getAttribute(`${at('communicator-group')} >> nth=0`, 'data-heading')).toBe('active_consultations');
  expect(await chosen(page)).toBe('Katrin Richter');
  await page.keyboard.type('fri');
  await page.waitForFunction(() => document.querySelectorAll('[data-testid=target-row]').length === 1);
  await page.fill(at('communicator-search'), '');
  await page.waitForFunction(() => document.querySelectorAll('[data-testid=target-row]').length > 3);
  const names = await page.$$eval(`${at('target-row')} .name`, (names) => names.map((name) => name.textContent));
  await page.keyboard.press('ArrowDown');
  expect(await chosen(page)).toBe(names[1]);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  expect(await chosen(page), 'before the first comes the last').toBe(names.at(-1));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  expect(await inputs(page)).toEqual([
    { kind: 'do', command: { kind: 'ask_conference', case: 'case-hoffmann', target: { kind: 'agent', agent: 'agent-katrin' } } },
  ]);
  await page.waitForSelector(at('communicator'), { state: 'detached' });
  expect(await focused(page)).toBe('message-input');
});

test('Team Communicator: right arrow opens the Aktion menu, Escape closes one layer at a time', async () => {
  const page = await open('chat');
  await page.evaluate(() => document.querySelector<HTMLElement>('[data-testid=tool-consult]')?.click());
  await page.waitForSelector(at('target-row'));
  await page.keyboard.type('katrin');
  await page.waitForFunction(() => document.querySelectorAll('[data-testid=target-row]').length === 1);
  await page.keyboard.press('ArrowRight');
  await page.waitForSelector(at('target-menu'));
  expect(await focused(page)).toBe('target-menu-consult');
  await page.keyboard.press('ArrowDown');
  expect(await focused(page)).toBe('target-menu-conference');
  await page.keyboard.press('Escape');
  await page.waitForSelector(at('target-menu'), { state: 'detached' });
  expect(await focused(page)).toBe('communicator-search');
  await page.keyboard.press('ArrowRight');
  await page.waitForSelector(at('target-menu'));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  expect(await inputs(page)).toEqual([
    { kind: 'do', command: { kind: 'ask_transfer', case: 'case-hoffmann', target: { kind: 'agent', agent: 'agent-katrin' }, note: null } },
  ]);
  await page.evaluate(() => document.querySelector<HTMLElement>('[data-testid=tool-consult]')?.click());
  await page.waitForSelector(at('target-row'));
  await page.keyboard.press('Escape');
  await page.waitForSelector(at('communicator'), { state: 'detached' });
  expect(await focused(page)).toBe('message-input');
});

test('Team Communicator: in the middle of the searched text the right arrow moves the caret', async () => {
  const page = await open('chat');
  await page.click(at('tool-consult'));
  await page.waitForSelector(at('target-row'));
  await page.keyboard.type('ri');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  expect(await page.$(at('target-menu'))).toBeNull();
});

test('Team Communicator: Tab reaches the question, Enter there asks with it', async () => {
  const page = await open('chat');
  await page.click(at('tool-consult'));
  await page.waitForSelector(at('target-row'));
  await page.keyboard.type('katrin');
  await page.focus(at('communicator-words'));
  await page.keyboard.type('Darf ich gutschreiben?');
  await page.keyboard.press('Enter');
  expect(await inputs(page)).toEqual([
    {
      kind: 'do',
      command: {
        kind: 'start_consultation',
        case: 'case-hoffmann',
        target: { kind: 'agent', agent: 'agent-katrin' },
        question: 'Darf ich gutschreiben?',
      },
    },
  ]);
});

test('a transfer with an unsent draft asks first, and Escape keeps everything', async () => {
  const page = await open('two-consultations');
  await page.keyboard.type('Ich verbinde Sie');
  await page.click(at('consultation-transfer'));
  await page.waitForSelector(at('draft-dialog'));
  await page.keyboard.press('Escape');
  await page.waitForSelector(at('draft-dialog'), { state: 'detached' });
  expect(await inputs(page)).toEqual([]);
  await page.click(at('consultation-transfer'));
  await page.click(at('draft-send'));
  expect((await inputs(page)).map((input) => (input.kind === 'do' ? input.command.kind : input.kind))).toEqual(['send', 'ask_transfer']);
});

test('an open consultation is asked about before the chat ends', async () => {
  const page = await open('two-consultations');
  await page.click(at('tool-end'));
  expect(await inputs(page)).toEqual([]);
  expect(await page.textContent(at('end-dialog'))).toContain('Rita Maurer');
  await page.click(at('end-confirm'));
  expect(await inputs(page)).toEqual([{ kind: 'do', command: { kind: 'end_interaction', case: 'case-hoffmann' } }]);
});

test('mark done says what is missing instead of doing it', async () => {
  const page = await open('wrap-up');
  await page.click(at('mark-done'));
  expect(await inputs(page)).toEqual([]);
  expect(await focused(page)).toBe('disposition');
  expect(await page.textContent(at('mark-done-missing'))).toBe('Wählen Sie zuerst ein Ergebnis.');
});

test('the state menu opens, moves and closes by keyboard', async () => {
  const page = await open('chat');
  await page.focus(at('state-menu'));
  await page.keyboard.press('Enter');
  await page.waitForSelector(at('state-choices'));
  expect(await focused(page)).toBe('state-ready');
  await page.keyboard.press('p');
  expect(await focused(page)).toBe('state-break');
  await page.keyboard.press('Enter');
  expect(await inputs(page)).toEqual([{ kind: 'do', command: { kind: 'set_state', state: { kind: 'not_ready', reason: 'break' } } }]);
  expect(await focused(page)).toBe('state-menu');
});

test('everything that acts can be reached by Tab', async () => {
  const page = await open('two-consultations');
  const wanted = [
    'person-menu',
    'state-menu',
    'tool-consult',
    'tool-end',
    'chat-more',
    'notice-dismiss',
    'message-input',
    'consultation-border',
    'consultation-end',
    'consultation-input',
    'disposition',
    'note',
  ];
  const seen = new Set<string>();
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  for (let press = 0; press < 60; press++) {
    await page.keyboard.press('Tab');
    seen.add((await focused(page)) ?? '');
  }
  expect(wanted.filter((name) => !seen.has(name))).toEqual([]);
});

test('the language changes while a draft stands, and the draft stays', async () => {
  const page = await open('chat');
  await page.keyboard.type('Entwurf bleibt');
  await page.evaluate(() =>
    (globalThis as never as { fake: { execute: (input: unknown) => void } }).fake.execute({
      kind: 'set',
      setting: 'language',
      value: { kind: 'language', language: 'en' },
    }),
  );
  await page.waitForSelector('text=Consult');
  expect(await page.inputValue(at('message-input'))).toBe('Entwurf bleibt');
  expect(await page.getAttribute('html', 'lang')).toBe('en');
});

test('quitting with open chats asks: the keyboard stands on the harmless answer, and Escape gives it', async () => {
  const page = await open('quit');
  await page.waitForSelector(at('quit-dialog'));
  expect(await focused(page)).toBe('quit-cancel');
  const words = ((await page.textContent(at('quit-dialog'))) ?? '').replace(/[\u2066-\u2069]/g, '');
  for (const part of ['Martin Hoffmann, Petra Köhler, Otto Weiß', 'Katrin Richter, Rita Maurer', 'Entwürfe bleiben erhalten'])
    expect(words).toContain(part);
  await page.keyboard.press('Control+j');
  await page.keyboard.press('Escape');
  await page.waitForSelector(at('quit-dialog'), { state: 'detached' });
  expect(await inputs(page)).toEqual([{ kind: 'quit', really: false }]);
});

test('after a question the keyboard is where it was', async () => {
  const page = await open('chat');
  await page.focus(at('message-input'));
  await page.evaluate(() =>
    // biome-ignore lint/suspicious/noThenProperty: Nobody awaits a view.
    (globalThis as never as { fake: { tell(change: object): void } }).fake.tell({ part: 'quit', quit: { open: [], then: [] } }),
  );
  await page.waitForSelector(at('quit-dialog'));
  await page.keyboard.press('Escape');
  await page.waitForSelector(at('quit-dialog'), { state: 'detached' });
  expect(await focused(page)).toBe('message-input');
});

test('muting from the menu leaves the caret in the composer: no word is lost', async () => {
  const page = await open('chat');
  await page.keyboard.type('Ich ');
  await page.click(at('chat-more'));
  await page.click(at('silence'));
  await page.waitForSelector(at('silenced'));
  expect(await focused(page)).toBe('message-input');
  await page.keyboard.type('sehe nach');
  expect(await page.inputValue(at('message-input'))).toBe('Ich sehe nach');
  // By keyboard it is reached as ever.
  await page.focus(at('chat-more'));
  await page.keyboard.press('Enter');
  expect(await focused(page)).toBe('silence');
  await page.keyboard.press('Enter');
  await page.waitForSelector(at('silenced'), { state: 'detached' });
  expect(await focused(page)).toBe('chat-more');
});

test('folding a consultation by click leaves the caret with the contact’s answer', async () => {
  const page = await open('two-consultations');
  await page.focus(at('message-input'));
  await page.click(at('consultation-fold'));
  await page.waitForSelector(at('consultation-transcript'), { state: 'detached' });
  await page.keyboard.type('ein Satz mit Leerzeichen');
  expect(await page.inputValue(at('message-input'))).toBe('ein Satz mit Leerzeichen');
  expect(await page.$(at('consultation-transcript'))).toBeNull();
});

test('a ring stands around the transcript only where Tab led there', async () => {
  const page = await open('chat');
  const ring = () => page.$eval(at('transcript'), (element) => getComputedStyle(element).outlineStyle);
  await page.keyboard.type('mitten im Satz');
  await page.$eval(at('transcript'), (element) => (element as HTMLElement).focus());
  expect(await focused(page)).toBe('transcript');
  expect(await ring(), 'the page moved the focus').toBe('none');
  await page.focus(at('message-input'));
  await page.click(at('transcript'), { position: { x: 5, y: 300 } });
  await page.keyboard.press('PageUp');
  expect(await focused(page)).toBe('transcript');
  expect(await ring(), 'a click did').toBe('none');
  await page.focus(at('message-input'));
  for (let press = 0; press < 8 && (await focused(page)) !== 'transcript'; press++) await page.keyboard.press('Shift+Tab');
  expect(await focused(page)).toBe('transcript');
  expect(await ring(), 'the keyboard did').toBe('solid');
});

test('when the contact leaves, nothing takes the focus that the composer had, and nothing is ringed', async () => {
  const page = await open('chat');
  await page.keyboard.type('Einen Moment');
  await page.evaluate(() => {
    const { fake } = globalThis as never as { fake: FakeBackend };
    const standing = { kind: 'former' as const, at: Date.now(), notice: { id: 'former-ended', args: {} } };
    fake.scene.chat = {
      ...fake.scene.chat!,
      standing,
      can: ['mark_done', 'set_note', 'set_disposition'],
      contact_state: { kind: 'left', at: Date.now() },
    };
    fake.tell({ part: 'chat', chat: fake.scene.chat });
  });
  await page.waitForSelector(at('wrap-up'));
  await page.keyboard.press('x');
  // Tab goes on from there.
  expect(await focused(page)).toBe('chat');
  expect(
    await page.$$eval('*', (all) =>
      all.filter((element) => getComputedStyle(element).outlineStyle !== 'none').map((element) => element.outerHTML.slice(0, 80)),
    ),
  ).toEqual([]);
});

test('a text that is longer than the desktop allows says so while it is written', async () => {
  const page = await open('chat');
  await page.evaluate(() => {
    const { fake } = globalThis as never as { fake: FakeBackend };
    fake.scene.chat = { ...fake.scene.chat!, text_limit_bytes: 8 };
    fake.tell({ part: 'chat', chat: fake.scene.chat });
  });
  const alert = page.locator(at('compose-wrong'));
  await page.focus(at('message-input'));
  await page.keyboard.type('ÄÄÄÄ');
  expect(await alert.count()).toBe(0);
  await page.keyboard.type('!');
  await alert.waitFor();
  expect(await alert.textContent()).toBe('Ein Zeichen zu viel');
  await page.keyboard.type('ÄÄÄ');
  expect((await alert.textContent())?.replace(/[\u2068\u2069]/g, '')).toBe('Etwa 4 Zeichen zu viel');
});

test('the caret goes to the field that is wrong, else Enter tries again', async () => {
  const page = await open('sign-in');
  const password = () => page.inputValue(at('sign-in-password'));
  expect(await focused(page)).toBe('sign-in-password');
  await page.keyboard.type('geheim');
  const fails = (id: string, field: string | null) =>
    page.evaluate(
      ([id, field]) => {
        const { fake } = globalThis as never as { fake: FakeBackend };
        const stage = { kind: 'sign_in', server: 'https://konsil.example.de', login: 'jana', busy: true, error: null, kept: 0 } as const;
        fake.tell({ part: 'stage', stage });
        fake.tell({
          part: 'stage',
          stage: { ...stage, busy: false, error: { what: { id: id!, args: {} }, field: field as SignInField | null } },
        });
      },
      [id, field],
    );
  await fails('sign-in-name-unknown', 'server');
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-invalid') === 'true');
  expect(await focused(page)).toBe('sign-in-server');
  expect(await page.evaluate(() => getSelection()?.toString())).toBe('https://konsil.example.de');
  const described = await page.getAttribute(at('sign-in-server'), 'aria-describedby');
  expect(await page.textContent(`#${described}`)).toContain('nicht zu finden');
  await fails('sign-in-portal', null);
  await page.waitForFunction(() => (document.activeElement as HTMLElement).dataset.testid === 'sign-in-submit');
  expect(await page.$$('[aria-invalid=true]')).toEqual([]);
  expect(await password(), 'nothing that was right is typed again').toBe('geheim');
  await page.keyboard.press('Enter');
  expect((await inputs(page)).map((input) => input.kind)).toEqual(['sign_in']);
});

test('quitting is confirmed with its own button', async () => {
  const page = await open('quit');
  await page.keyboard.press('Tab');
  expect(await focused(page)).toBe('quit-confirm');
  await page.keyboard.press('Enter');
  expect(await inputs(page)).toEqual([{ kind: 'quit', really: true }]);
});
