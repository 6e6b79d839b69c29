// Signs for the scenes: what is set, what a computer can do, and why it rang.
import type { AttentionView } from '../generated/AttentionView';
import type { DecisionRow } from '../generated/DecisionRow';
import type { Language } from '../generated/Language';
import type { Phrase } from '../generated/Phrase';
import type { Setting } from '../generated/Setting';
import type { SettingValue } from '../generated/SettingValue';
import type { SystemView } from '../generated/SystemView';

const on: SettingValue = { kind: 'switch', on: true };
const off: SettingValue = { kind: 'switch', on: false };

/** As the desktop has them at first. The type sees to it that none is missing. */
const AT_FIRST: Record<Setting, SettingValue> = {
  language: { kind: 'language', language: 'de' },
  theme: { kind: 'theme', theme: 'system' },
  zoom: { kind: 'zoom', percent: 100 },
  own_windows: off,
  targets_flat: off,
  flash: on,
  flash_consultations: on,
  notify_invitations: on,
  notify_messages: on,
  notify_text: off,
  sound_invitation: on,
  sound_message: on,
  sound_consultation: on,
  sound_idle: on,
  sound_output: { kind: 'output', output: { kind: 'system' } },
  invitation_output: { kind: 'output', output: null },
  volume: { kind: 'percent', percent: 60 },
  respect_system: on,
  shortcut: { kind: 'shortcut', shortcut: 'off' },
  keys: { kind: 'keys', keys: {} },
};

const HEADSET = { id: 'pulseaudio:headset', name: 'Headset (USB)' };
const LOUDSPEAKERS = { id: 'pulseaudio:speakers', name: 'Interne Lautsprecher' };
/** Chosen once, and not there now. */
export const UNPLUGGED: SettingValue = {
  kind: 'output',
  output: { kind: 'device', device: { id: 'pulseaudio:old', name: 'Kopfhörer Büro' } },
};

const X11: SystemView = {
  means: { flash: 'taskbar', badge: 'launcher', notifications: 'actions', tray: true, sound: true, idle: true },
  quiet: 'off',
  shortcut: 'off',
  chosen: 'off',
  sound_devices: [HEADSET, LOUDSPEAKERS],
  not_saved: false,
};

/** The least that a computer can do. */
export const WAYLAND: Partial<SystemView> = {
  means: { flash: 'notification', badge: 'launcher', notifications: 'plain', tray: false, sound: false, idle: false },
  quiet: 'unreadable',
  shortcut: 'unavailable',
};

export function attentionOf(
  language: Language,
  system: Partial<SystemView> = {},
  more: Partial<Record<Setting, SettingValue>> = {},
): AttentionView {
  const values: Record<Setting, SettingValue> = { ...AT_FIRST, language: { kind: 'language', language }, ...more };
  const settings = (Object.keys(AT_FIRST) as Setting[]).map((setting) => ({ setting, value: values[setting] }));
  const view: AttentionView = { settings, system: { ...X11, ...system }, do_not_disturb_until: null };
  return withSetting(view, 'shortcut', values.shortcut);
}

/** With that setting set, and what the system says to it. */
export function withSetting(view: AttentionView, setting: Setting, value: SettingValue): AttentionView {
  const settings = view.settings.map((row) => (row.setting === setting ? { setting, value } : row));
  if (value.kind !== 'shortcut') return { ...view, settings };
  const { means, shortcut } = view.system;
  const became =
    means?.flash === 'notification' ? shortcut : value.shortcut === 'off' ? 'off' : value.shortcut === 'ctrl_shift_j' ? 'taken' : 'set';
  return { ...view, settings, system: { ...view.system, chosen: value.shortcut, shortcut: became } };
}

const phrase = (id: string, args: Phrase['args'] = {}): Phrase => ({ id, args });

/** Fifty of them, of a busy morning and the evening before. */
export function decisionsOf(now: number): DecisionRow[] {
  const flash = phrase('sign-flash', { window: 'own' });
  const ended = phrase('sign-flash-ended', { window: 'own' });
  const shown = phrase('sign-notification');
  const withdrawn = phrase('sign-notification-withdrawn');
  const sound = (kind: string) => phrase('sign-sound', { sound: kind });
  const badge = (count: number) => phrase('sign-badge', { count });
  const of = (chat: string | null, cause: Phrase, ...effects: Phrase[]) => ({ chat, cause, effects });
  const kinds: Omit<DecisionRow, 'at'>[] = [
    of('Aylin Şahin', phrase('why-contact-wrote'), flash, shown, sound('message'), badge(2)),
    of(
      'Martin Hoffmann',
      phrase('why-contact-wrote'),
      phrase('sign-flash', { window: 'main' }),
      shown,
      phrase('no-sound-recent'),
      badge(1),
    ),
    of('Petra Köhler', phrase('why-answered'), ended, withdrawn, badge(0)),
    of(
      'Sabine Vogt',
      phrase('why-invited', { kind: 'chat' }),
      phrase('sign-flash', { window: 'main' }),
      shown,
      sound('invitation'),
      badge(1),
    ),
    of('Martin Hoffmann', phrase('why-consultation-words', { name: 'Katrin Richter' }), flash, shown, sound('consultation'), badge(2)),
    of('Martin Hoffmann', phrase('why-read'), ended, withdrawn, badge(1)),
    of('Petra Köhler', phrase('why-contact-wrote'), phrase('no-sign-silenced')),
    of(null, phrase('why-quiet-began', { at: now - 900_000 }), ended, withdrawn),
    of('Aylin Şahin', phrase('why-contact-wrote'), phrase('no-sign-quiet', { at: now - 900_000 })),
    of('Thomas Neumann', phrase('why-contact-left'), ended, withdrawn, badge(1)),
    of(null, phrase('why-trial'), sound('message')),
  ];
  const fifty = Array.from({ length: Math.ceil(50 / kinds.length) }, () => kinds)
    .flat()
    .slice(0, 50);
  return fifty.map((kind, index) => ({ ...kind, at: now - index * 97_000 - (index > 40 ? 80_000_000 : 0) }));
}
