// Moments that are about the list, the state and the layout.
import { inState, phrase, type Scene, type workday } from './workday';

export type ListSceneName = 'window' | 'many-chats' | 'waiting-nobody' | 'next-chat' | 'not-ready' | 'former-target';

export function listScene(name: ListSceneName, day: ReturnType<typeof workday>, now: number): Scene {
  const { base, list, chat, pane, at, billing, tech, reminder, left, invitations, consulting, busyDay, more } = day;
  switch (name) {
    case 'window':
      return {
        ...base,
        ...consulting,
        me: { ...base.me, places_taken: 6, capacity: 8 },
        list: { ...list, ...busyDay, invitations: invitations.slice(0, 1) },
        chat: {
          ...consulting.chat,
          reminder: reminder(42_000),
          requests: [
            {
              invitation: 'request-2',
              kind: 'consultation',
              target: tech,
              least: null,
              expires_at: now + 12_000,
              busy: false,
              withdrawable: true,
            },
          ],
          consultations: [
            pane({
              consultation: 'consultation-sven',
              with_agent: 'agent-sven',
              with: 'Sven Albrecht',
              initials: 'SA',
              presence: null,
              doing: null,
              ended: phrase('consultation-over'),
              ended_at: at(6),
              can: ['mark_done'],
            }),
            pane(),
          ],
        },
      };
    case 'many-chats':
      return { ...base, list: { ...list, chats: [...busyDay.chats, ...more], invitations }, chat: null };
    case 'waiting-nobody':
      return { ...base, waiting: { queue: 'billing', name: billing, told: 'list', rows: [], more: 0 } };
    case 'next-chat':
      return {
        ...base,
        list: {
          ...list,
          chats: left,
          first: { case: 'case-sahin', consultation: null, contact: 'Aylin Şahin', why: 'reply', reminder: reminder(70_000) },
        },
        chat: null,
      };
    case 'not-ready':
      return {
        ...base,
        me: { ...inState(base.me, { kind: 'not_ready', reason: 'no_answer' }), notice: phrase('told-not-ready-no-answer') },
      };
    case 'former-target':
      return {
        ...base,
        chat: {
          ...chat,
          subtitle: phrase('chat-ended-at', { queue: billing, at: at(21) }),
          standing: { kind: 'former', at: at(21), notice: phrase('former-ended') },
          reminder: null,
          can: ['mark_done'],
          disposition_required: false,
          participants: [],
        },
      };
  }
}
