// A window's copy of the desktop: what changes, what a gap does, and when a draft is told.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Backend } from '../src/backend/backend';
import { FakeBackend } from '../src/backend/fake';
import { CASE } from '../src/backend/workday';
import type { Input } from '../src/generated/Input';
import type { Line } from '../src/generated/Line';
import type { Update } from '../src/generated/Update';
import { Composer } from '../src/state/composer.svelte';
import { consultationThread, Desk, MAIN } from '../src/state/desk.svelte';
import { ThreadLines } from '../src/state/lines.svelte';

const line = (key: string, text = key): Line => ({
  key,
  at: 0,
  body: { kind: 'message', author: 'Martin', role: null, side: 'contact', text, state: { kind: 'sent' }, message: key },
});
const keys = (lines: ThreadLines) => lines.lines.map((line) => line.key);

describe('the window attaches', () => {
  test('and shows everything that the first update brings', async () => {
    const desk = new Desk(new FakeBackend('two-consultations'));
    await desk.attach();
    expect(desk.stage?.kind).toBe('workspace');
    expect(desk.chat?.contact).toBe('Martin Hoffmann');
    expect(desk.thread(CASE, MAIN).lines).toHaveLength(3);
    expect(desk.thread(CASE, consultationThread('consultation-katrin')).lines).toHaveLength(2);
    expect(desk.thread(CASE, MAIN).typing).toEqual(['Martin Hoffmann']);
  });

  test('anew when a revision is missing, and then shows the same as the desktop', async () => {
    const fake = new FakeBackend('chat');
    const attach = vi.spyOn(fake, 'attach');
    const desk = new Desk(fake);
    await desk.attach();
    fake.lose();
    fake.scene.chat = { ...fake.scene.chat!, contact: 'Martina Hoffmann' };
    fake.tell({ part: 'list', list: { invitations: [], oldest: null, chats: [], consultations: [], queues: [], first: null } });
    await vi.waitFor(() => expect(desk.chat?.contact).toBe('Martina Hoffmann'));
    expect(attach).toHaveBeenCalledTimes(2);
    fake.tell({ part: 'typing', case: CASE, thread: MAIN, names: ['Katrin'] });
    expect(desk.thread(CASE, MAIN).typing).toEqual(['Katrin']);
    expect(attach).toHaveBeenCalledTimes(2);
  });

  test('and tells its drafts before it attaches anew', async () => {
    const fake = new FakeBackend('chat');
    const desk = new Desk(fake);
    await desk.attach();
    desk.composer(CASE, MAIN).edit('Ich sehe', 8, 8);
    await desk.attach();
    expect(fake.inputs).toContainEqual({ kind: 'draft', case: CASE, thread: MAIN, draft: { text: 'Ich sehe', start: 8, end: 8 } });
  });

  test('and a late update of the former attachment changes nothing', async () => {
    const sinks: ((update: Update) => void)[] = [];
    const backend: Backend = {
      attach: async (sink) => void sinks.push(sink),
      execute: async () => {},
      findTeam: async () => ({
        counts: { all: 0, ready: 0, not_ready: 0, logged_out: 0 },
        total: 0,
        from: 0,
        rows: [],
        about: null,
        skills: [],
        groups: [],
        queues: [],
      }),
      findTargets: async () => ({ groups: [], filters: [], more: 0, flat: false, categories: [] }),
      decisions: async () => [],
      readClipboard: async () => '',
      spelling: async () => null,
      learn: async () => undefined,
      findLines: async () => ({ lines: [], total: 0 }),
      transcript: async () => ({ contact: '', queue: '', opened_at: null, lines: [], whole: true }),
      saveText: async () => false,
      openAddress: async () => {},
    };
    const desk = new Desk(backend);
    await desk.attach();
    await desk.attach();
    sinks[0]!({ revision: 0, changes: [{ part: 'stage', stage: { kind: 'first_start' } }] });
    expect(desk.stage).toBeNull();
    sinks[1]!({ revision: 0, changes: [{ part: 'stage', stage: { kind: 'starting', practice: true } }] });
    expect(desk.stage?.kind).toBe('starting');
  });

  test('and forgets the lines of a chat that is shown no more', async () => {
    const fake = new FakeBackend('chat');
    const desk = new Desk(fake);
    await desk.attach();
    fake.tell(
      { part: 'chat', chat: { ...fake.scene.chat!, case: 'case-other' } },
      { part: 'entries', case: 'case-other', thread: MAIN, lines: { op: 'reset', lines: [line('x')], older: true } },
    );
    expect(keys(desk.thread('case-other', MAIN))).toEqual(['x']);
    expect(keys(desk.thread(CASE, MAIN))).toEqual([]);
  });

  test('and keeps at most four messages that are told once', async () => {
    const fake = new FakeBackend('chat');
    const desk = new Desk(fake);
    await desk.attach();
    for (let count = 0; count < 6; count++) fake.tell({ part: 'toast', toast: { id: 'refusal-offline', args: { count } } });
    expect(desk.toasts.map((toast) => toast.phrase.args.count)).toEqual([2, 3, 4, 5]);
    desk.dismissToast(desk.toasts[0]!.key);
    expect(desk.toasts).toHaveLength(3);
  });

  test('and what is told again takes the place of what stands', async () => {
    const fake = new FakeBackend('chat');
    const desk = new Desk(fake);
    await desk.attach();
    const tell = (id: string, args: Record<string, string> = {}) => fake.tell({ part: 'toast', toast: { id, args } });
    tell('next-chat-none');
    const first = desk.toasts[0]!.key;
    tell('refusal-target-busy', { target: 'Katrin' });
    tell('next-chat-none');
    expect(desk.toasts.map((toast) => toast.phrase.id)).toEqual(['refusal-target-busy', 'next-chat-none']);
    expect(desk.toasts[1]!.key, 'it is said again, and its time begins anew').not.toBe(first);
    tell('refusal-target-busy', { target: 'Rita' });
    expect(
      desk.toasts.map((toast) => toast.phrase.args.target ?? ''),
      'other words stand beside it',
    ).toEqual(['Katrin', '', 'Rita']);
  });
});

