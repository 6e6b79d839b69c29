// The Team Communicator's state: which row is chosen, what is asked with which words, and what stays when others do something else.
import { describe, expect, test, vi } from 'vitest';
import { FakeBackend } from '../src/backend/fake';
import { CASE } from '../src/backend/workday';
import { Focus } from '../src/focus/focus.svelte';
import type { TargetRow } from '../src/generated/TargetRow';
import { Communicator } from '../src/state/communicator.svelte';
import { Desk, MAIN } from '../src/state/desk.svelte';

const agents = (rows: TargetRow[]) => ({ heading: 'agent' as const, category: null, above: 0, rows, below: 0 });

describe('the Team Communicator', () => {
  async function open(scene: 'two-consultations' | 'chat' = 'two-consultations') {
    const fake = new FakeBackend(scene);
    const desk = new Desk(fake);
    await desk.attach();
    return { fake, desk, communicator: new Communicator(desk, new Focus(desk)) };
  }

  test('puts active consultations first and does the purpose with what was typed', async () => {
    const { fake, communicator } = await open();
    communicator.show(CASE, 'transfer');
    await vi.waitFor(() => expect(communicator.targets.groups[0]?.heading).toBe('active_consultations'));
    communicator.words = '  Bitte übernehmen  ';
    expect(communicator.act(communicator.row)).toBe(true);
    await vi.waitFor(() =>
      expect(fake.inputs.slice(-2)).toEqual([
        { kind: 'words', case: CASE, purpose: 'transfer', text: '  Bitte übernehmen  ' },
        {
          kind: 'do',
          command: { kind: 'ask_transfer', case: CASE, target: { kind: 'agent', agent: 'agent-katrin' }, note: 'Bitte übernehmen' },
        },
      ]),
    );
    expect(communicator.open).toBe(false);
  });

  test('chooses again when nobody was there for a moment', async () => {
    const { fake, communicator } = await open();
    communicator.show(CASE, 'consult');
    await vi.waitFor(() => expect(communicator.row).not.toBeNull());
    const before = communicator.row?.target;
    const there = fake.findTargets.bind(fake);
    fake.findTargets = () => Promise.resolve({ groups: [], filters: ['all'], more: 0, flat: false, categories: [] });
    await communicator.find();
    expect(communicator.row).toBeNull();
    fake.findTargets = there;
    await communicator.find();
    expect(communicator.row?.target).toEqual(before);
  });

  test('Enter pressed before the answer came asks what was typed for, not what stood there', async () => {
    const { fake, communicator } = await open('chat');
    communicator.show(CASE, 'consult');
    await vi.waitFor(() => expect(communicator.row).not.toBeNull());
    const stood = communicator.row;
    const other = communicator.rows.find((row) => row !== stood && row.actions.includes('consult'))!;
    const answers: (() => void)[] = [];
    const found = { groups: [agents([other])], filters: ['all' as const], more: 0, flat: false, categories: [] };
    fake.findTargets = () => new Promise((resolve) => answers.push(() => resolve(found)));
    const asked = () =>
      fake.inputs.flatMap((input) => (input.kind === 'do' && input.command.kind === 'start_consultation' ? [input.command.target] : []));
    communicator.search('wer');
    communicator.enter();
    expect(asked()).toEqual([]);
    // Somebody's state changes meanwhile, and only the newer answer counts.
    void communicator.find();
    for (const answer of answers) answer();
    await vi.waitFor(() => expect(asked()).toEqual([other.target]));
    expect(communicator.open).toBe(false);
  });

  test('a search that somebody’s state overtakes still chooses the first who can be asked', async () => {
    const { fake, communicator } = await open('chat');
    communicator.show(CASE, 'consult');
    await vi.waitFor(() => expect(communicator.row).not.toBeNull());
    const [stood, other] = communicator.rows.filter((row) => row.actions.includes('consult'));
    communicator.pick(stood!);
    const found = { groups: [agents([other!, stood!])], filters: ['all' as const], more: 0, flat: false, categories: [] };
    fake.findTargets = () => Promise.resolve(found);
    communicator.search('wer');
    await communicator.find();
    expect(communicator.row?.target).toEqual(other!.target);
  });

  test('asks about an unsent draft before a transfer and sends nothing meanwhile', async () => {
    const { fake, desk, communicator } = await open();
    desk.composer(CASE, MAIN).place({ text: 'noch nicht gesendet', start: 0, end: 0 });
    communicator.show(CASE, 'transfer');
    await vi.waitFor(() => expect(communicator.row).not.toBeNull());
    communicator.act(communicator.row);
    expect(communicator.asking?.command.kind).toBe('ask_transfer');
    expect(fake.inputs.filter((input) => input.kind === 'do')).toEqual([]);
  });

  test('stands open again, with its words, when the desktop does not take the request', async () => {
    const { fake, desk, communicator } = await open();
    communicator.show(CASE, 'consult');
    await vi.waitFor(() => expect(communicator.row).not.toBeNull());
    communicator.words = 'Kulanz möglich?';
    fake.refuses = ['do'];
    communicator.act(communicator.row);
    await vi.waitFor(() => expect(communicator.open).toBe(true));
    expect([communicator.words, desk.toasts.map((toast) => toast.phrase.id)]).toEqual(['Kulanz möglich?', ['call-failed']]);
  });

  test('keeps a question like a draft, for whichever target is chosen in the end, and shows it again', async () => {
    const { fake, desk, communicator } = await open();
    const words = () => fake.inputs.filter((input) => input.kind === 'words');
    communicator.show(CASE, 'consult');
    communicator.write('Kulanz');
    communicator.write('Kulanz möglich?');
    expect(words(), 'not with every key').toEqual([]);
    communicator.close();
    expect(words()).toEqual([{ kind: 'words', case: CASE, purpose: 'consult', text: 'Kulanz möglich?' }]);
    fake.tell({ part: 'chat', chat: { ...fake.scene.chat!, words: { question: 'Kulanz möglich?', note: 'Wartet schon lange' } } });
    communicator.show(CASE, 'consult');
    expect(communicator.words).toBe('Kulanz möglich?');
    communicator.show(CASE, 'transfer');
    expect(communicator.words).toBe('Wartet schon lange');
    communicator.show(CASE, 'conference');
    expect(communicator.words).toBe('');
    communicator.close();
    expect(words(), 'what the desktop has is not told again').toHaveLength(1);
    expect(desk.toasts).toEqual([]);
  });

  test('does nothing with a target that cannot be asked', async () => {
    const { fake, communicator } = await open('chat');
    communicator.show(CASE, 'consult');
    communicator.search('lukas');
    await vi.waitFor(() => expect(communicator.rows.map((row) => row.name)).toEqual(['Lukas Wagner']));
    expect(communicator.act(communicator.row)).toBe(false);
    expect(fake.inputs.filter((input) => input.kind === 'do')).toEqual([]);
  });

  test('does what its title says or nothing: a target that cannot be consulted is not transferred to instead', async () => {
    const { fake, communicator } = await open('chat');
    const real = fake.findTargets.bind(fake);
    vi.spyOn(fake, 'findTargets').mockImplementation(async (question) => {
      const found = await real(question);
      // Nobody of the queue is available: a chat can be handed over to it, and that is all.
      const groups = found.groups.map((group) => ({
        ...group,
        rows: group.rows.map((row) => ({ ...row, actions: ['transfer' as const] })),
      }));
      return { ...found, groups };
    });
    communicator.show(CASE, 'consult');
    await vi.waitFor(() => expect(communicator.row).not.toBeNull());
    communicator.words = 'Nur unter uns?';
    expect(communicator.action).toBeNull();
    expect(communicator.act()).toBe(false);
    expect(fake.inputs.filter((input) => input.kind === 'do')).toEqual([]);
    expect([communicator.open, communicator.words]).toEqual([true, 'Nur unter uns?']);
    expect(communicator.act(communicator.row, 'transfer'), 'chosen by name from the menu').toBe(true);
  });

  test('says that nothing was found only for what was looked for', async () => {
    const { fake, communicator } = await open('chat');
    communicator.show(CASE, 'consult');
    expect(communicator.found).toBeNull();
    communicator.search('xyzzy');
    await vi.waitFor(() => expect(communicator.found).toBe('xyzzy'));
    expect(communicator.rows).toEqual([]);
    let answer = () => {};
    const real = fake.findTargets.bind(fake);
    vi.spyOn(fake, 'findTargets').mockImplementation(async (question) => {
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      return real(question);
    });
    communicator.search('lukas');
    expect(communicator.found, 'the answer is still to come').toBe('xyzzy');
    answer();
    await vi.waitFor(() => expect([communicator.found, communicator.rows.length]).toEqual(['lukas', 1]));
  });

  test('keeps the chosen target, the first one too, when somebody else comes before it', async () => {
    const { fake, communicator } = await open('chat');
    communicator.show(CASE, 'consult');
    await vi.waitFor(() => expect(communicator.rows.length).toBeGreaterThan(3));
    expect(communicator.chosen).toBe(0);
    const [chosen, other] = [communicator.row!, communicator.rows[1]!];
    const now = await fake.findTargets({ case: CASE, purpose: 'consult', text: '', filter: 'all', levels: {}, from: null });
    const groups = now.groups.map((group, n) => (n === 0 ? { ...group, rows: [other, chosen] } : group));
    vi.spyOn(fake, 'findTargets').mockImplementation(async () => ({ ...now, groups }));
    await communicator.find();
    expect(communicator.row!.name).toBe(chosen.name);
    communicator.search('');
    await vi.waitFor(() => expect(communicator.row!.name).toBe(other.name), { timeout: 1000 });
  });

  test('chooses anew when it is told what all are doing, unless the choice was made by hand', async () => {
    const { fake, communicator } = await open('chat');
    const now = await fake.findTargets({ case: CASE, purpose: 'consult', text: '', filter: 'all', levels: {}, from: null });
    const rest = (row: TargetRow): TargetRow => ({ ...row, actions: [], why_not: { id: 'not-askable-logged-out', args: {} } });
    const later = {
      ...now,
      groups: now.groups.map((group) => ({ ...group, rows: group.rows.map((row, n) => (n === 0 ? rest(row) : row)) })),
    };
    const firstLeft = later.groups.flatMap((group) => group.rows).findIndex((row) => row.actions.includes('consult'));
    expect(firstLeft).toBeGreaterThan(0);
    for (const byHand of [false, true]) {
      const answers = vi.spyOn(fake, 'findTargets').mockImplementation(async () => now);
      communicator.show(CASE, 'consult');
      await vi.waitFor(() => expect(communicator.rows.length).toBeGreaterThan(3));
      if (byHand) communicator.pick(communicator.rows[0]!);
      answers.mockImplementation(async () => later);
      await communicator.othersChanged();
      expect(communicator.chosen, byHand ? 'stays' : 'the first that can be asked').toBe(byHand ? 0 : firstLeft);
      await communicator.othersChanged();
      expect(communicator.chosen, 'told for the second time').toBe(byHand ? 0 : firstLeft);
    }
  });

  test('says that it is open again when the window attaches anew', async () => {
    const { fake, desk } = await open('chat');
    await desk.communicator(true);
    await desk.attach();
    expect(fake.inputs.filter((input) => input.kind === 'communicator')).toEqual([
      { kind: 'communicator', open: true },
      { kind: 'communicator', open: true },
    ]);
    await desk.communicator(false);
    await desk.attach();
    expect(fake.inputs.at(-1)).toEqual({ kind: 'communicator', open: false });
  });

  test('shows the answer to the newest question, whichever comes last', async () => {
    const { fake, communicator } = await open('chat');
    const answers: (() => void)[] = [];
    const real = fake.findTargets.bind(fake);
    vi.spyOn(fake, 'findTargets').mockImplementation(async (question) => {
      const found = await real(question);
      await new Promise<void>((done) => answers.push(done));
      return found;
    });
    communicator.show(CASE, 'consult');
    communicator.search('rita');
    await vi.waitFor(() => expect(answers).toHaveLength(2));
    answers[1]!();
    await vi.waitFor(() => expect(communicator.rows.map((row) => row.name)).toEqual(['Rita Maurer']));
    answers[0]!();
    await Promise.resolve();
    await Promise.resolve();
    expect(communicator.rows.map((row) => row.name)).toEqual(['Rita Maurer']);
  });

  test('keeps the chosen target when its list changes below it', async () => {
    const { communicator } = await open('chat');
    communicator.show(CASE, 'consult');
    await vi.waitFor(() => expect(communicator.rows.length).toBeGreaterThan(3));
    await communicator.move(1);
    await communicator.move(1);
    const chosen = communicator.row!.name;
    await communicator.find();
    expect(communicator.row!.name).toBe(chosen);
    for (let step = 0; step < 3; step++) await communicator.move(-1);
    expect(communicator.chosen).toBe(communicator.rows.length - 1);
  });
});
