// Everything of behaviour.md, sections 2 to 5, that an agent does has an act with keys or a place in the palette, and the act
// does it. Each act of the table is carried out in each scene, as its keys and the palette do.
import { beforeAll, describe, expect, test } from 'vitest';
import type { ActId } from '../src/acts/act';
import { ACTS } from '../src/acts/table';
import { Workplace } from '../src/acts/workplace.svelte';
import { FakeBackend } from '../src/backend/fake';
import type { SceneName } from '../src/backend/scenes';
import { Focus } from '../src/focus/focus.svelte';
import type { Command } from '../src/generated/Command';
import type { Input } from '../src/generated/Input';
import { Communicator } from '../src/state/communicator.svelte';
import { Desk } from '../src/state/desk.svelte';
import { Panes } from '../src/state/panes.svelte';

/** Which act gives each command, or leads to the field that does. A new command is asked for its act by the compiler. */
const COMMANDS: Record<Command['kind'], ActId | { to: ActId } | 'shown only'> = {
  set_state: 'state_break',
  // The desktop tells the centre what it was told itself.
  set_do_not_disturb: { to: 'do_not_disturb' },
  accept_invitation: 'accept_invitation',
  take_chat: { to: 'waiting_chats' },
  decline_invitation: 'decline_invitation',
  withdraw_invitation: 'withdraw',
  send_message: { to: 'send' },
  start_consultation: 'consult',
  end_consultation: 'end_consultation',
  ask_conference: 'conference',
  ask_transfer: 'transfer',
  remove_participant: 'remove_participant',
  end_interaction: 'end',
  mark_done: 'mark_done',
  set_note: { to: 'note' },
  set_disposition: { to: 'disposition' },
  set_case_data: 'shown only',
};

/** What else of those sections is done in a window. */
const INPUTS: Partial<Record<Input['kind'], ActId>> = {
  set_do_not_disturb: 'do_not_disturb',
  silence: 'silence',
  select: 'chat',
  waiting: 'waiting_chats',
  next_chat: 'next_chat',
  select_consultation: 'consultation',
  tear_off: 'own_window',
  dock: 'own_window',
  dismiss_notice: 'dismiss_notice',
  dismiss_not_ready: 'dismiss_notice',
  sign_out: 'sign_out',
};

const SCENES: readonly SceneName[] = [
  'chat',
  'two-consultations',
  'declined',
  'pending',
  'conference',
  'wrap-up',
  'invitation',
  'torn-off',
  'not-ready',
  'palette',
];

async function workplace(scene: SceneName): Promise<{ work: Workplace; fake: FakeBackend }> {
  const fake = new FakeBackend(scene);
  const desk = new Desk(fake);
  await desk.attach();
  const focus = new Focus(desk);
  return { work: new Workplace(desk, new Panes(focus), new Communicator(desk, focus), focus), fake };
}

/** What each act has done, in any scene: kinds of commands and of inputs. */
const done = new Map<ActId, Set<string>>();

beforeAll(async () => {
  window.matchMedia ??= (media) =>
    ({ media, matches: false, addEventListener() {}, removeEventListener() {} }) as unknown as MediaQueryList;
  for (const scene of SCENES) {
    for (const act of ACTS) {
      const { work: first } = await workplace(scene);
      for (let place = 0; place < act.offers(first).length; place++) {
        const { work, fake } = await workplace(scene);
        await act.offers(work)[place]?.run();
        // What asks first is answered.
        if (work.ending && work.chat) await work.desk.do({ kind: 'end_interaction', case: work.chat.case });
        if (work.communicator.open) {
          await work.communicator.find();
          work.communicator.act();
        }
        const all = done.get(act.id) ?? new Set();
        for (const input of fake.inputs) all.add(input.kind === 'do' ? input.command.kind : input.kind);
        done.set(act.id, all);
      }
    }
  }
});

/** It has keys of its own, or a place in the palette. */
const hasWay = (id: ActId) => ACTS.some((act) => act.id === id && (act.keys !== null || !act.keyOnly));

describe('what an agent does has a key or is in the palette', () => {
  test.each(Object.entries(COMMANDS))('%s', (kind, way) => {
    if (way === 'shown only') return;
    const id = typeof way === 'object' ? way.to : way;
    expect(hasWay(id), `${id} has neither keys nor a place in the palette`).toBe(true);
    if (typeof way !== 'object') expect([...(done.get(id) ?? [])], `${id} does it`).toContain(kind);
  });

  test.each(Object.entries(INPUTS))('%s', (kind, id) => {
    expect(hasWay(id), `${id} has neither keys nor a place in the palette`).toBe(true);
    expect([...(done.get(id) ?? [])], `${id} does it`).toContain(kind);
  });

  test('and these have keys, so that nobody has to look for them', () => {
    const wanted: ActId[] = ['remove_participant', 'team', 'filter_chats', 'do_not_disturb', 'consult', 'conference', 'transfer'];
    for (const id of wanted) expect(ACTS.find((act) => act.id === id)?.keys, id).not.toBeNull();
  });
});
