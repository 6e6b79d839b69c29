// What can be done now in the shown chat: by what the desktop says that I may, exactly as its buttons do.
import type { ChatView } from '../generated/ChatView';
import type { ConsultationPane } from '../generated/ConsultationPane';
import type { Purpose } from '../generated/Purpose';
import { l10n, t } from '../l10n/l10n.svelte';
import { consultationThread } from '../state/desk.svelte';
import type { Offer } from './act';
import type { Work } from './work';

type Offers = (work: Work) => Offer[];

/** Only while a chat is shown. */
function inChat(offers: (work: Work, chat: ChatView) => Offer[]): Offers {
  return (work) => (work.chat ? offers(work, work.chat) : []);
}

function shownPane(chat: ChatView): ConsultationPane | undefined {
  const going = chat.consultations.filter((pane) => pane.ended === null);
  return going.find((pane) => pane.consultation === chat.selected_consultation) ?? going[0];
}

export const communicator = (purpose: Purpose): Offers =>
  inChat((work, chat) =>
    work.canAsk(chat, purpose)
      ? [
          {
            key: purpose,
            label: t('command-opens', { command: t(`purpose-${purpose}`) }),
            about: purpose === 'consult' ? t('command-unseen') : null,
            private: purpose === 'consult',
            run: () => work.communicator.toggle(chat.case, purpose),
          },
        ]
      : [],
  );

/** There is another field than the one with the caret. */
export const otherField = inChat((work, chat) => {
  const pane = shownPane(chat);
  if (!chat.can.includes('write') || !pane?.can.includes('write')) return [];
  return [{ key: 'field', label: t('command-to-other-field'), about: pane.with, private: true, run: () => work.toOtherField() }];
});

export const withdraw = inChat((work, chat) =>
  chat.requests
    .filter((request) => request.withdrawable && !request.busy && work.online)
    .map((request) => ({
      key: request.invitation,
      label: t('command-withdraw'),
      about: request.target,
      private: request.kind === 'consultation',
      run: () => work.desk.do({ kind: 'withdraw_invitation', case: chat.case, invitation: request.invitation }),
    })),
);

export const pickAnother = inChat((work, chat) =>
  chat.notices.flatMap(({ id, pick_another: purpose, private: isPrivate }) =>
    purpose && work.canAsk(chat, purpose)
      ? [{ key: id, label: t('notice-pick-another'), private: isPrivate, run: () => work.communicator.show(chat.case, purpose) }]
      : [],
  ),
);

/** In a consultation's header: asks that colleague at once. */
const ofConsulted = (purpose: 'conference' | 'transfer'): Offers =>
  inChat((work, chat) => {
    const pane = shownPane(chat);
    const agent = pane?.with_agent ?? null;
    if (!pane || agent === null || pane.not_askable || !work.online) return [];
    if (!pane.can.includes(`ask_${purpose}`) || chat.busy.includes(purpose)) return [];
    const to = { case: chat.case, target: { kind: 'agent', agent } } as const;
    return [
      {
        key: purpose,
        label: t(`consultation-${purpose}`, { name: pane.with }),
        run: () =>
          work.communicator.ask(purpose === 'conference' ? { kind: 'ask_conference', ...to } : { kind: 'ask_transfer', ...to, note: null }),
      },
    ];
  });

export const askConsulted = ofConsulted('conference');
export const handOverConsulted = ofConsulted('transfer');

/** Those that are open and not shown, from the shown one on. */
export const otherConsultations = inChat((work, chat) => {
  const open = chat.consultations.filter((pane) => pane.ended === null);
  const at = open.findIndex((pane) => pane.consultation === shownPane(chat)?.consultation);
  return [...open.slice(at + 1), ...open.slice(0, Math.max(0, at))].map((pane) => ({
    key: pane.consultation,
    label: t('command-to-consultation', { name: pane.with }),
    private: true,
    run: () => work.toConsultation(chat, pane.consultation),
  }));
});

export const removeParticipant = inChat((work, chat) =>
  chat.participants.flatMap(({ agent, name, removable }) =>
    removable && agent !== null && work.online && !chat.busy.includes(`remove:${agent}`)
      ? [
          {
            key: agent,
            label: t('command-remove', { name }),
            danger: true,
            run: () => work.desk.do({ kind: 'remove_participant', case: chat.case, agent }),
          },
        ]
      : [],
  ),
);

/** The shown one first. */
export const endConsultation = inChat((work, chat) => {
  const shown = shownPane(chat);
  const panes = [...chat.consultations].sort((a, b) => Number(b === shown) - Number(a === shown));
  return panes
    .filter((pane) => pane.can.includes('end') && work.online && !chat.busy.includes(`end_consultation:${pane.consultation}`))
    .map((pane) => ({
      key: pane.consultation,
      label: t('consultation-end'),
      about: pane.with,
      private: true,
      run: () => work.desk.do({ kind: 'end_consultation', case: chat.case, consultation: pane.consultation }),
    }));
});