describe('the lines of a thread', () => {
  test('come at the end, before the others, change in place and go', () => {
    const lines = new ThreadLines();
    lines.apply({ op: 'reset', lines: [line('c'), line('d')], older: true });
    expect([lines.older, lines.prepended]).toEqual([true, false]);
    lines.loading = true;
    lines.apply({ op: 'prepend', lines: [line('a'), line('b')], older: false });
    expect(keys(lines)).toEqual(['a', 'b', 'c', 'd']);
    expect([lines.older, lines.prepended, lines.loading]).toEqual([false, true, false]);
    lines.apply({ op: 'append', lines: [line('e')] });
    expect([keys(lines).at(-1), lines.prepended, lines.appended]).toEqual(['e', false, 1]);
    lines.apply({ op: 'replace', key: 'b', line: line('B', 'anders') });
    expect(keys(lines)).toEqual(['a', 'B', 'c', 'd', 'e']);
    lines.apply({ op: 'remove', key: 'c' });
    expect(keys(lines)).toEqual(['a', 'B', 'd', 'e']);
    lines.apply({ op: 'remove', key: 'never' });
    lines.apply({ op: 'replace', key: 'never', line: line('z') });
    expect(keys(lines)).toEqual(['a', 'B', 'd', 'e']);
    lines.apply({ op: 'reset', lines: [line('n')], older: false });
    expect(keys(lines)).toEqual(['n']);
  });
});

