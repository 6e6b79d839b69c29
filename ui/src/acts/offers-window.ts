// What can be done now in the window as a whole: invitations, the way to other chats, my state, pages.
import { actOf, choiceName, sameState, testidOf } from '../components/list/states';
import type { InvitationCard } from '../generated/InvitationCard';
import { t } from '../l10n/l10n.svelte';
import { clock } from '../state/clock.svelte';
import type { Page } from '../state/panes.svelte';
import { quietNow, WHILES } from '../state/quiet';
import type { Offer, StateAct } from './act';
import type { Layer, Work } from './work';

type Offers = (work: Work) => Offer[];

/** Numbers that have a key. */
const NUMBERED = 9;

/** The one that came first, wherever it stands. */
function oldest(work: Work): InvitationCard | null {
  const card = work.desk.list.oldest;
  return card && work.canAnswer(card) ? card : null;
}

const nameOf = (card: InvitationCard): string => card.by ?? card.contact;
const aboutOf = (card: InvitationCard): string =>
  card.by === null ? card.queue : t('invitation-about', { contact: card.contact, queue: card.queue });

export const accept: Offers = (work) => {
  const card = oldest(work);
  if (!card) return [];
  const isPrivate = card.kind === 'consultation';
  return [
    {
      key: card.invitation,
      label: t('command-accept', { name: nameOf(card) }),
      about: aboutOf(card),
      private: isPrivate,
      run: () => work.accept(card),
    },
  ];
};

export const decline: Offers = (work) => {
  const card = oldest(work);
  if (!card?.refusable) return [];
  return [
    {
      key: card.invitation,
      label: t('command-decline', { name: nameOf(card) }),
      about: aboutOf(card),
      run: () => work.desk.do({ kind: 'decline_invitation', invitation: card.invitation }),
    },
  ];
};

/** Those of my queues whose agents may choose. */
export const waitingChats: Offers = (work) =>
  work.desk.window.kind === 'main'
    ? work.desk.list.queues
        .filter((queue) => queue.by_hand)
        .map(({ queue, name }) => ({ key: queue, label: t('waiting-chats-of', { queue: name }), run: () => work.showWaiting(queue) }))
    : [];

export const nextChat: Offers = (work) => [
  {
    key: 'next',
    label: t('next-chat'),
    run: () => {
      work.panes.close();
      return work.desk.nextChat(work.focus.answering);
    },
  },
];

/** All of the list, in its order; the first nine by their number. */
export const chats: Offers = (work) =>
  [...work.desk.list.chats, ...work.desk.list.consultations].map((row, place) => ({
    key: row.case,
    label: row.contact,
    row,
    ...(place < NUMBERED ? { keys: `Mod+${place + 1}` } : {}),
    run: () => work.show(row.case),
  }));

export const region =
  (step: 1 | -1): Offers =>
  (work) => [
    { key: 'region', label: t(step > 0 ? 'command-next-region' : 'command-previous-region'), run: () => work.focus.toRegion(step) },
  ];

export const layer =
  (layer: Layer): Offers =>
  (work) => [{ key: layer, label: t(layer === 'keys' ? 'command-keys' : 'command-commands'), run: () => work.open(layer) }];

export const page =
  (page: Page): Offers =>
  (work) => [{ key: page, label: t(page === 'settings' ? 'settings-open' : 'why-title'), run: () => work.panes.open(page) }];

/** One of my states, if it can be told to the centre and is another one than now. */
export const inState =
  (id: StateAct): Offers =>
  (work) => {
    const me = work.desk.me;
    if (!work.online || !me) return [];
    return me.choices
      .filter((choice) => (actOf(choice.state) ?? 'state_reason') === id && !sameState(choice.state, me.state))
      .map((choice) => ({
        key: testidOf(choice.state),
        label: t('command-set-state', { status: choiceName(choice) }),
        run: () => work.desk.do({ kind: 'set_state', state: choice.state }),
      }));
  };

/** Only the main window has it. */
export const teamView: Offers = (work) =>
  work.desk.window.kind === 'main'
    ? [
        {
          key: 'team',
          label: t(work.panes.team ? 'team-close' : 'team-open'),
          run: () => (work.panes.team ? work.panes.closeTeam() : work.panes.openTeam()),
        },
      ]
    : [];

/** Only the main window has the list. */
export const filterChats: Offers = (work) =>
  work.desk.window.kind === 'main' ? [{ key: 'filter', label: t('list-filter'), run: () => work.filterChats() }] : [];

/** Only the main window has the menu. */
export const stateMenu: Offers = (work) =>
  work.desk.window.kind === 'main' && work.desk.me
    ? [
        {
          key: 'state',
          label: t('command-state'),
          run: () => {
            const button = document.querySelector<HTMLElement>('[data-state-menu]');
            button?.focus();
            button?.click();
          },
        },
      ]
    : [];

/** For as long as the menu offers; while it is on, it can be turned off. */
export const doNotDisturb: Offers = (work) => {
  const on = quietNow(work.desk.attention, clock.read())?.until ?? null;
  const becomes = (until: number | null) => work.desk.execute({ kind: 'set_do_not_disturb', until });
  if (on !== null) return [{ key: 'off', label: t('dnd-end-full'), run: () => becomes(null) }];
  return WHILES.map((minutes) => ({
    key: String(minutes),
    label: t('command-do-not-disturb-for', { minutes }),
    run: () => becomes(clock.read() + minutes * 60_000),
  }));
};

export const signOut: Offers = (work) => [{ key: 'sign-out', label: t('sign-out'), run: () => work.desk.execute({ kind: 'sign_out' }) }];