export const end = inChat((work, chat) =>
  work.canEnd(chat)
    ? [
        {
          key: 'end',
          label: chat.end_effect === 'whole_chat' && chat.participants.length > 0 ? t('end-for-all') : t('end'),
          about: chat.reminder ? t('command-end-waits', { contact: chat.contact }) : null,
          danger: true,
          run: () => work.end(chat),
        },
      ]
    : [],
);

/** The chat, as soon as it can be; before that consultations that are over. */
export const markDone = inChat((work, chat) => {
  const offers: Offer[] = [];
  if (chat.can.includes('mark_done') && !chat.busy.includes('mark_done')) {
    offers.push({ key: 'chat', label: t('mark-done'), about: chat.contact, run: () => work.markDone(chat) });
  }
  for (const pane of chat.consultations) {
    if (!pane.can.includes('mark_done') || chat.busy.includes(`mark_done:${pane.consultation}`)) continue;
    const thread = consultationThread(pane.consultation);
    offers.push({
      key: pane.consultation,
      label: t('mark-done'),
      about: t('consultation-with', { name: pane.with }),
      private: true,
      run: () => work.desk.do({ kind: 'mark_done', case: chat.case, thread }),
    });
  }
  return offers;
});

/** What came of it; the field chooses. */
export const disposition = inChat((work, chat) =>
  chat.can.includes('set_disposition') && chat.dispositions.length > 0
    ? [{ key: 'disposition', label: t('disposition-choose'), run: () => work.toField('disposition') }]
    : [],
);

export const note = inChat((work, chat) =>
  chat.can.includes('set_note') ? [{ key: 'note', label: t('command-note'), run: () => work.toField('note') }] : [],
);

/** Above the chat, and in the main window above all of them. */
export const dismissNotice: Offers = (work) => {
  const { chat, me, window } = work.desk;
  const told = me !== null && window.kind === 'main' ? me.notice : null;
  const offers: Offer[] = (chat?.notices ?? []).map(({ id, text, private: isPrivate }) => ({
    key: id,
    label: t('notice-dismiss'),
    about: l10n.phrase(text),
    private: isPrivate,
    run: () => work.desk.execute({ kind: 'dismiss_notice', case: chat?.case ?? '', notice: id }),
  }));
  if (told !== null) {
    const run = () => work.desk.execute({ kind: 'dismiss_not_ready' });
    offers.push({ key: 'not-ready', label: t('notice-dismiss'), about: l10n.phrase(told), run });
  }
  return offers;
};

/** Opens the Team Communicator; while it is open, its filters, beginning with the next one. */
export const team = inChat((work, chat) => {
  const { communicator } = work;
  if (!communicator.open) {
    const run = () => communicator.show(chat.case, 'consult');
    return work.canAsk(chat, 'consult')
      ? [{ key: 'open', label: t('command-team-open'), about: t('command-unseen'), private: true, run }]
      : [];
  }
  const { filters } = communicator.targets;
  const at = filters.indexOf(communicator.filter);
  return [...filters.slice(at + 1), ...filters.slice(0, Math.max(0, at))].map((filter) => ({
    key: filter,
    label: t('command-team-filter', { filter: t(`filter-${filter}`) }),
    run: () => communicator.choose(filter),
  }));
});

/** In the Team Communicator: the chosen target becomes a favourite, or is none any more. */
export const favourite = inChat((work) => {
  const { communicator } = work;
  const { row } = communicator;
  if (!communicator.open || row === null) return [];
  const is = row.favourite !== null;
  return [
    {
      key: 'favourite',
      label: t(is ? 'favourite-take-out' : 'favourite-make'),
      about: row.name,
      run: () => (is ? communicator.disfavour(row) : communicator.favour(row)),
    },
  ];
});

export const silence = inChat((work, chat) =>
  chat.standing.kind === 'former'
    ? []
    : [
        {
          key: 'silence',
          label: t(chat.silenced ? 'silenced-what' : 'silence'),
          run: () => work.desk.execute({ kind: 'silence', case: chat.case, silenced: !chat.silenced }),
        },
      ],
);

export const ownWindow = inChat((work, chat) => {
  const own = work.desk.window.kind === 'own';
  return [
    {
      key: 'window',
      label: t(own ? 'dock' : 'tear-off'),
      run: () => (own ? work.desk.dock(chat.case) : work.desk.tearOff(chat.case)),
    },
  ];
});

/** In the thread in which one is. */
export const search = inChat((work) => [{ key: 'search', label: t('search-in-chat'), run: () => work.search() }]);

export const transcript = (purpose: 'copy' | 'save'): Offers =>
  inChat((work) => [
    {
      key: purpose,
      label: t(`transcript-${purpose}-open`),
      run: () => {
        work.writing = purpose;
      },
    },
  ]);
