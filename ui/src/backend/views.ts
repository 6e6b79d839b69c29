// What can be looked at: every scene with what it is about standing open, and the layers that an agent opens over one.
// Tests, pictures and the real engine open them alike, from inside the page: `fake.unfold()`.
import { SCENES, type SceneName } from './scenes';

/** Layers, and the scene that lies below each. */
const LAYERS = {
  'state-menu': 'chat',
  'chat-menu': 'chat',
  'context-menu': 'chat',
  'transcript-dialog': 'two-consultations',
  'end-dialog': 'window',
  'draft-dialog': 'communicator-transfer',
  'restart-dialog': 'practice',
  search: 'transcript',
  'search-nothing': 'transcript',
  address: 'transcript',
  'address-suspect': 'transcript',
  'folded-lines': 'transcript',
  'target-menu': 'communicator-consult',
  'communicator-note': 'communicator-transfer',
  'communicator-none': 'communicator-consult',
  'communicator-filters': 'communicator-consult',
  'communicator-favourites': 'communicator-consult',
  'communicator-no-favourites': 'communicator-consult',
  'communicator-no-recent': 'communicator-consult',
  'communicator-recent': 'communicator-consult',
  'communicator-flat': 'communicator-consult',
  'favourite-menu': 'communicator-consult',
  'category-dialog': 'communicator-consult',
  'contact-column': 'wrap-up',
  'list-column': 'window',
  waiting: 'window',
  'palette-none': 'palette',
  'consultation-folded': 'two-consultations',
  'ended-consultation': 'window',
} as const satisfies Record<string, SceneName>;

export type LayerName = keyof typeof LAYERS;
export type ViewName = SceneName | LayerName;
export const VIEWS: readonly ViewName[] = [...SCENES, ...(Object.keys(LAYERS) as LayerName[])];

const isLayer = (view: ViewName): view is LayerName => view in LAYERS;
export const sceneOf = (view: ViewName): SceneName => (isLayer(view) ? LAYERS[view] : view);

/** Opens what a view is about, where the agent opens it. */
export async function unfold(view: ViewName): Promise<void> {
  const scene = sceneOf(view);
  if (scene.startsWith('communicator-')) await openCommunicator(scene.slice('communicator-'.length));
  if (scene === 'team') {
    await showList();
    await click('team-open');
    await find('team-row');
  }
  if (scene === 'palette') press({ key: 'k', code: 'KeyK', ctrlKey: true });
  if (scene.startsWith('keys')) press({ key: 'F1' });
  if (scene === 'keys-own') {
    await click('keys-change');
    const set = await there('[data-act=transfer] [data-testid=own-keys-set]');
    set.click();
    set.focus();
    press({ key: 'K', code: 'KeyK', ctrlKey: true, shiftKey: true });
    await find('own-keys-conflict');
  }
  if (scene === 'conference') await click('participant-action');
  if (scene.startsWith('settings')) await person('settings-open');
  if (scene.startsWith('why')) await person('why-open');
  if (scene === 'do-not-disturb-menu') await person('dnd-30', false);
  if (scene === 'do-not-disturb-until') await person('dnd-until');
  if (scene === 'do-not-disturb') await showList();
  if (scene === 'waiting-nobody') await waitingChats();
  // It is about what this computer cannot do, the last of it far down.
  if (scene === 'settings-wayland') (await find('shortcut')).scrollIntoView({ block: 'nearest' });
  if (scene === 'why') await find('why-row');
  if (isLayer(view)) await LAYER[view]();
}