describe('a composer', () => {
  let told: Input[];
  let composer: Composer;
  beforeEach(() => {
    vi.useFakeTimers();
    told = [];
    composer = new Composer('case', MAIN, async (input) => void told.push(input));
  });
  afterEach(() => vi.useRealTimers());
  const drafts = () => told.filter((input) => input.kind === 'draft').map((input) => input.draft.text);

  test('tells its draft 150 ms after the last key and not before', async () => {
    composer.edit('G', 1, 1);
    await vi.advanceTimersByTimeAsync(149);
    composer.edit('Gu', 2, 2);
    await vi.advanceTimersByTimeAsync(149);
    expect(drafts()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(drafts()).toEqual(['Gu']);
  });

  test('tells it at once on blur, and the same draft only once', async () => {
    composer.edit('Guten Tag', 9, 9);
    await composer.flush();
    expect(drafts()).toEqual(['Guten Tag']);
    await vi.advanceTimersByTimeAsync(1000);
    await composer.flush();
    expect(drafts()).toHaveLength(1);
  });

  test('sends the text, is empty, and tells no draft of it afterwards', async () => {
    composer.edit('Guten Tag', 9, 9);
    expect(await composer.send()).toBe(true);
    await vi.advanceTimersByTimeAsync(1000);
    expect(told.filter((input) => input.kind !== 'typing')).toEqual([{ kind: 'send', case: 'case', thread: MAIN, text: 'Guten Tag' }]);
    expect(composer.text).toBe('');
  });

  test('sends nothing when there is nothing but space', async () => {
    composer.edit('  \n', 3, 3);
    expect(await composer.send()).toBe(false);
    expect(told).toEqual([]);
    expect(composer.text).toBe('  \n');
  });

  test('keeps draft and message in order even when the desktop is slow', async () => {
    let answer: () => void = () => {};
    const order: string[] = [];
    composer = new Composer('case', MAIN, async (input) => {
      if (input.kind === 'draft') await new Promise<void>((done) => (answer = done));
      if (input.kind !== 'typing') order.push(input.kind);
    });
    composer.edit('Guten Tag', 9, 9);
    await vi.advanceTimersByTimeAsync(150);
    const sent = composer.send();
    await vi.advanceTimersByTimeAsync(10);
    expect(order).toEqual([]);
    answer();
    await sent;
    expect(order).toEqual(['draft', 'send']);
  });

  test('says that the agent is typing, at most every three seconds, and not for an empty field', async () => {
    const typing = () => told.filter((input) => input.kind === 'typing').length;
    composer.edit('', 0, 0);
    expect(typing()).toBe(0);
    composer.edit('a', 1, 1);
    composer.edit('ab', 2, 2);
    expect(typing()).toBe(1);
    await vi.advanceTimersByTimeAsync(3000);
    composer.edit('abc', 3, 3);
    expect(typing()).toBe(2);
  });

  test('keeps its text until the desktop has taken it, and what was typed behind it afterwards, too', async () => {
    let taken: () => void = () => {};
    composer = new Composer('case', MAIN, async (input) => {
      if (input.kind === 'send') await new Promise<void>((done) => (taken = done));
      told.push(input);
    });
    composer.edit('Guten Tag', 9, 9);
    const sent = composer.send();
    await vi.advanceTimersByTimeAsync(200);
    expect(composer.text).toBe('Guten Tag');
    composer.edit('Guten Tag Herr', 14, 14);
    const again = composer.send();
    taken();
    await sent;
    expect(composer.text).toBe(' Herr');
    await vi.advanceTimersByTimeAsync(0);
    taken();
    await again;
    expect(told.filter((input) => input.kind === 'send').map((input) => input.text)).toEqual(['Guten Tag', ' Herr']);
    expect(composer.text).toBe('');
    await vi.advanceTimersByTimeAsync(1000);
    expect(drafts(), 'no draft brings back what was sent').toEqual([]);
  });

  test('keeps what the desktop did not take, says so, and sends it once more when asked to', async () => {
    let works = false;
    composer = new Composer('case', MAIN, async (input) => {
      if (!works) throw { code: 'stopping' };
      told.push(input);
    });
    composer.edit('Guten Tag', 9, 9);
    expect(await composer.send()).toBe(false);
    expect([composer.text, composer.returned]).toEqual(['Guten Tag', true]);
    works = true;
    await composer.flush();
    expect(drafts(), 'the draft that was not taken either').toEqual(['Guten Tag']);
    expect(await composer.send()).toBe(true);
    expect([composer.text, composer.returned]).toEqual(['', false]);
  });

  test('leaves what is being typed alone when the desktop repeats what it has', async () => {
    composer.edit('Guten', 5, 5);
    await composer.flush();
    composer.edit('Guten Tag', 9, 9);
    composer.place({ text: 'Guten', start: 5, end: 5 });
    expect([composer.text, composer.placed]).toEqual(['Guten Tag', 0]);
    await vi.advanceTimersByTimeAsync(150);
    expect(drafts()).toEqual(['Guten', 'Guten Tag']);
  });

  test.each([
    ['before', 'taken back\nGuten', 'taken back\nGuten Tag', 20],
    ['behind', 'Guten\nfrom elsewhere', 'Guten Tag\nfrom elsewhere', 9],
    ['instead', 'something else', 'something else\nGuten Tag', 24],
    ['away', '', 'Guten Tag', 9],
  ])('loses no word that was typed while the desktop put something %s', async (_, put, text, caret) => {
    composer.edit('Guten', 5, 5);
    await composer.flush();
    composer.edit('Guten Tag', 9, 9);
    composer.place({ text: put, start: 0, end: 0 });
    expect([composer.text, composer.start]).toEqual([text, caret]);
    await vi.advanceTimersByTimeAsync(150);
    expect(drafts().at(-1)).toBe(text);
  });

  test('takes what the desktop puts into it, with the caret, without telling it back', async () => {
    composer.place({ text: 'zurück', start: 2, end: 4 });
    expect([composer.text, composer.start, composer.end, composer.placed]).toEqual(['zurück', 2, 4, 1]);
    await composer.flush();
    expect(told).toEqual([]);
  });
});
