// What is typed into a note, until the desktop has it.
import { expect, test } from 'vitest';
import { FakeBackend } from '../src/backend/fake';
import { Desk } from '../src/state/desk.svelte';

const CASE = 'case-hoffmann';
const LIMIT = 16_384;

function notes(fake: FakeBackend): string[] {
  return fake.inputs.flatMap((input) => (input.kind === 'do' && input.command.kind === 'set_note' ? [input.command.text] : []));
}

async function attached() {
  const fake = new FakeBackend('chat');
  const desk = new Desk(fake);
  await desk.attach();
  return { fake, desk, note: desk.note(CASE, LIMIT) };
}

test('goes over with everything else when the window goes, however short ago it was typed', async () => {
  const { fake, desk, note } = await attached();
  note.edit('Ruft zurück');
  await desk.flushDrafts();
  expect(notes(fake)).toEqual(['Ruft zurück']);
  await desk.flushDrafts();
  expect(notes(fake), 'once').toEqual(['Ruft zurück']);
});

test('so do the words of a question', async () => {
  const { desk } = await attached();
  let told = 0;
  const over = desk.hands(async () => void told++);
  await desk.flushDrafts();
  over();
  await desk.flushDrafts();
  expect(told).toBe(1);
});

test('is told again where the desktop did not take it', async () => {
  const { fake, desk, note } = await attached();
  fake.refuses = ['do'];
  note.edit('Ruft zurück');
  await desk.flushDrafts();
  fake.refuses = [];
  await desk.flushDrafts();
  expect(notes(fake)).toEqual(['Ruft zurück']);
  note.is('Ruft zurück');
  expect(note.typed).toBeNull();
});

test('that is too long stands there and is not told, also when another chat was shown meanwhile', async () => {
  const { fake, desk, note } = await attached();
  note.edit('ä'.repeat(LIMIT / 2 + 3));
  await desk.flushDrafts();
  expect([notes(fake), note.over]).toEqual([[], 3]);
  expect(desk.note(CASE, LIMIT).typed).toHaveLength(LIMIT / 2 + 3);
});

test('changed back while it is on its way stays changed back', async () => {
  const { fake, desk, note } = await attached();
  note.edit('Neu');
  await desk.flushDrafts();
  note.edit('Alt');
  note.is('Alt');
  expect(note.typed, '„Neu“ is still to come').toBe('Alt');
  note.is('Neu');
  await desk.flushDrafts();
  note.is('Alt');
  expect([note.typed, notes(fake)]).toEqual([null, ['Neu', 'Alt']]);
});

test('is not the next agent’s', async () => {
  const { fake, desk, note } = await attached();
  note.edit('Von Jana');
  fake.tell({ part: 'stage', stage: { kind: 'first_start' } });
  expect(desk.note(CASE, LIMIT).typed).toBeNull();
});