const LAYER: Record<LayerName, () => Promise<void>> = {
  'state-menu': async () => {
    await showList();
    await click('state-menu');
  },
  'chat-menu': () => click('chat-more'),
  'context-menu': async () => {
    const words = await there('[data-testid=line] .bubble');
    getSelection()?.selectAllChildren(words);
    const { left, top } = words.getBoundingClientRect();
    words.dispatchEvent(new MouseEvent('contextmenu', { clientX: left + 30, clientY: top + 10, bubbles: true, cancelable: true }));
    await find('context-menu');
  },
  'transcript-dialog': async () => {
    await click('chat-more');
    await click('transcript-save');
  },
  'end-dialog': () => click('tool-end'),
  'draft-dialog': async () => {
    write(await find('message-input'), 'Ich sehe gerade');
    await click('communicator-act');
    await find('draft-dialog');
  },
  'restart-dialog': () => click('restart-practice'),
  search: () => search('Herr'),
  'search-nothing': () => search('xyz'),
  address: async () => {
    (await there('[data-testid=address]')).click();
    await find('address-card');
  },
  'address-suspect': async () => {
    await find('address');
    const all = [...document.querySelectorAll<HTMLElement>('[data-testid=address]')];
    all.at(-1)?.click();
    await find('address-card');
  },
  'folded-lines': async () => (await find('fold-lines')).scrollIntoView({ block: 'center' }),
  'target-menu': async () => {
    // Only agents are found for what was typed.
    (await there('[data-heading=agent]:only-child [data-testid=target-action]')).click();
    await find('target-menu');
  },
  'communicator-note': async () => {
    write(await find('communicator-words'), 'Hat schon zweimal wegen derselben Rechnung geschrieben.\nBitte Kulanz prüfen.');
  },
  'communicator-none': async () => {
    write(await find('communicator-search'), 'xyz');
    await find('communicator-none');
  },
  'communicator-filters': async () => {
    await click('communicator-filter-more');
    await find('communicator-filter-menu');
  },
  'communicator-favourites': () => filtered('favourites', '[data-heading=centre_favourites]'),
  'communicator-no-favourites': () => filtered('favourites', '[data-testid=communicator-none]'),
  'communicator-no-recent': () => filtered('recent', '[data-testid=communicator-none]'),
  'communicator-recent': () => filtered('recent', '[data-heading=recent] [data-testid=target-row]'),
  'communicator-flat': async () => {
    write(await find('communicator-search'), '');
    await there('[data-heading=all] [data-favourite]');
  },
  'favourite-menu': async () => {
    await filtered('favourites', '[data-favourite*=Verträge]');
    (await there('[data-favourite*=Verträge] [data-testid=target-action]')).click();
    await find('target-menu-rename');
  },
  'category-dialog': async () => {
    await LAYER['favourite-menu']();
    await click('target-menu-category');
    await find('category-dialog');
  },
  'contact-column': async () => {
    const show = document.querySelector<HTMLElement>('[data-testid=show-context]');
    if (show?.checkVisibility()) show.click();
  },
  'list-column': showList,
  waiting: waitingChats,
  'palette-none': async () => {
    write(await find('palette-search'), 'xyz');
    await find('palette-none');
  },
  'consultation-folded': () => click('consultation-fold'),
  'ended-consultation': () => click('ended-consultation'),
};

async function openCommunicator(purpose: string): Promise<void> {
  await click(`tool-${purpose}`);
  await find('target-row');
  if (purpose === 'consult') write(await find('communicator-search'), 'ri');
}

/** The search in the Team Communicator is emptied and narrowed. */
async function filtered(filter: string, until: string): Promise<void> {
  write(await find('communicator-search'), '');
  await click(`communicator-filter-${filter}`);
  await there(until);
}

async function search(text: string): Promise<void> {
  press({ key: 'f', code: 'KeyF', ctrlKey: true });
  write(await find('search-field'), text);
}

/** In a narrow window the list is folded away. */
async function showList(): Promise<void> {
  const show = document.querySelector<HTMLElement>('[data-testid=show-list]');
  if (show?.checkVisibility()) show.click();
}

/** An entry in the menu of the person, chosen or only shown. */
async function person(entry: string, choose = true): Promise<void> {
  await showList();
  await click('person-menu');
  const item = await find(entry);
  if (choose) item.click();
}

async function waitingChats(): Promise<void> {
  await showList();
  (await there('[data-testid=queue][aria-haspopup]')).click();
  await find('waiting');
}

async function click(name: string): Promise<void> {
  (await find(name)).click();
}

const find = (name: string) => there(`[data-testid="${name}"]`);

/** The first one that can be seen, as soon as there is one. */
async function there(css: string): Promise<HTMLElement> {
  for (;;) {
    const found = [...document.querySelectorAll<HTMLElement>(css)].find((element) => element.checkVisibility());
    if (found) return found;
    await new Promise((looked) => setTimeout(looked, 10));
  }
}

function press(key: KeyboardEventInit): void {
  (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { ...key, bubbles: true, cancelable: true }));
}

function write(field: HTMLElement, text: string): void {
  field.focus();
  (field as HTMLInputElement).value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}
